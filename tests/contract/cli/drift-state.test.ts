import { runDrift } from "../../../cli/drift/answer";
import { plain } from "../../../cli/report/text";
import { readStackState } from "../../../cli/stack/stack-state";
import { ENCRYPTED, type Exported, exportedState } from "./exported-state";

describe("a state", () => {
  test.each([
    ["", /the state file is empty/],
    ['{"version":3,"deployment":{"resour', /cut off or damaged/],
    ['{"version":4,"terraform_version":"1.9.0","lineage":"x","resources":[]}', /Terraform state/],
    ['{"steps":[],"changeSummary":{"same":3}}', /pulumi preview --json/],
    ['{"version":3,"checkpoint":{"stack":"x"}}', /checkpoint of a backend/],
    ['{"version":5,"deployment":{"resources":[]}}', /in a version that this Rollcall cannot read/],
    ['{"version":null,"deployment":{"people":[]}}', /in a version that this Rollcall cannot read/],
    ['{"hello":"world"}', /not a state exported by Pulumi/],
    [exportedState([{ directory: "eds", name: "staff", id: "s", kind: "UserSet", outputs: { users: "junk" } }]), /the set "staff" \(eds\)/],
    [exportedState([{ directory: "eds", name: "staff", id: "s", kind: "UserSet", outputs: { email: "a@x.example" } }]), /damaged/],
  ])("that is none is refused: %s", (text, refusal) => {
    expect(() => readStackState(text)).toThrow(refusal);
    expect(() => readStackState(text)).toThrow(expect.objectContaining({ code: "ERR_CONFIG" }));
  });

  test("of a stack without users of Rollcall says so and is clean", async () => {
    const other = JSON.stringify({
      version: 3,
      deployment: { resources: [{ urn: "urn:pulumi:dev::acme::aws:s3:Bucket::logs", type: "aws:s3:Bucket", id: "logs", outputs: {} }] },
    });
    const { report, exitCode } = await runDrift(
      { state: readStackState(other), config: undefined },
      { ignore: [], folder: "/nowhere", environment: {}, say: () => undefined },
    );
    expect([exitCode, report.unseen.map(plain)]).toEqual([0, ["This stack manages no user of Rollcall."]]);
  });

  test("of an account that has moved is compared by its settings alone, without the mark of the move", () => {
    const user: Exported = { directory: "eds", name: "dave", id: "dave", outputs: { endUserId: "dave" } };
    const settings = { "rollcall:edsRegion": "cn-shanghai", "rollcall:__hasMoved": "true" };
    const [dave] = readStackState(exportedState([user], { default: settings })).people;
    expect([...(dave?.account.settings ?? [])]).toEqual([["rollcall:edsRegion", "cn-shanghai"]]);
  });

  test("holds encrypted members and fields apart from what can be compared", () => {
    const set: Exported = { directory: "eds", name: "staff", id: "x", kind: "UserSet", outputs: { users: ENCRYPTED } };
    const user: Exported = {
      directory: "eds",
      name: "dave",
      id: "dave",
      outputs: { endUserId: "dave", email: ENCRYPTED, password: ENCRYPTED },
    };
    const state = readStackState(exportedState([set, user]));
    expect(state).toMatchObject({
      stack: "acme/dev",
      opaqueSets: ["staff"],
      people: [{ key: "dave", encrypted: ["email"], declared: { endUserId: "dave" } }],
    });
  });
});
