import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, ExternalEmulator, findCanaries } from "./harness";

const PROGRAM = `
  const { eds, Account } = require("rollcall");
  for (const name of ["ann", "bob", "cem"]) new eds.User(name, { endUserId: name, email: name + "@example.com" });
  new eds.UserSet("staff", { users: { dan: { email: "dan@example.com" } } });
  const partner = new Account("partner", { accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET });
  new eds.User("eve", { endUserId: "eve", email: "eve@example.com" }, { provider: partner });
`;

describe("rollcall drift against a real state", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({
      program: PROGRAM,
      language: "javascript",
      config: { "rollcall:ignore": "svc_*" },
      env: emulator.environment(),
    });
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
  });

  /** Every file of the backend with its bytes. */
  function backend(): readonly string[] {
    const files = readdirSync(project.backend, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => `${join(parentPath, name)} ${readFileSync(join(parentPath, name)).toString("base64")}`);
  }

  test("who was edited, deleted and added is told, nothing is written, and an up with refresh makes it clean", async () => {
    expect(await project.up()).toSucceed();
    expect(await project.engine("stack", "select", "test")).toSucceed();
    expect(await project.rollcall("drift")).toMatchObject({ code: 0, stdout: expect.stringContaining("5 as the last run left them") });

    await emulator.drift({ service: "eds", user: "ann", set: { Email: "hacked@example.com" } });
    await emulator.drift({ service: "eds", user: "bob", remove: true });
    await emulator.drift({ service: "eds", user: "dan", set: { Phone: "13900000000" } });
    await emulator.drift({ service: "eds", user: "eve", set: { Email: "eve@elsewhere.example" } });
    const before = backend();
    await emulator.resetCalls();
    const drifted = await project.rollcall("drift", "--format", "json");
    expect(drifted.code).toBe(7);
    expect(JSON.parse(drifted.stdout)).toMatchObject({
      kind: "drift",
      counts: { deleted: 1, edited: 2, unmanaged: 0, clean: 2 },
      sections: [
        { id: "deleted", people: [{ key: "bob" }] },
        {
          id: "edited",
          people: [{ key: "ann", changes: [{ field: "email", before: "ann@example.com", after: "hacked@example.com" }] }, { key: "eve" }],
        },
      ],
      unseen: [],
    });
    expect(Object.keys(await emulator.calls()).sort()).toEqual(["eds:DescribeGroups", "eds:DescribeOrgs", "eds:DescribeUsers"]);
    expect(backend()).toEqual(before);
    expect(findCanaries(drifted.all, [emulator.line.accessKeySecret], "drift")).toEqual([]);

    const sealed = await project.engine("stack", "export", "--stack", "test", "--file", "state.json");
    expect(sealed.code).toBe(0);
    const fromFile = await project.rollcall("drift", "--state", "state.json");
    expect(fromFile.code).toBe(7);
    expect(fromFile.stdout).toMatch(
      /1 of Alibaba Cloud EDS could not be looked at: eve\. account partner has settings that are encrypted in the state/,
    );

    expect(await project.up("--refresh")).toSucceed();
    expect(await project.rollcall("drift")).toSucceed();
  });

  test("a folder without a project is a clear error", async () => {
    expect(await project.rollcall("drift", "--stack", "nobody")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the stack's state could not be exported: "),
    });
  });
});
