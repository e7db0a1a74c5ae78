import { readSet } from "../../provider/pulumi/set-form";
import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, previewSteps, stateUsers } from "./harness";

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

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({ program: program({ alice, bob }), language: "javascript", env: emulator.environment() });
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
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
    const preview = await project.preview("--json");
    expect(preview.stdout).toContain("eds users of the set: 1 to create (carol), 1 to change (alice: email), 1 to remove (bob)");
    const steps = await previewSteps(preview);
    expect(steps.map(({ op, detailedDiff }) => [op, Object.keys(detailedDiff)])).toContainEqual([
      "update",
      ["users.alice", "users.bob", "users.carol"],
    ]);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(readSet(stateUsers(project).get("staff")?.outputs ?? {})).toMatchObject({ users: { alice: { email: "a@example.com" }, carol } });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("alice")).toMatchObject({ Email: "a@example.com" });
  });

  test("a failed person leaves the others done and saved, the next run repeats exactly that one, and no password shows", async () => {
    const [first, second] = ["Canary-Secret-7f3a", "Canary-Secret-8b4c"];
    const dave = { email: "d@example.com", ownerType: "CreateFromManager", password: first };
    const encrypted = { ciphertext: expect.any(String) };
    const people = { alice, carol, dave, erin: { ...dave, email: "e@example.com" } };
    await emulator.faults("eds:CreateUsers partial users=carol");
    project.writeProgram(program(people));
    const outputs = [await project.up()];
    expect(outputs[0]).toMatchObject({ all: expect.stringContaining("carol: ") });
    const { carol: _failed, ...done } = people;
    const created = { users: { ...done, dave: { ...dave, password: encrypted }, erin: { password: encrypted } } };
    const partial = stateUsers(project).get("staff");
    expect(partial).toMatchObject({ initErrors: [expect.stringContaining("carol: ")] });
    expect(readSet(partial?.outputs ?? {})).toMatchObject(created);
    expect(partial?.outputs).not.toHaveProperty("users.carol");

    await emulator.faults("");
    await emulator.resetCalls();
    outputs.push(await project.up());
    expect(await emulator.calls()).toEqual({ "eds:CreateUsers": 1 });
    outputs.push(await project.preview("--refresh", "--diff", "--expect-no-changes"));
    expect(outputs.slice(1).map(({ code }) => code)).toEqual([0, 0]);

    await emulator.faults("eds:RemoveUsers forbidden\neds:ChangeUserPassword forbidden");
    project.writeProgram(program({ alice, carol, erin: { ...people.erin, password: second } }));
    outputs.push(await project.preview("--diff", "--json"), await project.up());
    const kept = stateUsers(project).get("staff");
    expect(kept?.initErrors).toEqual([expect.stringContaining("erin: "), expect.stringContaining("dave: ")]);
    expect(readSet(kept?.outputs ?? {})).toMatchObject({
      users: { dave: { email: dave.email, password: encrypted }, erin: { password: encrypted } },
    });

    await emulator.faults("");
    await emulator.resetCalls();
    outputs.push(await project.up());
    expect(await emulator.calls()).toMatchObject({ "eds:RemoveUsers": 1, "eds:ChangeUserPassword": 1 });
    expect(stateUsers(project).get("staff")).toMatchObject({ initErrors: [] });
    expect(readSet(stateUsers(project).get("staff")?.outputs ?? {})).toMatchObject({ users: { alice, carol, erin: {} } });
    const texts = [...outputs.map(({ all }) => all), JSON.stringify(partial), JSON.stringify(kept)];
    expect(texts.flatMap((text, index) => findCanaries(text, [first, second], `output ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [first, second])).toEqual([]);
  });

  test("a refresh sees whom and what somebody changed, and an up repairs just that", async () => {
    project.writeProgram(program({ alice, bob, carol }, { orgId: "org-design" }));
    expect(await project.up()).toMatchObject({ code: 0 });
    await emulator.drift({ service: "eds", user: "alice", set: { Email: "hacked@example.com" } });
    await emulator.drift({ service: "eds", user: "bob", remove: true });
    expect(await project.refresh()).toMatchObject({ code: 0, all: expect.stringContaining("1 updated") });
    const steps = await previewSteps(project);
    expect(steps.map(({ op, detailedDiff }) => [op, Object.keys(detailedDiff)])).toContainEqual(["update", ["users.alice", "users.bob"]]);
    await emulator.resetCalls();
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toMatchObject({ "eds:ModifyUser": 1, "eds:CreateUsers": 1 });
    expect(await cloudUser("bob")).toBeDefined();
  });
});
