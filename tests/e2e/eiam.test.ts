import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, stateUsers } from "./harness";

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
const pia = { ...alice, username: "pia", email: "pia@example.com", password: CANARY };
const rita = { username: "rita", primaryOrganizationalUnitId: DESIGN, userExternalId: "hr-1" };
const bob = { username: "bob", primaryOrganizationalUnitId: DESIGN, organizationalUnitIds: [SALES] };
const changed = {
  alice: { ...alice, username: "alicia", primaryOrganizationalUnitId: SALES, organizationalUnitIds: [DESIGN], customFields: [] },
  rita: { ...rita, userExternalId: "hr-2" },
  pia: { ...pia, password: `${CANARY}-2` },
};
const WEAK = "canarysecretfaweak";

/** One story in order, because every command of the engine costs seconds. */
describe("EIAM users through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  const outputs: string[] = [];

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: program({ alice, bob }), language: "javascript", env: emulator.environment() });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function cloudUser(username: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users("eiam")).find((user) => user["Username"] === username);
  }

  async function up(users: Users, ...args: readonly string[]): Promise<void> {
    project.writeProgram(program(users));
    const result = await project.up("--diff", ...args);
    outputs.push(result.all);
    expect(result).toSucceed();
  }

  test("without an instance the preview refuses, and creates nobody", async () => {
    project.setEnvironment({ ROLLCALL_INSTANCE_ID: undefined });
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.all).toContain("instanceId is required unless rollcall:instanceId is configured");
    expect(await emulator.users("eiam")).toEqual([]);
    project.setEnvironment(emulator.environment());
  });

  test("creates people, and leaves untouched ones alone", async () => {
    await up({ alice, bob, rita, pia });
    const created = stateUsers(project).get("alice");
    expect(created).toMatchObject({ id: expect.stringMatching(/^user_/), outputs: { username: "alice", userId: created?.id } });
    await emulator.resetCalls();
    expect(await project.up("--refresh", "--expect-no-changes")).toSucceed();
    const calls = Object.keys(await emulator.calls());
    expect(calls).not.toEqual([]);
    expect(calls.filter((call) => !/^eiam:(Get|List)/.test(call))).toEqual([]);
  });

  test("renames, moves and deletes people, sends a new password, and replaces only for another external id, with the reason", async () => {
    const { id } = stateUsers(project).get("alice") ?? {};
    await emulator.resetCalls();
    await up(changed);
    expect(outputs.at(-1)).toContain(
      "rita will be deleted and created again: userExternalId changes and no EIAM action changes it on an existing account",
    );
    expect(outputs.at(-1)).toMatch(/2 updated[\s\S]*1 deleted[\s\S]*1 replaced/);
    expect(await cloudUser("alicia")).toMatchObject({ UserId: id, OrganizationalUnitIds: [SALES, DESIGN], CustomFields: [] });
    expect(await cloudUser("bob")).toBeUndefined();
    expect(await cloudUser("rita")).toMatchObject({ UserExternalId: "hr-2" });
    expect(await emulator.calls()).toMatchObject({ "eiam:UpdateUserPassword": 1 });
  });

  test("an up with a refresh sees what a person changed, and repairs just that", async () => {
    await emulator.drift({ service: "eiam", user: "pia", set: { EmailVerified: false, CustomFields: { badge: "X" } } });
    await emulator.drift({ service: "eiam", user: "rita", remove: true });
    await up(changed, "--refresh");
    const shown = outputs.at(-1);
    expect(shown).toMatch(/\(refresh\)[\s\S]*~ emailVerified +: true => false[\s\S]*\(refresh\)[\s\S]*- username +: "rita"/);
    expect(shown).toMatch(/~ fieldValue: "X" => "A-7"[\s\S]*~ emailVerified: false => true/);
    expect(shown).toMatch(/1 created[\s\S]*1 updated[\s\S]*2 unchanged/);
    expect(await cloudUser("pia")).toMatchObject({ EmailVerified: true, CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }] });
    expect(await cloudUser("rita")).toBeDefined();
  });

  test("a password that the service refuses is an error, and no password reached a file or an output in all this", async () => {
    project.writeProgram(program({ ...changed, pia: { ...pia, password: WEAK } }));
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    const canaries = [CANARY, WEAK];
    expect(
      [...outputs, refused.all, project.stateText()].flatMap((text, index) => findCanaries(text, canaries, `output ${index}`)),
    ).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], canaries)).toEqual([]);
  });
});
