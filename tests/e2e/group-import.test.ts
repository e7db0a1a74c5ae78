import { EngineProject, ExternalEmulator, previewSteps } from "./harness";

const READS = /^(eds|eiam|workspace|cloudidentity):(Describe|Filter|Get|List|GET )/;

/** What colleagues have made by hand: units, groups and people. */
const FURNISH = `
  const { eds } = require("rollcall");
  const design = new eds.Organization("design", { orgName: "设计部" });
  const vision = new eds.Organization("vision", { orgName: "视觉组", parentOrgId: design.orgId });
  const night = new eds.Group("night", { groupName: "夜班", description: "Night shift" });
  for (const endUserId of ["alice", "bobby"])
    new eds.User(endUserId, { endUserId, email: endUserId + "@pier.example", orgId: vision.orgId, groupIdList: [night.groupId] });
`;

const ROSTER = 'new Roster("people", { file: "people.csv", directory: "eds", references: "names" });';

/** One story in order, because every command of the engine costs seconds. */
describe("groups, organisations and their people come under management", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    const colleagues = await EngineProject.create({ program: FURNISH, language: "javascript", env: emulator.environment() });
    expect(await colleagues.up()).toMatchObject({ code: 0 });
    colleagues.remove();
    project = await (
      await EngineProject.create({
        program: `import "./groups";\nimport { Roster } from "rollcall";\n${ROSTER}`,
        env: emulator.environment(),
      })
    ).select();
    await emulator.resetCalls();
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  test("without a write, and the next runs find nothing to do", async () => {
    const imported = await project.rollcall("import", "--directory", "eds", "--with-groups");
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('import "./groups";') });
    expect(imported.stdout).toMatch(/\d+ groups and \d+ organisations are in groups\.ts and import\.json\./);
    expect(
      await project.engine("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "test"),
    ).toMatchObject({ code: 0 });
    expect(new Set((await previewSteps(project)).map(({ op }) => op))).toEqual(new Set(["same"]));
    expect(await project.up("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
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
