import { EngineProject, ExternalEmulator, stateUsers } from "./harness";

/** How many of each kind of people the program declares. */
interface Declared {
  /** Users of their own. */
  readonly singles: number;
  /** Members of a set, which depends on everybody else, so that a destroy ends it first. */
  readonly members?: number;
  /** What the four people say whose account is replaced when they say something else. */
  readonly remark: string;
  /** People whose account stays when they leave. */
  readonly quiet?: number;
  /** People whose resource has colons in its name; the engine retains all but the first three. */
  readonly crew?: number;
  /** The program goes on for a while after it has declared everybody, as one does that waits for an answer. */
  readonly busyMs?: number;
}

const program = ({ singles, members = 0, remark, quiet = 0, crew = 0, busyMs = 0 }: Declared): string => `
  const { eds } = require("rollcall");
  const names = (letter, count) => Array.from({ length: count }, (_, index) => letter + "_person_" + index);
  const person = (name, args, options) => new eds.User(name, { endUserId: name, email: "p@example.com", ...args }, options);
  const users = [
    ...names("a", ${singles}).map((name) => person(name)),
    ...names("r", 4).map((name) => person(name, { remark: ${JSON.stringify(remark)} })),
    ...names("q", ${quiet}).map((name) => person(name, { onDelete: "retain" })),
    ...names("c", ${crew}).map((name, index) => person("team::" + name, { endUserId: name }, { retainOnDelete: index >= 3 })),
  ];
  const members = Object.fromEntries(names("b", ${members}).map((name) => [name, { email: name + "@example.com" }]));
  if (${members} > 0) new eds.UserSet("staff", { users: members }, { dependsOn: users });
  setTimeout(() => {}, ${busyMs});
`;

/** One story in order, because every command of the engine costs seconds. */
describe("the deletion guard under plain Pulumi", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({
      program: program({ singles: 10, members: 10, remark: "one", quiet: 8, crew: 8 }),
      language: "javascript",
      config: { "rollcall:maxDeletes": "2" },
      env: emulator.environment(),
    });
    expect(await project.up()).toSucceed();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  /** How many accounts there are of each kind, by the letter in front of their names. */
  async function accounts(): Promise<Readonly<Record<string, number>>> {
    const letters = (await emulator.users("eds")).map((user) => String(user["EndUserId"]).charAt(0));
    return Object.fromEntries([...new Set(letters)].map((letter) => [letter, letters.filter((other) => other === letter).length]));
  }

  test("an up that the share allows is not hampered by the provider, whatever the count; people whose accounts stay do not count", async () => {
    // 4 of 40, which is more than the 2 of the configuration; with those who stay it would be 11 of 40.
    project.writeProgram(program({ singles: 8, members: 8, remark: "one", quiet: 4, crew: 5 }));
    expect(await project.up()).toSucceed();
    expect(await accounts()).toEqual({ a: 8, b: 8, r: 4, q: 8, c: 8 });
  });

  test("a set, which ends people in its own update, is stopped before it, however long the program goes on", async () => {
    project.writeProgram(program({ singles: 8, members: 2, remark: "one", quiet: 4, crew: 5, busyMs: 6_000 }));
    const stopped = await project.up();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toContain(
      "Rollcall stops this run before the first delete: it would delete 6 of 29 managed users (21 %): 6 to delete.",
    );
    expect(await accounts()).toEqual({ a: 8, b: 8, r: 4, q: 8, c: 8 });
  });

  test("a program that leaves by process.exit is judged as well, and one that never comes to its end, or goes on after a refusal, ends nobody", async () => {
    const most = { singles: 8, remark: "one", quiet: 4, crew: 5 };
    project.writeProgram(`${program(most)} setTimeout(() => process.exit(0), 2_500);`);
    const left = await project.up();
    expect(left.all).toContain(
      "Rollcall stops this run before the first delete: it would delete 8 of 29 managed users (28 %): 8 to delete.",
    );
    project.writeProgram(`${program({ ...most, singles: 7, members: 8 })} module.exports = async () => new Promise(() => {});`);
    const hung = await project.up();
    expect(hung.all).toContain("the program has not come to its end, since it waits for something that never comes");
    project.writeProgram("require('rollcall'); exports.default = async () => undefined;");
    const uncalled = await project.up();
    expect(uncalled.all).toContain('Pulumi does not call the function that it exports as "default"');
    const caught = 'try { new (require("rollcall").eds.User)("a_person_7", null); } catch {}';
    project.writeProgram(`${program({ ...most, singles: 7, members: 8 })} ${caught}`);
    const refused = await project.up();
    expect(refused.all).toMatch(
      /1 declaration was refused, and the program goes on without it, [^]* Correct what was refused: eds:User "a_person_7"/,
    );
    expect([left.code, hung.code, uncalled.code, refused.code]).not.toContain(0);
    expect(await accounts()).toEqual({ a: 8, b: 8, r: 4, q: 8, c: 8 });
  });

  test("preview and up stop before the first delete; replacements count, people whose accounts stay do not", async () => {
    await emulator.resetCalls();
    project.writeProgram('require("rollcall");');
    const nobody = await project.up();
    // Four of the quiet and two of the crew leave, too, and keep their accounts.
    expect(nobody.all).toContain(
      "Rollcall stops this run before the first delete: it would delete 23 of 29 managed users (79 %): 23 to delete.",
    );
    expect(nobody.all).toContain("run once with ROLLCALL_ALLOW_DELETES=23");
    project.writeProgram(program({ singles: 7, remark: "two" }));
    const fewer = await project.preview();
    expect(fewer.all).toContain("it would delete 16 of 29 managed users (55 %): 12 to delete, 4 to delete and create again.");
    expect(fewer.all).toContain("run once with ROLLCALL_ALLOW_DELETES=16");
    expect([nobody.code, fewer.code]).not.toContain(0);
    expect(await emulator.calls()).toEqual({});
  });

  test("destroy of too large a set deletes nobody of it", async () => {
    const stopped = await project.destroy();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toContain("0 went before, 8 more are asked for");
    expect(await accounts()).toEqual({ a: 8, b: 8, r: 4, q: 8, c: 8 });
  });

  test("the exact number lets one run through", async () => {
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: "16" });
    expect(await project.up()).toSucceed();
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: undefined });
    expect(await accounts()).toEqual({ a: 7, r: 4, q: 8, c: 5 });
    expect(stateUsers(project).size).toBe(11);
  });

  test("destroy, with and without the program, stops at the limit and says how many went before; the exact number of the rest finishes it", async () => {
    const stopped = await project.destroy("--parallel", "1");
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toMatch(
      /Rollcall deletes no more users in this run: 2 went before, 1 more is asked for, no program says who is to stay, and rollcall:maxDeletes is 2/,
    );
    expect((await emulator.users("eds")).length).toBe(22);
    expect(stateUsers(project).size).toBe(9);
    const withProgram = await project.destroy("--run-program", "--parallel", "1");
    expect(withProgram.code).not.toBe(0);
    expect(withProgram.all).toContain("Rollcall deletes no more users in this run");
    const left = stateUsers(project).size;
    expect(left).toBeGreaterThanOrEqual(7);
    expect((await emulator.users("eds")).length).toBe(left + 13);
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: String(left) });
    expect(await project.destroy()).toSucceed();
    expect(await accounts()).toEqual({ q: 8, c: 5 });
  });
});
