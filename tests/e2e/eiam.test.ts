import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, previewSteps, stateUsers } from "./harness";

const CANARY = "Canary-Secret-7f3a";
const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";

type Users = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A program declaring users from plain data, so that a test only changes the data. */
function program(users: Users): string {
  return `
    const { eiam } = require("rollcall");
    for (const [name, args] of Object.entries(${JSON.stringify(users)})) new eiam.User(name, args);
  `;
}

const alice = {
  username: "alice",
  primaryOrganizationalUnitId: DESIGN,
  email: "alice@example.com",
  emailVerified: true,
  customFields: [{ fieldName: "badge", fieldValue: "A-7" }],
};
const bob = { username: "bob", primaryOrganizationalUnitId: DESIGN, organizationalUnitIds: [SALES] };

describe("EIAM users through the engine", () => {
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
    await project.destroy();
    project.remove();
  });

  async function cloudUser(username: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users("eiam")).find((user) => user["Username"] === username);
  }

  async function up(users: Users): Promise<void> {
    project.writeProgram(program(users));
    expect(await project.up()).toMatchObject({ code: 0 });
  }

  test("creates, renames, moves and deletes people, and leaves untouched ones alone", async () => {
    await up({ alice, bob });
    const created = (await stateUsers(project)).get("alice");
    expect(created).toMatchObject({ id: expect.stringMatching(/^user_/), outputs: { username: "alice", userId: created?.id } });
    await emulator.resetCalls();
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    expect(await project.engine("refresh", "--preview-only", "--expect-no-changes", "--stack", "test")).toMatchObject({ code: 0 });
    const changed = { ...alice, username: "alicia", primaryOrganizationalUnitId: SALES, organizationalUnitIds: [DESIGN], customFields: [] };
    await up({ alice: changed });
    expect(await emulator.users("eiam")).toEqual([expect.objectContaining({ Username: "alicia", UserId: created?.id, OrganizationalUnitIds: [SALES, DESIGN], CustomFields: [] })]);
  });

  test("a refresh sees what a person changed, and an up repairs it", async () => {
    await up({ alice, bob });
    await emulator.drift({ service: "eiam", user: "alice", set: { EmailVerified: false, CustomFields: { badge: "X" } } });
    await emulator.drift({ service: "eiam", user: "bob", remove: true });
    const refreshed = await project.refresh();
    expect(refreshed.stdout).toContain("1 updated");
    expect(refreshed.stdout).toContain("1 deleted");
    expect(await previewSteps(project)).toContainEqual(expect.objectContaining({ op: "update", diffReasons: expect.arrayContaining(["customFields", "emailVerified"]) }));
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await cloudUser("alice")).toMatchObject({ EmailVerified: true, CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }] });
    expect(await cloudUser("bob")).toBeDefined();
  });

  test("replaces a person only for another external id, and says why", async () => {
    await up({ alice: { ...alice, userExternalId: "hr-1" } });
    project.writeProgram(program({ alice: { ...alice, userExternalId: "hr-2" } }));
    const preview = await project.preview("--diff");
    expect(preview.all).toContain("alice will be deleted and created again: userExternalId changes and no EIAM action changes it on an existing account");
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("1 replaced") });
    expect(await cloudUser("alice")).toMatchObject({ UserExternalId: "hr-2" });
  });

  test("without an instance the preview refuses, and creates nobody", async () => {
    project.setEnvironment({ ROLLCALL_INSTANCE_ID: undefined });
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.all).toContain("instanceId is required unless rollcall:instanceId is configured");
    expect(await emulator.users("eiam")).toEqual([]);
  });

  test("a password travels in the query and yet reaches no file or output, in any operation", async () => {
    const secretive = (password: string) => program({ alice: { ...alice, password } });
    project.writeProgram(secretive(CANARY));
    const outputs = [await project.preview("--diff"), await project.up("--diff")];
    project.writeProgram(secretive(`${CANARY}-2`));
    outputs.push(await project.preview("--diff"), await project.up("--diff"));
    project.writeProgram(secretive(`${CANARY.toLowerCase().replace(/[^a-z]/g, "")}weak`));
    outputs.push(await project.up(), await project.refresh());
    const canaries = [CANARY, "canarysecretfaweak"];
    expect(outputs.map(({ code }) => code === 0)).toEqual([true, true, true, true, false, true]);
    expect([...outputs.map(({ all }) => all), await project.exportText()].flatMap((text, index) => findCanaries(text, canaries, `output ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], canaries)).toEqual([]);
    expect(await emulator.calls()).toMatchObject({ "eiam:UpdateUserPassword": 2 });
  });
});
