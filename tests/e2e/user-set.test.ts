import { EngineProject, ExternalEmulator, previewSteps, stateUsers } from "./harness";

type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A program declaring one set from plain data, so that a test only changes the data. */
function program(users: People, shared: Readonly<Record<string, unknown>> = {}, directory = "eds"): string {
  return `
    const { ${directory} } = require("rollcall");
    const set = new ${directory}.UserSet("staff", ${JSON.stringify({ users, ...shared })});
    exports.adopted = set.adopted;
  `;
}

const alice = { email: "alice@example.com" };
const bob = { phone: "13800138000", groupIdList: ["ug-design"] };
const carol = { email: "carol@example.com", remark: "one" };

describe("sets of users through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
  });
  afterAll(() => emulator.stop());

  beforeEach(async () => {
    project = await EngineProject.create({ program: program({ alice, bob }), language: "javascript", env: emulator.environment() });
  });
  afterEach(async () => {
    await emulator.faults({ rules: [] }).catch(() => undefined);
    await project.destroy();
    project.remove();
  });

  async function cloudUser(endUserId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users("eds")).find((user) => user["EndUserId"] === endUserId);
  }

  test("creates everybody in one call, leaves them alone, and shows and does each change to each person", async () => {
    await emulator.resetCalls();
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({ "eds:CreateUsers": 1 });
    await emulator.resetCalls();
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    project.writeProgram(program({ alice: { email: "a@example.com" }, carol }));
    const preview = await project.preview("--diff");
    expect(preview.all).toContain("eds users of the set: 1 to create (carol), 1 to change (alice: email), 1 to remove (bob)");
    const steps = await previewSteps(project);
    expect(steps.map(({ op, detailedDiff }) => [op, Object.keys(detailedDiff)])).toContainEqual(["update", ["users.alice.email", "users.bob", "users.carol"]]);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect((await stateUsers(project)).get("staff")?.outputs).toMatchObject({ users: { alice: { email: "a@example.com" }, carol } });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("alice")).toMatchObject({ Email: "a@example.com" });
  });
});
