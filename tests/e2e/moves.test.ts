import { EngineProject, ExternalEmulator, stateUsers } from "./harness";

const PERSON = '{ endUserId: "alice", email: "alice@example.com" }';
const load = 'const pulumi = require("@pulumi/pulumi"); const { Account, Roster, eds } = require("rollcall");';
const alone = `${load} new eds.User("alice", ${PERSON});`;
const inRoster = (args: string): string => `${load} new Roster("staff", { file: "people.csv", directory: "eds", ${args} });`;
const inTeam = (options: string): string =>
  `${load} const team = new pulumi.ComponentResource("example:index:Team", "team"); new eds.User("alice", ${PERSON}, { parent: team, ${options} });`;
const ofAccount = (name: string): string => `${load} new eds.User("alice", ${PERSON}, { provider: new Account(${JSON.stringify(name)}) });`;

/** Refactorings of a program in which nobody comes or goes. */
describe("a person whose declaration moves within the program", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({
      program: "",
      language: "javascript",
      env: emulator.environment(),
      files: { "people.csv": "endUserId,email\nalice,alice@example.com\n" },
    });
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
  });

  async function up(program: string, ...args: string[]): Promise<string> {
    project.writeProgram(program);
    const run = await project.up(...args);
    expect(run).toMatchObject({ code: 0 });
    return run.all;
  }

  /** Runs the changed program and expects that no cloud is asked for a change. */
  async function upWithoutWrites(program: string, ...args: string[]): Promise<string> {
    await emulator.resetCalls();
    const said = await up(program, ...args);
    expect(await emulator.calls()).not.toHaveProperty(["eds:RemoveUsers"]);
    expect((await emulator.users("eds")).length).toBe(1);
    return said;
  }

  test("from the program into a roster is stopped too, and with the roster's aliases it is the same resource", async () => {
    await up(alone);
    project.writeProgram(inRoster(""));
    expect((await project.preview()).all).toContain("eds user alice: was alice, is now alice in rollcall:index:Roster");
    expect(await upWithoutWrites(inRoster("aliases: () => [{ parent: pulumi.rootStackResource }]"))).toMatch(
      /\+ 1 created\n.*\n?.*2 unchanged/,
    );
    expect(stateUsers(project).get("alice")?.urn).toContain("rollcall:index:Roster$");
  });

  test("into a component without an alias is stopped in the preview; the alias that the error names lets it through", async () => {
    await up(alone);
    project.writeProgram(inTeam(""));
    const stopped = await project.preview();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toContain("1 user is declared under another resource than before");
    expect(stopped.all).toContain("eds user alice: was alice, is now alice in example:index:Team");
    const alias = /\{ (aliases: \["[^"]+"\]) \}/.exec(stopped.all)?.[1] ?? "no alias is named";
    expect(await upWithoutWrites(inTeam(alias))).toMatch(/2 unchanged/);
  });

  test("to an account, and to one of another name, is the same resource", async () => {
    await up(alone);
    await upWithoutWrites(ofAccount("main"));
    await upWithoutWrites(ofAccount("other"));
  });

  test("an address that passes on: after its giver where he stays, else refused in the first preview with both names", async () => {
    const staff = (people: Readonly<Record<string, string>>): string =>
      `const { eiam } = require("rollcall");
       for (const [username, email] of Object.entries(${JSON.stringify(people)})) new eiam.User(username, { username, email, emailVerified: true, primaryOrganizationalUnitId: "ou_design00000000000000000000" });`;
    await up(staff({ "dan.wu": "reception@pier.example" }));
    project.writeProgram(staff({ "eva.kos": "reception@pier.example" }));
    const refused = await project.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toContain("eiam user eva.kos takes email from dan.wu: dan.wu leaves");
    await up(staff({ "eva.kos": "reception@pier.example", "dan.wu": "dan@pier.example" }));
    expect((await emulator.users("eiam")).map(({ Username, Email }) => [Username, Email]).sort()).toEqual([
      ["dan.wu", "dan@pier.example"],
      ["eva.kos", "reception@pier.example"],
    ]);
  });

  test("or that is replaced for no reason keeps its account, however often; a destroy ends it", async () => {
    await up(alone);
    const urn = stateUsers(project).get("alice")?.urn ?? "";
    // The second time nothing that state says of the account tells the old resource from the new one.
    for (const _time of [1, 2]) {
      const said = await upWithoutWrites(alone, "--replace", urn);
      expect(said).toContain("alice: the account stays, because another resource of this run has it");
      expect(stateUsers(project).get("alice")?.outputs).toMatchObject({ endUserId: "alice", adopted: true });
    }
    // With --run-program the program declares alice, and still the engine is asked to end everybody.
    expect(await project.destroy("--run-program")).toMatchObject({ code: 0 });
    expect(await emulator.users("eds")).toEqual([]);
  });
});
