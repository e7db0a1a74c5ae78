import { readSet } from "../../provider/pulumi/set-form";
import { type Json, record, records } from "../../provider/model/values";
import { EngineProject, ExternalEmulator, findCanaries, stateUsers } from "./harness";

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

const grouped = (description: string, ...people: readonly string[]): string => `
  const { eds } = require("rollcall");
  const crew = new eds.Group("crew", { groupName: "Crew", description: "${description}" });
  const users = Object.fromEntries(${JSON.stringify(people)}.map((name) => [name, { email: name + "@example.com", groupIdList: [crew.groupId] }]));
  new eds.UserSet("staff", { users });
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
    project = EngineProject.create({ program: program("Dave", "li_na"), language: "javascript", env: emulator.environment() });
    expect(await project.up()).toSucceed();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function importState(state: string): Promise<void> {
    project.write("state.json", state);
    expect(await project.engine("stack", "import", "--stack", "test", "--file", "state.json")).toSucceed();
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
    expect(shown).toSucceed();
    expect(shown.stdout).toMatch(/~ realNickName: "Dave" => "David"/);
    expect(shown.stdout).toMatch(/~ remark: "li_na" => "li_na_2"/);
    const marked = [...shown.stdout.matchAll(/^ +[~+-] (\w+) *:/gm)].map(([, name]) => name);
    expect(marked).toEqual(["userName", "linked", "carol", "remark", "users", "dave", "realNickName"]);
    expect(shown.stdout).not.toMatch(/alice|bob@example|13800138000/);
    project.writeProgram(program("Dave", "li_na"));
  });

  test("a state with an object for each member is read without a diff and without a call, and written anew by the next run", async () => {
    await importState(withSets(await project.exportText(), (properties) => readSet(properties)));
    expect((await project.rollcall("drift", "--stack", "test")).code).toBe(0);
    await emulator.resetCalls();
    const run = await project.up("--expect-no-changes");
    expect(run).toSucceed();
    expect(await emulator.calls()).toEqual({});
    const { inputs, outputs } = stateUsers(project).get("staff") ?? {};
    expect(inputs).toMatchObject({ users: { alice: expect.any(String) as Json } });
    expect(outputs).toMatchObject({ users: { alice: expect.any(Object) as Json } });
    const refreshed = await project.refresh();
    expect(refreshed.all).toContain("3 unchanged");
    expect(stateUsers(project).get("staff")?.outputs).toMatchObject({ users: { alice: expect.any(String) as Json } });
    expect(findCanaries([run.all, refreshed.all, project.stateText()].join("\n"), [CANARY], "texts")).toEqual([]);
  });

  test("a damaged text in state is a clear error, and nothing is changed", async () => {
    await importState(
      withSets(await project.exportText(), ({ users, ...others }) => ({ ...others, users: { ...record(users), alice: '{"email":"ali' } })),
    );
    const before = project.stateText();
    await emulator.resetCalls();
    for (const run of [await project.up(), await project.rollcall("drift", "--stack", "test")]) {
      expect(run.code).not.toBe(0);
      expect(run.all).toMatch(/users\.alice is no JSON text/);
      expect(run.all).toContain("ERR_STATE");
    }
    expect(Object.keys(await emulator.calls()).filter((call) => call.startsWith("eds:"))).toEqual([]);
    // The engine encrypts anew whenever it saves.
    const sealed = (name: string, value: unknown): unknown => (name === "ciphertext" ? "sealed" : value);
    const resources = (text: string): unknown => record(record(record(JSON.parse(text, sealed))["checkpoint"])["latest"])["resources"];
    expect(resources(project.stateText())).toEqual(resources(before));
  });
});

test("groups stand beside the texts while they are new, as a plan says before; a change of one shows in no member", async () => {
  const emulator = await ExternalEmulator.start();
  const env = { ...emulator.environment(), PULUMI_EXPERIMENTAL: "true" };
  const project = EngineProject.create({ program: grouped("Day", "alice", "bobby"), language: "javascript", env });
  const inputs = () => stateUsers(project).get("staff")?.inputs ?? {};
  try {
    expect(await project.engine("preview", "--stack", "test", "--save-plan", "plan.json")).toSucceed();
    expect(await project.engine("up", "--yes", "--skip-preview", "--stack", "test", "--plan", "plan.json")).toSucceed();
    const [id = ""] = Object.values(record(inputs()["linked"])).flatMap((fields) => record(fields)["groupIdList"] as readonly string[]);
    expect(inputs()).toMatchObject({ users: { alice: '{"email":"alice@example.com"}' }, linked: { alice: { groupIdList: [id] } } });
    project.writeProgram(grouped("Night", "alice", "bobby", "carol"));
    const shown = await project.up("--diff");
    expect(shown).toSucceed();
    expect(shown.stdout).toMatch(/~ description: "Day" => "Night"/);
    expect(shown.all).toContain("1 to create (carol)");
    expect(shown.stdout).not.toMatch(/alice|bobby/);
    expect(await project.up("--expect-no-changes")).toSucceed();
    expect(inputs()["users"]).toMatchObject({ alice: `{"email":"alice@example.com","groupIdList":["${id}"]}` });
    expect(inputs()).not.toHaveProperty("linked");
    // By this the engine ends the people before their group.
    const resources = records(record(record(record(JSON.parse(project.stateText()))["checkpoint"])["latest"])["resources"]);
    const set = resources.find(({ type }) => String(type).endsWith(":UserSet"));
    expect(set?.["dependencies"]).toEqual([expect.stringMatching(/eds:Group::crew$/)]);
  } finally {
    project.remove();
    await emulator.stop();
  }
});
