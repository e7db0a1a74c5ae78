import { EngineProject, ExternalEmulator, findCanaries, stateUsers } from "./harness";

const load = 'const pulumi = require("@pulumi/pulumi"); const { Roster, eds, workspace } = require("rollcall");';

/** What people's files and lives do to their accounts, through the engine. */
describe("nobody loses an account", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({ program: "", language: "javascript", env: emulator.environment() });
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
  });

  async function up(program: string, ...args: string[]): Promise<string> {
    project.writeProgram(`${load} ${program}`);
    const run = await project.up(...args);
    expect(run).toMatchObject({ code: 0 });
    return run.all;
  }

  test("by a file whose accents are decomposed, nor by a key in another case where accounts cannot be renamed", async () => {
    const program =
      'new Roster("e", { file: "e.csv", directory: "eds" }); new Roster("w", { file: "w.yaml", directory: "workspace", as: "set" });';
    const people = "endUserId,realNickName,email\nines,Inés Peña,ines@example.com\n";
    project.write("e.csv", people.normalize("NFC"));
    project.write("w.yaml", "- userName: anna.reed\n  userEmail: anna@example.com\n  description: Zoë\n".normalize("NFC"));
    await up(program);
    await emulator.resetCalls();

    project.write("e.csv", people.normalize("NFD"));
    project.write("w.yaml", "- userName: anna.reed\n  userEmail: anna@example.com\n  description: Zoë\n".normalize("NFD"));
    await up(program, "--expect-no-changes");

    project.write("w.yaml", "- userName: Anna.Reed\n  userEmail: anna@example.com\n  description: Zoë\n");
    const asSet = await project.preview();
    expect(asSet.all).toContain('"Anna.Reed" differs from the former "anna.reed" only in case');
    expect(asSet.code).not.toBe(0);
    expect(asSet.all).not.toMatch(/\n\s+at /);
    expect(await emulator.calls()).toEqual({});
  });

  test("by a roster whose key changes only in case: the run stops before anybody is touched", async () => {
    const program = 'new Roster("staff", { file: "people.csv", directory: "workspace" });';
    project.write("people.csv", "userName,userEmail\nanna.reed,anna@example.com\n");
    await up(program);
    await emulator.resetCalls();
    project.write("people.csv", "userName,userEmail\nAnna.Reed,anna@example.com\n");
    const stopped = await project.up();
    expect(stopped.all).toMatch(
      /changes only in case[^]*workspace user anna\.reed \(resource anna\.reed\) is now written Anna\.Reed\n\s+Write the key as before\./,
    );
    expect(stopped.code).not.toBe(0);
    expect(await emulator.calls()).toEqual({});
  });

  test("who left with onDelete disable and returns can sign in again, alone and in a set, and the run says so", async () => {
    const program = (...names: string[]): string =>
      `for (const name of ${JSON.stringify(names)}) new eds.User(name, { endUserId: name, email: "a@example.com", onDelete: "disable" });
       new workspace.UserSet("staff", { onDelete: "disable", users: Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, { userEmail: name + "@example.com" }])) });`;
    const shut = async (): Promise<readonly unknown[]> =>
      [...(await emulator.users("eds")), ...(await emulator.users("workspace"))].filter(
        (user) => user["Status"] === 9 || user["disabled"] === true,
      );
    await up(program("tom", "eva"));
    await up(program("eva"));
    expect(await shut()).toHaveLength(2);

    const back = await up(program("tom", "eva"));
    expect(await shut()).toHaveLength(0);
    for (const directory of ["eds", "workspace"])
      expect(back).toContain(`${directory} user tom: the account was disabled and is enabled again`);
    expect([...stateUsers(project).keys()].sort()).toEqual(["eva", "staff", "tom"]);
  });

  test("an address that the program keeps secret is in no text when the account has another", async () => {
    const program = (address: string): string => `
      new eds.User("tom", { endUserId: "tom", email: pulumi.secret("${address}") });
      new eds.UserSet("staff", { users: { eva: { email: pulumi.secret("${address}") }, kim: { email: "kim@example.com" } } });`;
    await up(program("hidden-old@example.com"));
    // A stack that knows nobody meets the accounts.
    const other = await EngineProject.create({
      program: `${load} ${program("hidden-new@example.com")}`,
      language: "javascript",
      env: emulator.environment(),
    });
    const run = await other.up();
    other.remove();
    expect(run.code).not.toBe(0);
    for (const name of ["tom", "eva"])
      expect(run.all).toMatch(new RegExp(`${name}: a user of this name exists and differs: email differs \\[ERR_DIFFERS`));
    expect(findCanaries(run.all, ["hidden-old", "hidden-new"], "output")).toEqual([]);
  });
});
