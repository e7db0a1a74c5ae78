import { type DirectoryName, directories } from "../../../provider/directories";
import { resolveAccount } from "../../../provider/config/resolve-account";
import { findKeys } from "../../../provider/config/credentials";
import { openSession } from "../../../provider/pulumi/session";
import { Settings } from "../../../provider/config/settings";
import { toOutputs } from "../../../provider/lifecycle/outputs";

const ALIBABA = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "the-secret",
  ALIBABA_CLOUD_SECURITY_TOKEN: "the-session",
};
const ENVIRONMENTS = {
  eds: ALIBABA,
  eiam: ALIBABA,
  workspace: { HUAWEICLOUD_SDK_AK: "id", HUAWEICLOUD_SDK_SK: "the-secret", HUAWEICLOUD_SDK_SECURITY_TOKEN: "the-session" },
  cloudidentity: { VOLCENGINE_ACCESS_KEY: "id", VOLCENGINE_SECRET_KEY: "the-secret", VOLCENGINE_SESSION_TOKEN: "the-session" },
} as const;
function settings(environment: Readonly<Record<string, string>>, config: Readonly<Record<string, string>> = {}): Settings {
  return new Settings({ environment, config: (name) => config[name] });
}

const NAMES = ["eds", "eiam", "workspace", "cloudidentity"] as const satisfies readonly DirectoryName[];

describe.each(NAMES)("%s", (name) => {
  const directory = directories[name];

  test("http to anywhere but this machine is refused before a key is looked for", async () => {
    const sources = settings({}, { "rollcall:target": "cloud", [`rollcall:${name}Endpoint`]: "http://directory.example.com" });
    await expect(resolveAccount(directory, sources, () => Promise.reject(new Error("no emulator")))).rejects.toMatchObject({
      code: "ERR_CONFIG",
      summary: expect.stringContaining("in clear"),
    });
  });

  test("target emulator never sends anything to another machine", async () => {
    const sources = settings(ENVIRONMENTS[name], {
      "rollcall:target": "emulator",
      [`rollcall:${name}Endpoint`]: directory.endpoint(directory.defaultRegion),
    });
    await expect(resolveAccount(directory, sources, () => Promise.reject(new Error("no emulator")))).rejects.toMatchObject({
      code: "ERR_CONFIG",
      summary: expect.stringContaining("not this machine"),
    });
  });

  test("neither keys nor session are in what state keeps, and texts are cleaned of them", async () => {
    const config: Readonly<Record<string, string>> = {
      "rollcall:target": "cloud",
      [`rollcall:${name}Endpoint`]: "http://127.0.0.1:9",
      "rollcall:projectId": "p",
      "rollcall:instanceId": "i",
    };
    const said: string[] = [];
    const context = await openSession(directory.kinds.User, { environment: ENVIRONMENTS[name], config: (key) => config[key] }, (line) =>
      said.push(line),
    );
    context.say("tried the-secret with the-session");
    expect(said.join("\n")).not.toMatch(/the-secret|the-session/);
    expect(
      JSON.stringify(toOutputs(directory.kinds.User, { id: "1", key: "alice" }, { [directory.kinds.User.naturalKey]: "alice" }, {}, false)),
    ).not.toMatch(/the-secret|the-session/);
  });
});

test("a Workspace token of the configuration goes before keys of the environment, and keys of the configuration before a token of the environment", async () => {
  const keysWith = (environment: Readonly<Record<string, string>>, config: Readonly<Record<string, string>>): unknown =>
    findKeys(directories.workspace, settings(environment, config), "cn-north-4", undefined).identity.keys();
  expect(await keysWith(ENVIRONMENTS.workspace, { "rollcall:authToken": "my-token" })).toEqual({ kind: "token", token: "my-token" });
  const own = { "rollcall:accessKeyId": "mine", "rollcall:accessKeySecret": "my-secret" };
  expect(await keysWith({ HUAWEICLOUD_SDK_AUTH_TOKEN: "the-token" }, own)).toMatchObject({ kind: "keys", accessKeyId: "mine" });
});
