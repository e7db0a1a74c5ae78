import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, repository, stateUsers } from "./harness";

const config = { "rollcall:target": "emulator" };
const STACK_TRACE = /^\s+at .*[:(]\d+:\d+/m;

test("a library that alone has Rollcall is refused with both folders and the remedy, before anything is registered", async () => {
  const project = await EngineProject.create({ program: 'require("crew").hire("tom");', language: "javascript", config });
  try {
    const modules = join(project.folder, "node_modules");
    project.write(
      "node_modules/crew/index.js",
      'exports.hire = (name) => new (require("rollcall").eds.User)(name, { endUserId: name, email: `${name}@pier.example` });',
    );
    mkdirSync(join(modules, "crew", "node_modules"));
    renameSync(join(modules, "rollcall"), join(modules, "crew", "node_modules", "rollcall"));

    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toContain(`the engine looks for rollcall from the folder of the program, ${project.folder}, and finds none`);
    expect(refused.all).toMatch(/Remedy: Install it for the program itself: npm install rollcall@\d/);
    expect(refused.all).not.toMatch(STACK_TRACE);
    expect(await stateUsers(project)).toEqual(new Map());

    const doctor = await project.rollcall("doctor", "--json");
    expect([doctor.code, doctor.stdout]).toEqual([2, expect.stringContaining('"check": "packages:rollcall"')]);

    // Beside the program's own copy the library's is one more of the same version: both declare users of one program.
    symlinkSync(repository, join(modules, "rollcall"), "dir");
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("1 created") });
  } finally {
    project.remove();
  }
});

test("a linked Rollcall that brings its own @pulumi/pulumi works, and the doctor tells of the second copy", async () => {
  const program = `
    const pulumi = require("@pulumi/pulumi");
    const { Account, eds } = require("rollcall");
    const account = new Account("north", { target: "emulator" });
    const li = new eds.User("li_na", { endUserId: "li_na", email: pulumi.output("li@pier.example"), remark: pulumi.secret("hers") }, { provider: account });
    new eds.UserSet("staff", { users: { wang_wei: { email: li.email.apply((email) => "not-" + email) } } });
    exports.id = li.id;
  `;
  const project = await EngineProject.create({ program, language: "javascript", config });
  try {
    const own = join(project.folder, "node_modules", "@pulumi");
    rmSync(own);
    cpSync(join(repository, "node_modules", "@pulumi", "pulumi"), join(own, "pulumi"), { recursive: true });
    // What the library itself needs is found from the copy as an installation would have it.
    symlinkSync(join(repository, "node_modules"), join(project.folder, "..", "node_modules"), "dir");

    const made = await project.up();
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining("4 created") });
    expect(made.all).not.toMatch(STACK_TRACE);
    expect([...(await stateUsers(project)).keys()].sort()).toEqual(["li_na", "staff"]);
    expect((await project.rollcall("doctor")).stdout).toContain("two copies of @pulumi/pulumi");

    project.writeProgram('const { eds } = require("rollcall"); new eds.User("nobody", {});');
    const refused = await project.up();
    expect(refused.all).toContain('eds:User "nobody": endUserId is required');
    expect(refused.all).not.toMatch(/promises? w(as|ere) still active|^\s+at /m);
  } finally {
    project.remove();
  }
});
