import { readSet } from "../../provider/pulumi/set-form";
import { cloudidentityConsole, edsConsole, EngineProject, ExternalEmulator, stateUsers } from "./harness";

const READS = /^(eds|eiam|workspace|cloudidentity):(Describe|Filter|Get|List|GET )/;

const staff = Array.from({ length: 30 }, (_, index) => ({
  EndUserId: `person_${index}`,
  Email: `person_${index}@example.com`,
  RealNickName: index % 2 === 0 ? `李娜, "${index}"` : `Person ${index}`,
  ...(index % 3 === 0 && { Phone: `1380013${String(index).padStart(4, "0")}`, GroupIdList: ["ug-design", "ug-oncall"] }),
  ...(index % 5 === 0 && { OrgId: "org-sales" }),
}));

/** What one call of the service can only give to everybody in it. */
const LOCAL_ADMINS = { IsLocalAdmin: true, AutoLockTime: "2031-01-02 03:04:05" };

const crew = [
  { EndUserId: "crew_0", Email: "crew_0@example.com", RealNickName: '李娜, "0"', Phone: "13800139000", GroupIdList: ["ug-design"] },
  { EndUserId: "crew_1", Email: "crew_1@example.com" },
  { EndUserId: "crew_2", Email: "crew_2@example.com", OrgId: "org-sales" },
];

const admins = [
  { UserName: "alice", DisplayName: "Alice", Email: "alice@example.com", Phone: "+8613800138000", Description: "Rack 7; desk B12" },
  { UserName: "bob", DisplayName: "Bob" },
];

/** One story in order, because every command of the engine costs seconds. */
describe("existing directories come under management without a write", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: "", env: emulator.environment() });
    const [local, others] = [true, false].map((isLocal) => staff.filter(({ OrgId }) => (OrgId !== undefined) === isLocal));
    await edsConsole(emulator, "CreateUsers", { query: LOCAL_ADMINS, form: { Users: local } });
    await edsConsole(emulator, "CreateUsers", { form: { Users: others } });
    for (const admin of admins) await cloudidentityConsole(emulator, "CreateUser", admin);
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function written(importFile: string, ...args: readonly string[]): Promise<string> {
    await emulator.resetCalls();
    const run = await project.rollcall("import", "--stack", "test", "--import-file", importFile, ...args);
    expect(run).toMatchObject({ code: 0, stderr: expect.not.stringContaining("error") });
    expect(Object.keys(await emulator.calls()).filter((call) => !READS.test(call))).toEqual([]);
    return run.stdout;
  }

  test("CloudIdentity: people become a TypeScript program with a set", async () => {
    const switches = ["--to", "typescript", "--as", "set", "--name", "admins", "--out", "index.ts", "--force"];
    await written("admins.json", "--directory", "cloudidentity", ...switches);
  });

  test("EDS: 30 people become a roster", async () => {
    const said = await written("people.json", "--directory", "eds");
    expect(said).toContain("30 users of Alibaba Cloud EDS are in people.csv and people.json.");
    expect(await emulator.calls()).toEqual({ "eds:DescribeUsers": 2, "eds:FilterUsers": 1 });
  });

  test("EDS: a few people become a roster kept as one set", async () => {
    await edsConsole(emulator, "CreateUsers", { form: { Users: crew } });
    const said = await written(
      "crew.json",
      "--directory",
      "eds",
      "--pattern",
      "crew_*",
      "--as",
      "set",
      "--out",
      "crew.csv",
      "--name",
      "crew",
    );
    expect(said).toContain('directory: "eds", as: "set" });');
  });

  test("the engine takes over everybody as written, and the run of the three programs together finds nothing to do", async () => {
    const resources = ["admins.json", "people.json", "crew.json"].flatMap((file) => JSON.parse(project.read(file)).resources);
    project.write("import.json", JSON.stringify({ resources }));
    await emulator.resetCalls();
    expect(
      await project.engine("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "test"),
    ).toSucceed();
    const imported = stateUsers(project);
    expect([...imported.keys()].sort()).toEqual([...staff.map(({ EndUserId }) => EndUserId), "admins", "crew"].sort());
    expect(readSet(imported.get("admins")?.outputs ?? {})["users"]).toMatchObject({
      alice: { email: "alice@example.com" },
      bob: { displayName: "Bob" },
    });

    const rosters = [
      'new Roster("people", { file: "people.csv", directory: "eds" });',
      'new Roster("crew", { file: "crew.csv", directory: "eds", as: "set" });',
    ];
    project.writeProgram(`${project.read("index.ts")}\nimport { Roster } from "rollcall";\n${rosters.join("\n")}\n`);
    expect(await project.up("--refresh", "--expect-no-changes")).toSucceed();
    // What the refresh read is what was imported, so that a run without it finds nothing to do either.
    expect(stateUsers(project)).toEqual(imported);
    expect(Object.keys(await emulator.calls()).filter((call) => !READS.test(call))).toEqual([]);
  });
});
