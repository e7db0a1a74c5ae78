import { edsConsole, EngineProject, ExternalEmulator } from "./harness";

const PROGRAM = `
  const { eds, Roster } = require("rollcall");
  const found = eds.getGroup({ name: "On call" });
  exports.onCall = found.groupId;
  exports.design = eds.getOrganization({ path: "/Design" }).orgId;
  new Roster("staff", { file: "people.csv", directory: "eds", references: "names" });
  new Roster("crew", { file: "crew.csv", directory: "eds", references: "names", as: "set" });
`;

/** Two rosters, one of users and one kept as a set. One story in order, because every command of the engine costs seconds. */
describe("rosters by names through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  const write = (file: string, ...rows: readonly string[]): void =>
    project.write(file, ["endUserId,email,组,部门", ...rows, ""].join("\n"));
  const stored = async (name: string) => (await emulator.users("eds")).find((user) => user["EndUserId"] === name);

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: PROGRAM, language: "javascript", env: emulator.environment() });
    write("people.csv", "alice,a@example.com,All staff;On call,Design", "bobby,b@example.com,id:ug-gpu,/Sales", "carol,c@example.com,,");
    write("crew.csv", "dora,d@example.com,All staff;On call,Design", "edwin,e@example.com,id:ug-gpu,/Sales", "fay,f@example.com,,");
    await emulator.resetCalls();
  });
  afterAll(async () => {
    await emulator.stop();
    project.remove();
  });

  test("names become ids with one list each for look-ups and rosters together", async () => {
    expect(await project.up()).toSucceed();
    expect(await emulator.calls()).toMatchObject({ "eds:DescribeGroups": 1, "eds:DescribeOrgs": 1 });
    for (const name of ["alice", "dora"])
      expect(await stored(name)).toMatchObject({ GroupIdList: ["ug-all-staff", "ug-oncall"], OrgId: "org-design" });
    for (const name of ["bobby", "edwin"]) expect(await stored(name)).toMatchObject({ GroupIdList: ["ug-gpu"], OrgId: "org-sales" });
  });

  test("a group that is renamed is what it was: nobody leaves or joins", async () => {
    const rename = (NewGroupName: string) => edsConsole(emulator, "ModifyGroup", { query: { GroupId: "ug-all-staff", NewGroupName } });
    await rename("Everybody");
    const renamed = await project.up("--expect-no-changes");
    expect(renamed).toSucceed();
    for (const roster of ["staff", "crew"])
      expect(renamed.all).toMatch(
        new RegExp(
          `Roster \\(${roster}\\):\\s+.*what was called "All staff" is called "Everybody" in the directory now \\(ug-all-staff\\): renamed`,
        ),
      );
    await rename("All staff");
  });

  test("a review has a name of the last run, and one that nobody wrote before", async () => {
    write("people.csv", "alice,a@example.com,All staff;On call,Design", "bobby,b@example.com,Sales,/Sales", "carol,c@example.com,,");
    const reviewed = await project.rollcall("review", "--stack", "test", "--format", "json");
    const changes = JSON.parse(reviewed.stdout).sections.flatMap(({ people }: { people: { changes: object[] }[] }) => people);
    expect(changes).toMatchObject([{ key: "bobby", changes: [{ added: ["Sales (ug-sales)"], removed: ["ug-gpu"] }] }]);
  });

  test("what cannot be found is told by line", async () => {
    write("people.csv", "alice,a@example.com,All stuff,Design", "bobby,b@example.com,,Sailing/Boats");
    write("crew.csv", "dora,d@example.com,All stuff,Design", "edwin,e@example.com,,Sailing/Boats");
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    for (const [file, first, second] of [
      ["people", "alice", "bobby"],
      ["crew", "dora", "edwin"],
    ]) {
      expect(refused.all).toContain(`${file}.csv has 2 problems:`);
      expect(refused.all).toContain(
        `${file}.csv:2:3 ${first}: groupIdList "All stuff" is no group of the directory. Did you mean "All staff"?`,
      );
      expect(refused.all).toContain(`${file}.csv:3:4 ${second}: orgId "Sailing/Boats" is no unit`);
    }
    expect(refused.all).not.toMatch(/\n\s+at /);
    for (const name of ["carol", "fay"]) expect(await stored(name)).toBeDefined();
  });
});
