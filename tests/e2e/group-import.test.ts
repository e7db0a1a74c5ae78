import { edsConsole, EngineProject, ExternalEmulator, stateResources } from "./harness";

const READS = /^(eds|eiam|workspace|cloudidentity):(Describe|Filter|Get|List|GET )/;

const ROSTER = 'new Roster("people", { file: "people.csv", directory: "eds", references: "names" });';

/** One story in order, because every command of the engine costs seconds. */
describe("groups, organisations and their people come under management", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    const design = await edsConsole(emulator, "CreateOrg", { query: { OrgName: "设计部", ParentOrgId: "org-aliyun-wy-org-id" } });
    const vision = await edsConsole(emulator, "CreateOrg", { query: { OrgName: "视觉组", ParentOrgId: design["OrgId"] } });
    const night = await edsConsole(emulator, "CreateGroup", { query: { GroupName: "夜班", Description: "Night shift" } });
    const Users = ["alice", "bobby"].map((name) => ({
      EndUserId: name,
      Email: `${name}@pier.example`,
      OrgId: vision["OrgId"],
      GroupIdList: [night["GroupId"]],
    }));
    await edsConsole(emulator, "CreateUsers", { form: { Users } });
    project = EngineProject.create({
      program: `import "./groups";\nimport { Roster } from "rollcall";\n${ROSTER}`,
      env: emulator.environment(),
    });
    await emulator.resetCalls();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  /** Users, groups and units in the state by their URN; kinds share names. */
  const managed = () =>
    new Map(stateResources(project).flatMap((one) => (one.type.startsWith("pulumi-nodejs:dynamic") ? [[one.urn, one]] : [])));

  test("without a write, and the next runs find nothing to do", async () => {
    const imported = await project.rollcall("import", "--directory", "eds", "--with-groups", "--stack", "test");
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('import "./groups";') });
    expect(imported.stdout).toMatch(/\d+ groups and \d+ organisations are in groups\.ts and import\.json\./);
    expect(
      await project.engine("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "test"),
    ).toSucceed();
    const before = managed();
    expect(before.size).toBeGreaterThanOrEqual(5);
    expect(await project.up("--refresh", "--expect-no-changes")).toSucceed();
    // What the refresh read is what was imported, so that a run without it finds nothing to do either.
    expect(managed()).toEqual(before);
    expect(Object.keys(await emulator.calls()).filter((call) => !READS.test(call))).toEqual([]);
  });

  test("a review says who loses a group, by what the program and its roster know", async () => {
    project.writeProgram(`import { Roster } from "rollcall";\n${ROSTER}`);
    const reviewed = await project.rollcall("review", "--stack", "test", "--format", "json");
    const report = JSON.parse(reviewed.stdout);
    const deleted = report.groups.find(({ id }: { id: string }) => id === "groups-deleted");
    const night = deleted.groups.find(({ key }: { key: string }) => key === "夜班");
    expect(night).toMatchObject({
      noun: "group",
      notes: ["2 people of this plan lose it: alice, bobby.", expect.stringContaining("the run will keep it")],
    });
    expect(report.counts).toMatchObject({ leaves: 0, unchanged: 2 });
    expect(report.risks).toContainEqual(expect.objectContaining({ id: "group-loss" }));
  });
});
