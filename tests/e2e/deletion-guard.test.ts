import { EngineProject, ExternalEmulator, stateUsers } from "./harness";

/** A program with single users and a set. */
function program(people: readonly string[], members: readonly string[] = []): string {
  return `
    const { eds } = require("rollcall");
    for (const name of ${JSON.stringify(people)}) new eds.User(name, { endUserId: name, email: name + "@example.com" });
    const members = ${JSON.stringify(members)};
    if (members.length > 0) new eds.UserSet("staff", { users: Object.fromEntries(members.map((name) => [name, { email: name + "@example.com" }])) });
  `;
}

function names(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${letter}_person_${index}`);
}

describe("the deletion guard under plain Pulumi", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({
      program: "",
      language: "javascript",
      config: { "rollcall:maxDeletes": "2" },
      env: emulator.environment(),
    });
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
  });

  async function up(text: string): Promise<void> {
    project.writeProgram(text);
    expect(await project.up()).toMatchObject({ code: 0 });
  }

  test("preview and up stop before the first delete, and the exact number lets one run through", async () => {
    await up(program(names("a", 4), names("b", 3)));
    project.writeProgram('require("rollcall");');
    await emulator.resetCalls();
    for (const run of [await project.preview(), await project.up()]) {
      expect(run.code).not.toBe(0);
      expect(run.all).toContain(
        "Rollcall stops this run before the first delete: it would delete 7 of 7 managed users (100 %): 7 to delete.",
      );
      expect(run.all).toContain("run once with ROLLCALL_ALLOW_DELETES=7");
    }
    expect(await emulator.calls()).toEqual({});
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: "7" });
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await emulator.users("eds")).toEqual([]);
  });

  test("replacements count, people whose accounts stay do not", async () => {
    const staff = (remark: string, onDelete: string, count: number): string =>
      `const { eds } = require("rollcall");
       for (let index = 0; index < ${count}; index++) new eds.User("person_" + index, { endUserId: "person_" + index, email: "p@example.com", remark: ${JSON.stringify(remark)}, onDelete: ${JSON.stringify(onDelete)} });`;
    await up(staff("one", "delete", 4));
    project.writeProgram(staff("two", "delete", 4));
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toContain("it would delete 4 of 4 managed users (100 %): 0 to delete, 4 to delete and create again.");
    await up(staff("one", "retain", 4));
    await up(staff("one", "retain", 0));
    expect((await emulator.users("eds")).length).toBe(4);
  });

  test("users whom the engine retains are no deletions, and colons in a resource's name change nothing", async () => {
    const crew = (count: number, retained: number): string =>
      `const { eds } = require("rollcall");
       for (let index = 0; index < ${count}; index++) new eds.User("team::crew_" + index, { endUserId: "crew_" + index, email: "p@example.com" }, { retainOnDelete: index >= 8 - ${retained} });`;
    await up(crew(8, 5));
    project.writeProgram(crew(0, 0));
    const stopped = await project.preview();
    expect(stopped.all).toContain("it would delete 3 of 8 managed users (38 %): 3 to delete.");
    await up(crew(3, 0));
    expect((await emulator.users("eds")).length).toBe(8);
  });

  test("an up that the share allows is not hampered by the provider, whatever the count", async () => {
    const [people, members] = [names("a", 10), names("b", 10)];
    await up(program(people, members));
    await up(program(people.slice(2), members.slice(2)));
    expect((await emulator.users("eds")).length).toBe(16);
  });

  test("destroy, with and without the program, stops at the limit and says how many went before; the exact number of the rest finishes it", async () => {
    await up(program(names("a", 7)));
    const stopped = await project.destroy("--parallel", "1");
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toMatch(
      /Rollcall deletes no more users in this run: 2 went before, 1 more is asked for, no program says who is to stay, and rollcall:maxDeletes is 2/,
    );
    expect((await emulator.users("eds")).length).toBe(5);
    expect(stateUsers(project).size).toBe(5);
    const withProgram = await project.destroy("--run-program", "--parallel", "1");
    expect(withProgram.code).not.toBe(0);
    expect(withProgram.all).toContain("Rollcall deletes no more users in this run");
    const left = (await emulator.users("eds")).length;
    expect(left).toBeGreaterThanOrEqual(3);
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: String(left) });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await emulator.users("eds")).toEqual([]);
  });

  test("destroy of too large a set deletes nobody of it", async () => {
    await up(program([], names("b", 4)));
    const stopped = await project.destroy();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toContain("0 went before, 4 more are asked for");
    expect((await emulator.users("eds")).length).toBe(4);
  });
});
