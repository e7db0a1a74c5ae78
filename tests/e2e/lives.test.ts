import { edsConsole, EngineProject, ExternalEmulator, findCanaries, stateUsers } from "./harness";

const INES = "endUserId,realNickName,email\nines,Inés Peña,ines@example.com\n";
const anna = (userName: string): string => `- userName: ${userName}\n  userEmail: anna@example.com\n  description: Zoë\n`;
const otto = (userName: string): string => `userName,userEmail\n${userName},otto@example.com\n`;

/** People of three files, and these of a program, alone and in a set; what stands behind it is declared besides. */
const program = (names: readonly string[], besides = ""): string => `
  const pulumi = require("@pulumi/pulumi");
  const { Roster, eds, workspace } = require("rollcall");
  new Roster("e", { file: "e.csv", directory: "eds" });
  new Roster("w", { file: "w.yaml", directory: "workspace", as: "set" });
  new Roster("o", { file: "o.csv", directory: "workspace" });
  const names = ${JSON.stringify(names)};
  for (const name of names) new eds.User(name, { endUserId: name, email: "a@example.com", onDelete: "disable" });
  new workspace.UserSet("staff", { onDelete: "disable", users: Object.fromEntries(names.map((name) => [name, { userEmail: name + "@example.com" }])) });
  ${besides}
`;

/** What people's files and lives do to their accounts. One story in order, because every command of the engine costs seconds. */
describe("nobody loses an account", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: program(["tom", "eva"]), language: "javascript", env: emulator.environment() });
    project.write("e.csv", INES.normalize("NFC"));
    project.write("w.yaml", anna("anna.reed").normalize("NFC"));
    project.write("o.csv", otto("otto.lang"));
    expect(await project.up()).toSucceed();
    await emulator.resetCalls();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function up(text: string): Promise<string> {
    project.writeProgram(text);
    const run = await project.up();
    expect(run).toSucceed();
    return run.all;
  }

  test("by files whose accents are decomposed", async () => {
    project.write("e.csv", INES.normalize("NFD"));
    project.write("w.yaml", anna("anna.reed").normalize("NFD"));
    expect(await project.up("--expect-no-changes")).toSucceed();
    expect(await emulator.calls()).toEqual({});
  });

  test("by a key of a set in another case where accounts cannot be renamed", async () => {
    project.write("w.yaml", anna("Anna.Reed"));
    const asSet = await project.preview();
    expect(asSet.all).toContain('"Anna.Reed" differs from the former "anna.reed" only in case');
    expect(asSet.code).not.toBe(0);
    expect(asSet.all).not.toMatch(/\n\s+at /);
    expect(await emulator.calls()).toEqual({});
    project.write("w.yaml", anna("anna.reed"));
  });

  test("by a roster whose key changes only in case: the run stops before anybody is touched", async () => {
    project.write("o.csv", otto("Otto.Lang"));
    const stopped = await project.up();
    expect(stopped.all).toMatch(
      /changes only in case[^]*workspace user otto\.lang \(resource otto\.lang\) is now written Otto\.Lang\n\s+Write the key as before\./,
    );
    expect(stopped.code).not.toBe(0);
    expect(await emulator.calls()).toEqual({});
    project.write("o.csv", otto("otto.lang"));
  });

  test("who left with onDelete disable and returns can sign in again, alone and in a set, and the run says so", async () => {
    const shut = async (): Promise<readonly unknown[]> =>
      [...(await emulator.users("eds")), ...(await emulator.users("workspace"))].filter(
        (user) => user["Status"] === 9 || user["disabled"] === true,
      );
    await up(program(["eva"]));
    expect(await shut()).toHaveLength(2);

    const back = await up(program(["tom", "eva"]));
    expect(await shut()).toHaveLength(0);
    for (const directory of ["eds", "workspace"])
      expect(back).toContain(`${directory} user tom: the account was disabled and is enabled again`);
    expect([...stateUsers(project).keys()].sort()).toEqual(["eva", "ines", "otto.lang", "staff", "tom", "w"]);
  });

  test("an address that the program keeps secret is in no text when the account has another", async () => {
    const made = ["sue", "ivy"].map((name) => ({ EndUserId: name, Email: "hidden-old@example.com" }));
    await edsConsole(emulator, "CreateUsers", { form: { Users: [...made, { EndUserId: "kim", Email: "kim@example.com" }] } });
    const secret = 'pulumi.secret("hidden-new@example.com")';
    const besides = `new eds.User("sue", { endUserId: "sue", email: ${secret} });
      new eds.UserSet("guests", { users: { ivy: { email: ${secret} }, kim: { email: "kim@example.com" } } });`;
    project.writeProgram(program(["tom", "eva"], besides));
    // Whatever comes first: otherwise the engine begins nothing after the first failure.
    const run = await project.up("--continue-on-error");
    expect(run.code).not.toBe(0);
    for (const name of ["sue", "ivy"])
      expect(run.all).toMatch(new RegExp(`${name}: a user of this name exists and differs: email differs \\[ERR_DIFFERS`));
    expect(findCanaries(run.all, ["hidden-old", "hidden-new"], "output")).toEqual([]);
  });
});
