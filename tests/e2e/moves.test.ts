import { EngineProject, ExternalEmulator, stateUsers } from "./harness";

/** What the program declares at one point of the story: each text one person's life. */
interface Declared {
  /** alice stands alone, then in a component. */
  readonly alice: string;
  /** bob stands alone, then in a roster. */
  readonly bob: string;
  /** carol is of the stack's own account, then of one of this name. */
  readonly carol?: string;
  /** E-mail address by username. */
  readonly eiam: Readonly<Record<string, string>>;
}

const inTeam = (options: string): string => `{ parent: new pulumi.ComponentResource("example:index:Team", "team"), ${options} }`;
const inRoster = (args: string): string => `new Roster("staff", { file: "people.csv", directory: "eds", ${args} });`;

/** dave is declared in the same way all the time. */
const program = ({ alice, bob, carol, eiam }: Declared): string => `
  const pulumi = require("@pulumi/pulumi");
  const { Account, Roster, eds, eiam } = require("rollcall");
  const person = (name, options) => new eds.User(name, { endUserId: name, email: name + "@example.com" }, options);
  person("alice", ${alice});
  ${bob}
  person("carol", ${carol === undefined ? "{}" : `{ provider: new Account(${JSON.stringify(carol)}) }`});
  person("dave");
  for (const [username, email] of Object.entries(${JSON.stringify(eiam)}))
    new eiam.User(username, { username, email, emailVerified: true, primaryOrganizationalUnitId: "ou_design00000000000000000000" });
`;

/** Refactorings of a program in which nobody comes or goes. One story in order, because every command of the engine costs seconds. */
describe("a person whose declaration moves within the program", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  const START: Declared = { alice: "{}", bob: 'person("bob");', eiam: { "dan.wu": "reception@pier.example" } };
  const PASSED_ON = { "eva.kos": "reception@pier.example", "dan.wu": "dan@pier.example" };
  /** Dan's next address passes on as well, while the stack has several accounts. */
  const PASSED_AGAIN = { "eva.kos": "dan@pier.example", "dan.wu": "wu@pier.example" };
  /** As {@link START}, with alice in the component and bob in the roster; the first preview tells her alias. */
  let moved: Declared = START;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({
      program: program(START),
      language: "javascript",
      env: emulator.environment(),
      files: { "people.csv": "endUserId,email\nbob,bob@example.com\n" },
    });
    expect(await project.up()).toSucceed();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  /** Runs the changed program, which also replaces dave for no reason, and expects that no account of EDS is ended or made. */
  async function upWithoutWrites(declared: Declared): Promise<string> {
    project.writeProgram(program(declared));
    await emulator.resetCalls();
    const run = await project.up("--replace", stateUsers(project).get("dave")?.urn ?? "");
    expect(run).toSucceed();
    const calls = await emulator.calls();
    expect(calls).not.toHaveProperty(["eds:RemoveUsers"]);
    expect((await emulator.users("eds")).length).toBe(4);
    // Replaced once or twice: the second time nothing that state says of the account tells the old resource from the new one.
    expect(run.all).toContain("dave: the account stays, because another resource of this run has it");
    expect(stateUsers(project).get("dave")?.outputs).toMatchObject({ endUserId: "dave", adopted: true });
    return run.all;
  }

  async function expectAddresses(addresses: Declared["eiam"]): Promise<void> {
    const users = await emulator.users("eiam");
    expect(Object.fromEntries(users.map(({ Username, Email }) => [Username, Email]))).toEqual(addresses);
  }

  test("into a roster or a component without an alias is stopped in the preview, which names everybody and an alias", async () => {
    project.writeProgram(program({ ...START, alice: inTeam(""), bob: inRoster("") }));
    const stopped = await project.preview();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toContain("2 users are declared under another resource than before");
    expect(stopped.all).toContain("eds user alice: was alice, is now alice in example:index:Team");
    expect(stopped.all).toContain("eds user bob: was bob, is now bob in rollcall:index:Roster");
    const alias = /\{ (aliases: \["[^"]+::alice"\]) \}/.exec(stopped.all)?.[1] ?? "no alias of alice is named";
    moved = { ...START, alice: inTeam(alias), bob: inRoster("aliases: () => [{ parent: pulumi.rootStackResource }]") };
  });

  test("whose address passes on is refused in the first preview with both names where the giver leaves", async () => {
    project.writeProgram(program({ ...START, eiam: { "eva.kos": "reception@pier.example" } }));
    const refused = await project.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toContain("eiam user eva.kos takes email from dan.wu: dan.wu leaves");
  });

  test("is the same resource with an alias and with another account; an address passes on after its giver who stays", async () => {
    const said = await upWithoutWrites({ ...moved, carol: "main", eiam: PASSED_ON });
    // New: the component, the roster, the account and eva. Unchanged: alice, bob, carol and the stack.
    expect(said).toMatch(/\+ 4 created\n\s+~ 1 updated\n\s+\+-1 replaced\n.* 4 unchanged/);
    expect(stateUsers(project).get("alice")?.urn).toContain("example:index:Team$");
    expect(stateUsers(project).get("bob")?.urn).toContain("rollcall:index:Roster$");
    await expectAddresses(PASSED_ON);
  });

  test("is the same resource with an account of another name, and replaced for no reason once more; an address passes on", async () => {
    await upWithoutWrites({ ...moved, carol: "other", eiam: PASSED_AGAIN });
    await expectAddresses(PASSED_AGAIN);
  });

  test("a destroy ends everybody, though with --run-program the program declares them", async () => {
    expect(await project.destroy("--run-program")).toSucceed();
    expect(await emulator.users("eds")).toEqual([]);
    expect(await emulator.users("eiam")).toEqual([]);
  });
});
