import { readSet } from "../../provider/pulumi/set-form";
import { EngineProject, ExternalEmulator, previewSteps, stateUsers } from "./harness";

const READS = /^(eds|eiam|workspace|cloudidentity):(Describe|Filter|Get|List|GET )/;

/** A program that furnishes the directory, as colleagues would have done by hand. */
function furnish(directory: string, users: readonly Readonly<Record<string, unknown>>[], key: string): string {
  return `const { ${directory} } = require("rollcall"); for (const user of ${JSON.stringify(users)}) new ${directory}.User(user.${key}, user);`;
}

const staff = Array.from({ length: 30 }, (_, index) => ({
  endUserId: `person_${index}`,
  email: `person_${index}@example.com`,
  realNickName: index % 2 === 0 ? `李娜, "${index}"` : `Person ${index}`,
  ...(index % 3 === 0 && { phone: `1380013${String(index).padStart(4, "0")}`, groupIdList: ["ug-design", "ug-oncall"] }),
  ...(index % 5 === 0 && { orgId: "org-sales", isLocalAdmin: true, autoLockTime: "2031-01-02 03:04:05" }),
}));

const admins = [
  { userName: "alice", displayName: "Alice", email: "alice@example.com", phone: "+8613800138000", description: "Rack 7; desk B12" },
  { userName: "bob", displayName: "Bob" },
];

describe("an existing directory comes under management without a write", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
  });
  afterEach(async () => {
    project.remove();
    await emulator.stop();
  });

  async function furnished(directory: string, users: readonly Readonly<Record<string, unknown>>[], key: string): Promise<void> {
    const other = await EngineProject.create({
      program: furnish(directory, users, key),
      language: "javascript",
      env: emulator.environment(),
    });
    expect(await other.up()).toMatchObject({ code: 0 });
    other.remove();
  }

  /** Imports, and proves that the engine then finds nothing to do and nobody was written to. */
  async function comesUnderManagement(people: number): Promise<void> {
    expect(
      await project.engine("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "test"),
    ).toMatchObject({ code: 0 });
    expect(new Set((await previewSteps(project)).map(({ op }) => op))).toEqual(new Set(["same"]));
    expect(await project.up("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(stateUsers(project).size).toBe(people);
    expect(Object.keys(await emulator.calls()).filter((call) => !READS.test(call))).toEqual([]);
  }

  test("EDS: 30 people become a roster", async () => {
    await furnished("eds", staff, "endUserId");
    project = await (
      await EngineProject.create({
        program: 'const { Roster } = require("rollcall"); new Roster("people", { file: "people.csv", directory: "eds" });',
        language: "javascript",
        env: emulator.environment(),
      })
    ).select();
    await emulator.resetCalls();
    const imported = await project.rollcall("import", "--directory", "eds");
    expect(imported).toMatchObject({ code: 0, stderr: expect.not.stringContaining("error") });
    expect(imported.stdout).toContain("30 users of Alibaba Cloud EDS are in people.csv and import.json.");
    expect(await emulator.calls()).toEqual({ "eds:DescribeUsers": 2, "eds:FilterUsers": 1 });
    await comesUnderManagement(30);
  });

  test("EDS: a few people become a roster kept as one set", async () => {
    await furnished("eds", staff.slice(0, 3), "endUserId");
    project = await (
      await EngineProject.create({
        program: 'const { Roster } = require("rollcall"); new Roster("people", { file: "people.csv", directory: "eds", as: "set" });',
        language: "javascript",
        env: emulator.environment(),
      })
    ).select();
    await emulator.resetCalls();
    expect(await project.rollcall("import", "--directory", "eds", "--as", "set")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('directory: "eds", as: "set" });'),
    });
    await comesUnderManagement(1);
  });

  test("CloudIdentity: people become a TypeScript program with a set", async () => {
    await furnished("cloudidentity", admins, "userName");
    project = await (await EngineProject.create({ program: "", env: emulator.environment() })).select();
    await emulator.resetCalls();
    expect(
      await project.rollcall("import", "--directory", "cloudidentity", "--to", "typescript", "--as", "set", "--out", "index.ts", "--force"),
    ).toMatchObject({ code: 0 });
    await comesUnderManagement(1);
    expect(readSet(stateUsers(project).get("people")?.outputs ?? {})["users"]).toMatchObject({
      alice: { email: "alice@example.com" },
      bob: { displayName: "Bob" },
    });
  });
});
