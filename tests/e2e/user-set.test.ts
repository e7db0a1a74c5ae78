import { readSet } from "../../provider/pulumi/set-form";
import {
  EngineProject,
  ExternalEmulator,
  findCanaries,
  findCanariesBelow,
  previewSteps,
  stateUsers,
  type RunResult,
  type StateResource,
} from "./harness";

type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A program declaring one set from plain data, so that a test only changes the data. */
function program(users: People): string {
  return `
    const { eds } = require("rollcall");
    const set = new eds.UserSet("staff", ${JSON.stringify({ users, orgId: "org-design" })});
    exports.adopted = set.adopted;
  `;
}

const [FIRST, SECOND] = ["Canary-Secret-7f3a", "Canary-Secret-8b4c"];
const alice = { email: "alice@example.com" };
const bob = { phone: "13800138000", groupIdList: ["ug-design"] };
const carol = { email: "carol@example.com", remark: "one" };
const dave = { email: "d@example.com", ownerType: "CreateFromManager", password: FIRST };
const erin = { ...dave, email: "e@example.com" };
const encrypted = expect.objectContaining({ ciphertext: expect.any(String) });
/** Alice has another address, bob is gone, and three are new. */
const next = { alice: { email: "a@example.com" }, carol, dave, erin };

/** One story in order, because every command of the engine costs seconds. */
describe("sets of users through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;
  /** Everything in which no password may show. */
  const texts: string[] = [];

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: program({ alice, bob }), language: "javascript", env: emulator.environment() });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function cloudUser(endUserId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users("eds")).find((user) => user["EndUserId"] === endUserId);
  }

  async function up(): Promise<RunResult> {
    await emulator.resetCalls();
    const result = await project.up("--diff");
    texts.push(result.all, project.stateText());
    return result;
  }

  const staff = (): StateResource | undefined => stateUsers(project).get("staff");
  const people = (): unknown => readSet(staff()?.outputs ?? {})["users"];

  test("creates everybody in one call, and leaves them alone", async () => {
    expect(await up()).toSucceed();
    expect(await emulator.calls()).toEqual({ "eds:CreateUsers": 1 });
    await emulator.resetCalls();
    expect(await project.up("--expect-no-changes")).toSucceed();
    expect(await emulator.calls()).toEqual({});
  });

  test("shows each change to each person before", async () => {
    project.writeProgram(program(next));
    const preview = await project.preview("--json");
    texts.push(preview.all);
    expect(preview.stdout).toContain(
      "eds users of the set: 3 to create (carol; dave; erin), 1 to change (alice: email), 1 to remove (bob)",
    );
    const steps = await previewSteps(preview);
    expect(steps.map(({ op, detailedDiff }) => [op, Object.keys(detailedDiff).sort()])).toContainEqual([
      "update",
      ["secrets", "users.alice", "users.bob", "users.carol", "users.dave", "users.erin"],
    ]);
  });

  test("a failed person leaves the others done and saved, and the next run repeats exactly that one", async () => {
    await emulator.faults("eds:CreateUsers partial users=carol");
    expect(await up()).toMatchObject({ all: expect.stringContaining("carol: ") });
    expect(staff()).toMatchObject({ initErrors: [expect.stringContaining("carol: ")] });
    expect(people()).toEqual({ alice: next.alice, dave: { ...dave, password: encrypted }, erin: { ...erin, password: encrypted } });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("alice")).toMatchObject({ Email: "a@example.com" });

    await emulator.faults("");
    expect(await up()).toSucceed();
    expect(await emulator.calls()).toEqual({ "eds:CreateUsers": 1 });
    expect(people()).toMatchObject({ carol });
  });

  test("a refused password and a refused removal stay what they were", async () => {
    await emulator.faults("eds:RemoveUsers forbidden\neds:ChangeUserPassword forbidden");
    project.writeProgram(program({ alice: next.alice, carol, erin: { ...erin, password: SECOND } }));
    await up();
    expect(staff()?.initErrors).toEqual([expect.stringContaining("erin: "), expect.stringContaining("dave: ")]);
    expect(people()).toMatchObject({ dave: { email: dave.email, password: encrypted }, erin: { password: encrypted } });
    await emulator.faults("");
  });

  test("a refresh sees whom and what somebody changed, and an up repairs just that, and what was refused", async () => {
    await emulator.drift({ service: "eds", user: "alice", set: { Email: "hacked@example.com" } });
    await emulator.drift({ service: "eds", user: "carol", remove: true });
    const refreshed = await project.refresh();
    texts.push(refreshed.all);
    expect(refreshed).toMatchObject({ code: 0, all: expect.stringContaining("1 updated") });
    const repaired = await up();
    expect(repaired).toSucceed();
    expect(repaired.all).toContain("1 to create (carol), 2 to change (alice: email; erin: password), 1 to remove (dave)");
    expect(await emulator.calls()).toMatchObject({
      "eds:ModifyUser": 1,
      "eds:CreateUsers": 1,
      "eds:RemoveUsers": 1,
      "eds:ChangeUserPassword": 1,
    });
    expect(staff()).toMatchObject({ initErrors: [] });
    expect(people()).toEqual({ alice: next.alice, carol, erin: { ...erin, password: encrypted } });
    expect(await cloudUser("carol")).toBeDefined();
    expect(await cloudUser("dave")).toBeUndefined();
  });

  test("no password shows in an output, in state or in a file", () => {
    expect(texts.flatMap((text, index) => findCanaries(text, [FIRST, SECOND], `text ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [FIRST, SECOND])).toEqual([]);
  });
});
