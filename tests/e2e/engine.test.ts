import { existsSync } from "node:fs";
import { edsConsole, EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, killTree, stateUsers } from "./harness";

const CANARY = 'Canary/7f3a+"密"';

/** A program with one dynamic resource of its own, which needs the engine, the language host and the dynamic provider host. */
function program(colour: string, create = ""): string {
  return `
    const pulumi = require("@pulumi/pulumi");
    const provider = {
      async create(inputs) {
        ${create}
        return { id: "one", outs: inputs };
      },
      async update(_id, _olds, news) {
        return { outs: news };
      },
    };
    class Lamp extends pulumi.dynamic.Resource {
      constructor(name, args) {
        super(provider, name, args);
      }
    }
    const config = new pulumi.Config("lamps");
    new Lamp("lamp", { colour: "${colour}", room: config.require("room"), code: config.require("code") });
  `;
}

/** One story in order, because every command of the engine costs seconds. */
describe("the engine", () => {
  let project: EngineProject;

  beforeAll(async () => {
    project = EngineProject.create({
      program: program("red", 'console.log("begun"); await new Promise((resolve) => setTimeout(resolve, 600000));'),
      language: "javascript",
      config: { "lamps:room": "hall", "lamps:code": CANARY },
    });
  });
  afterAll(() => project.remove());

  test("killed in the middle leaves a lock that cancel releases, and the next run creates", async () => {
    const running = project.startUp();
    await running.printed("begun");
    expect(await killTree(running)).toMatchObject({ code: null, signal: "SIGKILL" });

    project.writeProgram(program("red"));
    const locked = await project.up();
    expect(locked.code).not.toBe(0);
    expect(locked.all).toContain("pulumi cancel");
    expect(await project.cancel()).toSucceed();
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("1 created") });
    expect([...stateUsers(project).keys()]).toEqual(["lamp"]);
    expect(stateUsers(project).get("lamp")).toMatchObject({ id: "one", outputs: { colour: "red", room: "hall" }, initErrors: [] });
  });

  test("shows a value that is no secret, and the canary scan finds it in state and export", async () => {
    expect(findCanariesBelow([project.backend], [CANARY])).toContainEqual(expect.objectContaining({ form: "json-escaped" }));
    expect(findCanaries(await project.exportText("--show-secrets"), [CANARY], "export")).toEqual([
      { where: "export", form: "json-escaped" },
    ]);
  });

  test("passes on a program's failure, and changes nothing", async () => {
    const before = stateUsers(project);
    // Without its stack: Node 20.20 colours a frame like node_modules/@pulumi/resource.ts for a minute before it gives up.
    project.writeProgram('throw Object.assign(new Error("no such room"), { stack: "Error: no such room" });');
    expect(await project.up()).toMatchObject({ code: 1, all: expect.stringContaining("no such room") });
    expect(stateUsers(project)).toEqual(before);
  });

  test("updates and destroys", async () => {
    project.writeProgram(program("blue"));
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringContaining("1 updated") });
    expect(stateUsers(project).get("lamp")?.outputs).toMatchObject({ colour: "blue" });

    expect(await project.destroy()).toMatchObject({ code: 0, stdout: expect.stringContaining("2 deleted") });
    expect(stateUsers(project)).toEqual(new Map());
  });
});

test("a removed project leaves nothing behind", async () => {
  const project = EngineProject.create({ program: "", language: "javascript" });
  project.remove();
  expect(existsSync(project.folder)).toBe(false);
  expect(existsSync(project.backend)).toBe(false);
});

test("the emulator as a process counts calls, shows users, changes one behind the provider's back, and survives kill -9", async () => {
  const first = await ExternalEmulator.start();
  try {
    const users = ["alice", "bob"].map((name) => ({ EndUserId: name, Email: `${name}@example.com` }));
    await edsConsole(first, "CreateUsers", { form: { Users: users } });
    expect(await first.calls()).toEqual({ "eds:CreateUsers": 1 });
    await first.resetCalls();
    expect(await first.calls()).toEqual({});

    await first.drift({ service: "eds", user: "alice", set: { Email: "changed@example.com" } });
    await first.drift({ service: "eds", user: "bob", remove: true });
    await first.kill();
    const second = await ExternalEmulator.start({ data: first.data });
    try {
      expect(await second.users("eds")).toEqual([expect.objectContaining({ EndUserId: "alice", Email: "changed@example.com" })]);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
  }
});
