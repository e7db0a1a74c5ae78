import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, previewSteps, stateUsers } from "./harness";

const CANARY = "Canary-Secret-7f3a";

/** A program declaring users from plain data, so that a test only changes the data. */
function program(users: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  return `
    const { eds } = require("rollcall");
    for (const [name, args] of Object.entries(${JSON.stringify(users)})) new eds.User(name, args);
  `;
}

const alice = { endUserId: "alice", email: "alice@example.com" };
const bob = { endUserId: "bob", phone: "13800138000", groupIdList: ["ug-design"], orgId: "org-design" };

describe("EDS users through the engine", () => {
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

  async function up(users: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<void> {
    project.writeProgram(program(users));
    expect(await project.up()).toMatchObject({ code: 0 });
  }

  test("creates users, leaves them alone, and deletes the one that leaves the program", async () => {
    await up({ alice, bob });
    expect((await stateUsers(project)).get("bob")).toMatchObject({ id: "bob", outputs: { endUserId: "bob", groupIdList: ["ug-design"] } });
    await emulator.resetCalls();
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    await up({ alice });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("alice")).toBeDefined();
  });

  test("outputs tell what is declared, and User.get everything of a user it does not manage", async () => {
    await up({ alice, bob });
    const shown = '({ id: user.id, email: user.email, phone: user.phone, userId: user.userId, endUserId: user.endUserId, orgId: user.orgId })';
    project.writeProgram(`${program({ alice, bob })}
      const show = (user) => ${shown};
      exports.made = show(new eds.User("carol", { endUserId: "carol", email: "carol@example.com" }));
      exports.read = show(eds.User.get("look", "bob"));
    `);
    const run = await project.up();
    expect(run).toMatchObject({ code: 0 });
    const outputs: unknown = JSON.parse((await project.engine("stack", "output", "--json", "--stack", "test")).stdout);
    expect(outputs).toEqual({
      made: { id: "carol", email: "carol@example.com", endUserId: "carol" },
      read: { id: "bob", phone: "13800138000", endUserId: "bob", orgId: "org-design" },
    });
    await up({ alice });
    expect(await cloudUser("carol")).toBeUndefined();
  });

  test("changes every field that an action can change in place, each with its own call", async () => {
    const people = ["email", "org", "group", "admin", "lock", "time"].map((name) => [name, { endUserId: `in_place_${name}`, email: `${name}@example.com` }] as const);
    const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      email: { email: "changed@example.com" },
      org: { orgId: "org-sales" },
      group: { groupIdList: ["ug-oncall"] },
      admin: { isLocalAdmin: true },
      lock: { status: "disabled" },
      time: { autoLockTime: "2031-01-02 03:04:05" },
    };
    await up(Object.fromEntries(people));
    project.writeProgram(program(Object.fromEntries(people.map(([name, user]) => [name, { ...user, ...changes[name] }]))));
    const steps = await previewSteps(project);
    expect(steps.filter(({ op }) => op !== "same").map(({ op }) => op)).toEqual(people.map(() => "update"));
    await emulator.resetCalls();
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("6 updated") });
    expect(await emulator.calls()).toMatchObject({
      "eds:ModifyUser": 1,
      "eds:MoveUserOrg": 1,
      "eds:UserBatchJoinGroup": 1,
      "eds:BatchSetDesktopManager": 1,
      "eds:LockUsers": 1,
      "eds:UnlockUsers": 1,
    });
    expect(await project.engine("refresh", "--preview-only", "--expect-no-changes", "--stack", "test")).toMatchObject({ code: 0 });
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("replaces a person only for what no action changes, and says why", async () => {
    await up({ alice: { ...alice, remark: "one" } });
    project.writeProgram(program({ alice: { ...alice, remark: "two" } }));
    const preview = await project.preview("--diff");
    expect(preview.all).toContain("alice will be deleted and created again: remark changes and no EDS action changes it on an existing user");
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("1 replaced") });
    expect(await cloudUser("alice")).toMatchObject({ Remark: "two" });
  });

  test("a refresh sees what a person changed, and an up repairs it", async () => {
    await up({ alice, bob });
    await emulator.drift({ service: "eds", user: "alice", set: { Email: "hacked@example.com" } });
    await emulator.drift({ service: "eds", user: "bob", remove: true });
    const refreshed = await project.refresh();
    expect(refreshed.stdout).toContain("1 updated");
    expect(refreshed.stdout).toContain("1 deleted");
    const steps = await previewSteps(project);
    expect(steps).toContainEqual(expect.objectContaining({ op: "update", diffReasons: ["email"] }));
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await cloudUser("alice")).toMatchObject({ Email: "alice@example.com" });
    expect(await cloudUser("bob")).toBeDefined();
  });

  test("one refused user fails with its own code, the good ones are in state, and a corrected program finishes", async () => {
    const stranger = { endUserId: "carol", email: "carol@example.com" };
    await up({ carol: stranger });
    await emulator.drift({ service: "eds", user: "carol", set: { Email: "somebody.else@example.com" } });
    const other = await EngineProject.create({ program: program({ alice, carol: stranger, bob }), language: "javascript", env: emulator.environment() });
    try {
      const failed = await other.up();
      expect(failed.code).not.toBe(0);
      expect(failed.all).toContain("ExistedEndUserId");
      expect(failed.all).toContain('email is "somebody.else@example.com" on the cloud, "carol@example.com" in the program');
      expect([...(await stateUsers(other)).keys()].sort()).toEqual(["alice", "bob"]);
      other.writeProgram(program({ alice, carol: { ...stranger, email: "somebody.else@example.com" }, bob }));
      expect(await other.up()).toMatchObject({ code: 0 });
      expect((await stateUsers(other)).get("carol")?.outputs).toMatchObject({ adopted: true });
      await other.destroy();
    } finally {
      other.remove();
    }
  });

  test("one bad line creates nobody, and every bad line is named", async () => {
    project.writeProgram(program({ alice, bad: { endUserId: "Bad", email: "b@example.com" }, worse: { endUserId: "worse", emial: "w@example.com" } }));
    const result = await project.up();
    expect(result.code).not.toBe(0);
    expect(result.all).toContain("Rollcall refuses 2 of 3 users; nothing was created or changed.");
    expect(result.all).toContain('endUserId must be 3 to 24 lower-case letters, digits or underscores, not "Bad"');
    expect(result.all).toContain("emial is not a field of eds users (Alibaba Cloud EDS). Did you mean email?");
    expect(await emulator.users("eds")).toEqual([]);
  });

  test("a password reaches the cloud and no file or output, in any operation", async () => {
    const secretive = (password: string) =>
      `const pulumi = require("@pulumi/pulumi"); const { eds } = require("rollcall");
       const user = new eds.User("dave", { endUserId: "dave", email: "d@example.com", ownerType: "CreateFromManager", password: ${JSON.stringify(password)} });
       exports.all = user.password;`;
    project.writeProgram(secretive(CANARY));
    const outputs = [await project.up(), await project.preview("--diff"), await project.refresh()];
    await emulator.resetCalls();
    project.writeProgram(secretive(`${CANARY}-2`));
    outputs.push(await project.preview("--diff", "--json"), await project.up());
    expect(await emulator.calls()).toMatchObject({ "eds:ChangeUserPassword": 1 });
    project.writeProgram(secretive("short"));
    outputs.push(await project.up());
    const state = await project.exportText();
    expect([...outputs.map(({ all }) => all), state].flatMap((text, index) => findCanaries(text, [CANARY], `output ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [CANARY])).toEqual([]);
    expect(outputs.at(-1)?.all).toContain("password must be 10 to 256 characters");
    expect(outputs.at(-1)?.all).not.toContain('"short"');
  });

  test("an unset target is one clear error", async () => {
    project.setEnvironment({ ROLLCALL_TARGET: undefined });
    const result = await project.up();
    expect(result.code).not.toBe(0);
    expect(result.all).toContain("rollcall:target is not set");
    project.setEnvironment({ ROLLCALL_TARGET: "cloud" });
  });

  test("a wrong key is an error that names the variables and drops nobody", async () => {
    await up({ alice });
    project.setEnvironment({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong-secret-value" });
    const result = await project.refresh();
    expect(result.code).not.toBe(0);
    expect(result.all).toContain("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    expect(result.all).not.toContain("wrong-secret-value");
    expect([...(await stateUsers(project)).keys()]).toEqual(["alice"]);
    project.setEnvironment(emulator.environment());
  });
});
