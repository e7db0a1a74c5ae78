import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, nameOf, previewSteps, stateUsers } from "./harness";

const CANARY = "Canary-Secret-7f3a";

type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A program declaring users from plain data, so that a test only changes the data. */
function program(users: People): string {
  return `
    const { eds } = require("rollcall");
    const made = Object.fromEntries(Object.entries(${JSON.stringify(users)}).map(([name, args]) => [name, new eds.User(name, args)]));
  `;
}

const alice = { endUserId: "alice", email: "alice@example.com" };
const bob = { endUserId: "bob", phone: "13800138000", groupIdList: ["ug-design"], orgId: "org-design" };
const rita = { endUserId: "rita", email: "rita@example.com", remark: "one" };
const dave = { endUserId: "dave", email: "d@example.com", ownerType: "CreateFromManager", password: CANARY };

/** One person for each action that changes something, with the change. */
const changes: People = {
  email: { email: "changed@example.com" },
  org: { orgId: "org-sales" },
  group: { groupIdList: ["ug-oncall"] },
  admin: { isLocalAdmin: true },
  lock: { status: "disabled" },
  time: { autoLockTime: "2031-01-02 03:04:05" },
};
const before: People = Object.fromEntries(
  Object.keys(changes).map((name) => [name, { endUserId: `in_place_${name}`, email: `${name}@example.com` }]),
);
const after: People = Object.fromEntries(Object.entries(before).map(([name, user]) => [name, { ...user, ...changes[name] }]));

/** One story in order, because every command of the engine costs seconds. */
describe("EDS users through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;
  const outputs: string[] = [];

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({
      program: program({ alice, bob, rita, dave, ...before }),
      language: "javascript",
      env: emulator.environment(),
    });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function cloudUser(endUserId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users("eds")).find((user) => user["EndUserId"] === endUserId);
  }

  async function up(text: string): Promise<string> {
    project.writeProgram(text);
    const result = await project.up();
    outputs.push(result.all);
    expect(result).toSucceed();
    return result.stdout;
  }

  test("creates users and leaves them alone", async () => {
    await up(program({ alice, bob, rita, dave, ...before }));
    expect(stateUsers(project).get("bob")).toMatchObject({ id: "bob", outputs: { endUserId: "bob", groupIdList: ["ug-design"] } });
    await emulator.resetCalls();
    expect(await project.up("--expect-no-changes")).toSucceed();
    expect(await emulator.calls()).toEqual({});
  });

  test("changes in place what an action can change, replaces for what none can, deletes who leaves, and tells so before", async () => {
    const next = program({ alice, rita: { ...rita, remark: "two" }, dave: { ...dave, password: `${CANARY}-2` }, ...after });
    const shown =
      "({ id: user.id, email: user.email, phone: user.phone, userId: user.userId, endUserId: user.endUserId, orgId: user.orgId })";
    project.writeProgram(next);
    const preview = await project.preview("--json");
    outputs.push(preview.all);
    const steps = await previewSteps(preview);
    const inPlace = [...Object.keys(changes), "dave"].map((name) => [name, "update"]);
    expect(
      steps
        .filter(({ op }) => op !== "same")
        .map(({ op, urn }) => [nameOf(urn), op])
        .sort(),
    ).toEqual([...inPlace, ["bob", "delete"], ["rita", "replace"]].sort());
    expect(preview.stdout).toContain(
      "rita will be deleted and created again: remark changes and no EDS action changes it on an existing user",
    );
    await emulator.resetCalls();
    const read = `const show = (user) => ${shown}; exports.made = show(made.alice); exports.read = show(eds.User.get("look", "rita")); exports.all = made.dave.password;`;
    expect(await up(`${next} ${read}`)).toMatch(/7 updated[\s\S]*1 deleted[\s\S]*1 replaced/);
    expect(await emulator.calls()).toMatchObject({
      "eds:ModifyUser": 1,
      "eds:MoveUserOrg": 1,
      "eds:UserBatchJoinGroup": 1,
      "eds:BatchSetDesktopManager": 1,
      "eds:LockUsers": 1,
      "eds:ChangeUserPassword": 1,
    });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("rita")).toMatchObject({ Remark: "two" });
  });

  test("outputs tell what is declared, and User.get everything of a user it does not manage", async () => {
    const result = await project.engine("stack", "output", "--json", "--stack", "test");
    outputs.push(result.all);
    const told: unknown = JSON.parse(result.stdout);
    expect(told).toMatchObject({
      made: { id: "alice", email: "alice@example.com", endUserId: "alice" },
      read: { id: "rita", email: "rita@example.com", endUserId: "rita" },
      all: "[secret]",
    });
  });

  test("a refresh sees what a person changed, and nothing else", async () => {
    await emulator.drift({ service: "eds", user: "in_place_email", set: { Email: "hacked@example.com" } });
    await emulator.drift({ service: "eds", user: "rita", remove: true });
    await emulator.drift({ service: "eds", user: "alice", set: { Email: "somebody.else@example.com" } });
    const refreshed = await project.refresh();
    outputs.push(refreshed.all);
    // Rita counts twice: as the user that the stack manages, and as the one that `User.get` read.
    expect(refreshed.stdout).toMatch(/2 updated[\s\S]*2 deleted[\s\S]*7 unchanged/);
    for (const name of ["alice", "email"]) expect(refreshed.stdout).toMatch(new RegExp(`User ${name} updated .*\\[diff: ~email\\]`));
  });

  test("one refused user fails with its own code, the good ones are in state, and a corrected program finishes and repairs", async () => {
    const urn = stateUsers(project).get("alice")?.urn ?? "";
    expect(await project.engine("state", "delete", urn, "--yes", "--stack", "test")).toSucceed();
    const rest = { rita, dave: { ...dave, password: `${CANARY}-2` }, ...after };
    project.writeProgram(program({ carol: { endUserId: "carol", email: "carol@example.com" }, alice, ...rest }));
    await emulator.resetCalls();
    // Otherwise the engine begins nothing after the first failure, and which of the two comes first is chance.
    const failed = await project.up("--continue-on-error");
    outputs.push(failed.all);
    expect(failed.code).not.toBe(0);
    expect(failed.all).toContain("ExistedEndUserId");
    expect(failed.all).toContain('email is "somebody.else@example.com" on the cloud, "alice@example.com" in the program');
    expect(stateUsers(project).has("carol")).toBe(true);
    expect(stateUsers(project).has("alice")).toBe(false);
    await up(program({ alice: { ...alice, email: "somebody.else@example.com" }, ...rest }));
    // Whichever of the two runs came to it.
    expect(await emulator.calls()).toMatchObject({ "eds:ModifyUser": 1 });
    expect(stateUsers(project).get("alice")?.outputs).toMatchObject({ adopted: true });
    expect(await cloudUser("in_place_email")).toMatchObject({ Email: "changed@example.com" });
    expect(await cloudUser("rita")).toBeDefined();
  });

  test("one bad line creates nobody, and every bad line is named", async () => {
    const users = (await emulator.users("eds")).length;
    project.writeProgram(
      program({
        nobody: { ...alice, endUserId: "nobody" },
        bad: { endUserId: "Bad", email: "b@example.com" },
        worse: { endUserId: "worse", emial: "w@example.com" },
        dave: { ...dave, password: "short" },
      }),
    );
    const result = await project.up();
    outputs.push(result.all);
    expect(result.code).not.toBe(0);
    expect(result.all).toContain("Rollcall refuses 3 of 4 users; nothing was created or changed.");
    expect(result.all).toContain('endUserId must be 3 to 24 lower-case letters, digits or underscores, not "Bad"');
    expect(result.all).toContain("emial is not a field of eds users (Alibaba Cloud EDS). Did you mean email?");
    expect(result.all).toContain("password must be 10 to 256 characters");
    expect(result.all).not.toContain('"short"');
    expect((await emulator.users("eds")).length).toBe(users);
  });

  test("a wrong key is one clear error that names the variables, and drops nobody", async () => {
    const people = [...stateUsers(project).keys()];
    project.setEnvironment({ ...emulator.environment(), ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong-secret-value" });
    const result = await project.refresh();
    outputs.push(result.all);
    expect(result.code).not.toBe(0);
    expect(result.all).toContain("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    expect(result.all).not.toContain("wrong-secret-value");
    expect([...stateUsers(project).keys()]).toEqual(people);
  });

  test("the password stood in no file or output of all this", () => {
    expect(outputs.length).toBeGreaterThan(6);
    expect([...outputs, project.stateText()].flatMap((text, index) => findCanaries(text, [CANARY], `output ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [CANARY])).toEqual([]);
  });
});
