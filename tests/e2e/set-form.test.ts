import { readSet } from "../../provider/pulumi/set-form";
import { type Json, record, records } from "../../provider/model/values";
import { EngineProject, ExternalEmulator, findCanaries, previewSteps, stateUsers } from "./harness";

const CANARY = "Canary-Secret-5e1d";

const program = (remark: string, key: string): string => `
  const { eds, cloudidentity } = require("rollcall");
  const neighbour = new cloudidentity.User("neighbour", { userName: "${key}", displayName: "Li Na" });
  const set = new eds.UserSet("staff", {
    orgId: "org-design",
    users: {
      alice: { realNickName: "Alice", email: "alice@example.com" },
      bob: { email: "bob@example.com", ownerType: "CreateFromManager", password: "${CANARY}" },
      carol: { email: "carol@example.com", remark: neighbour.userName, phone: "13800138000" },
      dave: { email: "dave@example.com", realNickName: "${remark}" },
    },
  });
  exports.carol = set.users.apply((users) => users.carol.remark);
`;

/** The exported state with the sets in it changed. */
function withSets(exported: string, change: (properties: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): string {
  const state = record(JSON.parse(exported));
  const deployment = record(state["deployment"]);
  const resources = records(deployment["resources"]).map((resource) =>
    String(resource["type"]).endsWith(":UserSet")
      ? { ...resource, inputs: change(record(resource["inputs"])), outputs: change(record(resource["outputs"])) }
      : resource,
  );
  return JSON.stringify({ ...state, deployment: { ...deployment, resources } });
}

describe("members of a set as texts, through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({ program: program("Dave", "li_na"), language: "javascript", env: emulator.environment() });
    expect(await project.up()).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function importState(state: string): Promise<void> {
    project.write("state.json", state);
    expect(await project.engine("stack", "import", "--stack", "test", "--file", "state.json")).toMatchObject({ code: 0 });
  }

  test("secrets stand apart, each alone, values of other resources beside the texts, and programs read whole users", async () => {
    const { inputs = {} } = stateUsers(project).get("staff") ?? {};
    expect(inputs).toMatchObject({
      users: {
        alice: '{"email":"alice@example.com","realNickName":"Alice"}',
        bob: '{"email":"bob@example.com","ownerType":"CreateFromManager"}',
        carol: '{"email":"carol@example.com","phone":"13800138000"}',
      },
      secrets: { bob: { password: { ciphertext: expect.any(String) as Json } } },
      linked: { carol: { remark: "li_na" } },
    });
    expect((await project.engine("stack", "output", "carol", "--show-secrets", "--stack", "test")).stdout).toContain("li_na");
  });

  test("a preview prints the members that change and no other, and what is known of one that waits for another resource", async () => {
    project.writeProgram(program("David", "li_na_2"));
    const shown = await project.preview("--diff");
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(/~ realNickName: "Dave" => "David"/);
    expect(shown.stdout).not.toMatch(/alice|bob@example|13800138000/);
    const steps = await previewSteps(project);
    expect(steps.filter(({ urn }) => urn.endsWith("::staff")).map(({ detailedDiff }) => Object.keys(detailedDiff).sort())).toEqual([
      ["linked.carol.remark", "users.dave"],
    ]);
    project.writeProgram(program("Dave", "li_na"));
  });

  test("a state with an object for each member is read without a diff and without a call, and written anew by the next run", async () => {
    const texts = await project.exportText();
    await importState(withSets(texts, (properties) => readSet(properties)));
    await emulator.resetCalls();
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    expect(await project.engine("refresh", "--preview-only", "--expect-no-changes", "--stack", "test")).toMatchObject({ code: 0 });
    expect((await project.rollcall("drift", "--stack", "test")).code).toBe(0);
    await emulator.resetCalls();
    const run = await project.up("--expect-no-changes");
    expect(run).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    expect(stateUsers(project).get("staff")?.inputs).toMatchObject({ users: { alice: expect.any(String) as Json } });
    const removed = await project.refresh();
    expect(stateUsers(project).get("staff")?.outputs).toMatchObject({ users: { alice: expect.any(String) as Json } });
    expect(findCanaries([run.all, removed.all, project.stateText()].join("\n"), [CANARY], "texts")).toEqual([]);
    await importState(texts);
  });

  test.each([
    ["damaged text", (users: object) => ({ users: { ...users, alice: '{"email":"ali' } }), /users\.alice is no JSON text/],
    ["text of no object", (users: object) => ({ users: { ...users, alice: "7" } }), /users\.alice is JSON, but no object/],
    ["another version", (users: object) => ({ users, __form: 2 }), /was written in form 2, and this version of Rollcall reads form 1/],
  ])("%s in state is a clear error, and nothing is changed", async (_what, damage, words) => {
    const texts = await project.exportText();
    await importState(withSets(texts, (properties) => ({ ...properties, ...damage(record(properties["users"])) })));
    const before = project.stateText();
    await emulator.resetCalls();
    for (const run of [await project.up(), await project.rollcall("drift", "--stack", "test")]) {
      expect(run.code).not.toBe(0);
      expect(run.all).toMatch(words);
      expect(run.all).toContain("ERR_STATE");
    }
    expect(Object.keys(await emulator.calls()).filter((call) => call.startsWith("eds:"))).toEqual([]);
    // The engine encrypts anew whenever it saves.
    const sealed = (name: string, value: unknown): unknown => (name === "ciphertext" ? "sealed" : value);
    const resources = (text: string): unknown => record(record(record(JSON.parse(text, sealed))["checkpoint"])["latest"])["resources"];
    expect(resources(project.stateText())).toEqual(resources(before));
    await importState(texts);
  });
});
