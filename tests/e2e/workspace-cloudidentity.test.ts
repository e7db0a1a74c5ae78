import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, stateUsers } from "./harness";

const CANARY = "Canary-Secret-5b21";
const ENGINEERING = "0a1b2c3d4e5f60718293a4b5c6d7e801";
const SALES = "0a1b2c3d4e5f60718293a4b5c6d7e802";

type Users = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One program with users of both directories, since every run of the engine costs seconds. */
function program(desktop: Users, identity: Users): string {
  return `
    const { workspace, cloudidentity } = require("rollcall");
    for (const [name, args] of Object.entries(${JSON.stringify(desktop)})) new workspace.User(name, args);
    for (const [name, args] of Object.entries(${JSON.stringify(identity)})) new cloudidentity.User(name, args);
  `;
}

const han = { userName: "han", userEmail: "han@example.com", groupIds: [ENGINEERING], accountExpires: "2031-12-31T16:00:00Z" };
const gone = { userName: "gone", userEmail: "gone@example.com", onDelete: "disable" };
const zhao = { userName: "zhao", displayName: "Zhao", phone: "+8613800138022", password: CANARY, passwordResetRequired: true };

describe("Workspace and CloudIdentity users through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;
  const outputs: string[] = [];

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: program({ han, gone }, { zhao }), language: "javascript", env: emulator.environment() });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function up(desktop: Users, identity: Users, ...args: readonly string[]): Promise<string> {
    project.writeProgram(program(desktop, identity));
    const result = await project.up(...args);
    outputs.push(result.all);
    expect(result).toSucceed();
    return result.stdout;
  }

  async function cloudUser(service: string, field: string, name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await emulator.users(service)).find((user) => user[field] === name);
  }

  test("creates users whose service answers without ids or takes the password by a call of its own", async () => {
    expect(await up({ han, gone }, { zhao })).toContain("4 created");
    const calls = await emulator.calls();
    expect(calls).toMatchObject({ "cloudidentity:CreateUser": 1, "cloudidentity:ResetPassword": 1 });
    const state = stateUsers(project);
    expect(state.get("han")?.id).toBe((await cloudUser("workspace", "user_name", "han"))?.["id"]);
    expect(state.get("han")?.outputs).toMatchObject({ locked: false, groupIds: [ENGINEERING] });
    expect(state.get("zhao")?.id).toBe((await cloudUser("cloudidentity", "UserName", "zhao"))?.["UserId"]);
  });

  test("changes them in place, renames where the service can, and disables the one that leaves", async () => {
    const next = { ...han, userEmail: "han.li@example.com", groupIds: [SALES], disabled: true };
    const renamed = { ...zhao, userName: "zhao.min", displayName: "Zhao Min", password: `${CANARY}-2` };
    await emulator.resetCalls();
    const shown = await up({ han: next }, { zhao: renamed }, "--refresh", "--diff");
    // What differed from the cloud without these changes would stand here, too.
    const marked = [...shown.matchAll(/^ +[~+] (\w+) *: /gm)].map(([, field]) => field);
    expect(marked.sort()).toEqual(["disabled", "displayName", "groupIds", "password", "userEmail", "userName"]);
    expect(shown).toMatch(/2 updated[^]*1 deleted/);
    expect(await emulator.calls()).toMatchObject({ "cloudidentity:UpdateUser": 1, "cloudidentity:ResetPassword": 1 });
    expect(await cloudUser("workspace", "user_name", "gone")).toMatchObject({ disabled: true });
    expect(await cloudUser("cloudidentity", "UserName", "zhao.min")).toMatchObject({ DisplayName: "Zhao Min" });
  });

  test("a chosen password that the service cannot set any more fails in the preview and names the way out", async () => {
    project.writeProgram(
      program(
        { han: { ...han, password: `${CANARY}-3`, activeType: "ADMIN_ACTIVATE" } },
        { zhao: { ...zhao, userName: "zhao.min", password: `${CANARY}-2` } },
      ),
    );
    const preview = await project.preview();
    outputs.push(preview.all);
    expect(preview.code).not.toBe(0);
    expect(preview.all).toMatch(/password .*(random|RESET_PWD)/);
  });

  test("no password in any output, state or data file", async () => {
    const state = project.stateText();
    expect([...outputs, state].flatMap((text, index) => findCanaries(text, [CANARY], `output ${index}`))).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [CANARY])).toEqual([]);
  });
});
