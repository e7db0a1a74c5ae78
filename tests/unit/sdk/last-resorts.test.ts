import { directories } from "../../../provider/directories";
import { Settings } from "../../../provider/config/settings";
import type { Kind } from "../../../provider/model/kind";
import { LastResorts } from "../../../sdk/lib/run/last-resorts";
import { type Candidate, problemsOf } from "../../../sdk/lib/gate/problems";

const { eds, cloudidentity, workspace } = directories;
const declared = (kind: Kind) => ({ kind, opts: {} });
/** A port on which nothing listens. */
const NOWHERE = "http://127.0.0.1:9";

function settings(environment: Readonly<Record<string, string>>): () => Settings {
  const own: Readonly<Record<string, string>> = {
    ROLLCALL_TARGET: "cloud",
    ROLLCALL_METADATA_ENDPOINT: NOWHERE,
    HOME: "/nowhere",
    ...environment,
  };
  return () => new Settings({ environment: own, config: () => undefined });
}

const KEYS = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" };

test("a directory for which nobody names keys is asked once, and refused beside everything else that is wrong", async () => {
  const resorts = new LastResorts();
  const asking = resorts.ask([declared(eds.kinds.User), declared(cloudidentity.kinds.User)], settings(KEYS));
  expect(asking).toBeDefined();
  await asking;
  expect(resorts.ask([declared(cloudidentity.kinds.User)], settings(KEYS))).toBeUndefined();
  expect([...resorts.problems.keys()]).toEqual(["cloudidentity"]);
  const eve: Candidate = {
    kind: cloudidentity.kinds.User,
    many: false,
    name: "eve",
    properties: { userName: "eve" },
    ofDefaultAccount: true,
    isNew: () => true,
  };
  expect(problemsOf([eve], settings(KEYS)(), resorts.problems).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    expect.stringMatching(/^configuration: no credentials for cloudidentity: VOLCENGINE_ACCESS_KEY is not set, .*no metadata service/),
  ]);
});

test.each([
  ["keys are named", KEYS, eds.kinds.User],
  ["the instance is switched off", { ROLLCALL_METADATA: "false" }, workspace.kinds.User],
  ["the emulator runs inside", { ROLLCALL_TARGET: "emulator" }, workspace.kinds.User],
])("nobody is asked where %s", (_what, environment: Readonly<Record<string, string>>, kind) => {
  expect(new LastResorts().ask([declared(kind)], settings(environment))).toBeUndefined();
});
