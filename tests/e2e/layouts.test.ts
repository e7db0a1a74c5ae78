import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, repository, stateUsers } from "./harness";

const STACK_TRACE = /^\s+at .*[:(]\d+:\d+/m;

/** One story in order, because every command of the engine costs seconds. */
describe("a program whose packages are not where they usually are", () => {
  let project: EngineProject;
  let modules: string;

  beforeAll(async () => {
    const config = { "rollcall:target": "emulator" };
    project = EngineProject.create({ program: 'require("crew").hire("tom");', language: "javascript", config });
    modules = join(project.folder, "node_modules");
    project.write(
      "node_modules/crew/index.js",
      'exports.hire = (name) => new (require("rollcall").eds.User)(name, { endUserId: name, email: `${name}@pier.example` });',
    );
    mkdirSync(join(modules, "crew", "node_modules"));
    renameSync(join(modules, "rollcall"), join(modules, "crew", "node_modules", "rollcall"));
  });
  afterAll(() => project.remove());

  test("is refused where a library alone has Rollcall, with both folders and the remedy, before anything is registered", async () => {
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toContain(`the engine looks for rollcall from the folder of the program, ${project.folder}, and finds none`);
    expect(refused.all).toMatch(/Remedy: Install it for the program itself: npm install rollcall@\d/);
    expect(refused.all).not.toMatch(STACK_TRACE);
    expect(stateUsers(project)).toEqual(new Map());

    const doctor = await project.rollcall("doctor", "--json");
    expect([doctor.code, doctor.stdout]).toEqual([2, expect.stringContaining('"check": "packages:rollcall"')]);
  });

  test("works with a library's copy of the same version and a Rollcall that brings its own @pulumi/pulumi, of which the doctor tells", async () => {
    // Beside the program's own copy the library's is one more: both declare users of one program.
    symlinkSync(repository, join(modules, "rollcall"), "dir");
    const own = join(modules, "@pulumi");
    rmSync(own);
    cpSync(join(repository, "node_modules", "@pulumi", "pulumi"), join(own, "pulumi"), { recursive: true });
    // What the library itself needs is found from the copy as an installation would have it.
    symlinkSync(join(repository, "node_modules"), join(project.folder, "..", "node_modules"), "dir");
    project.writeProgram(`
      const pulumi = require("@pulumi/pulumi");
      const { Account, eds } = require("rollcall");
      require("crew").hire("tom");
      const account = new Account("north", { target: "emulator" });
      const li = new eds.User("li_na", { endUserId: "li_na", email: pulumi.output("li@pier.example"), remark: pulumi.secret("hers") }, { provider: account });
      new eds.UserSet("staff", { users: { wang_wei: { email: li.email.apply((email) => "not-" + email) } } });
      exports.id = li.id;
    `);
    const made = await project.up();
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining("4 created") });
    expect(made.all).not.toMatch(STACK_TRACE);
    expect([...stateUsers(project).keys()].sort()).toEqual(["li_na", "staff", "tom"]);
    expect((await project.rollcall("doctor")).stdout).toContain("two copies of @pulumi/pulumi");
  });

  test("is refused in one clear text also where there are two copies of @pulumi/pulumi", async () => {
    project.writeProgram('const { eds } = require("rollcall"); new eds.User("nobody", {});');
    const refused = await project.up();
    expect(refused.all).toContain('eds:User "nobody": endUserId is required');
    expect(refused.all).not.toMatch(/promises? w(as|ere) still active|^\s+at /m);
  });
});
