import { alibabaCaller } from "../contract/emulator/alibaba-client";
import { EngineProject, ExternalEmulator } from "./harness";

const program = (as: string): string => `
  const { eds, Roster } = require("rollcall");
  const found = eds.getGroup({ name: "On call" });
  exports.onCall = found.groupId;
  exports.design = eds.getOrganization({ path: "/Design" }).orgId;
  new Roster("staff", { file: "people.csv", directory: "eds", references: "names", as: "${as}" });
`;

describe("a roster by names through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({ program: program("users"), language: "javascript", env: emulator.environment() });
  });
  afterEach(async () => {
    await emulator.stop();
    project.remove();
  });

  const write = (...rows: readonly string[]): void => project.write("people.csv", ["endUserId,email,组,部门", ...rows, ""].join("\n"));
  const stored = async (name: string) => (await emulator.users("eds")).find((user) => user["EndUserId"] === name);

  test.each(["users", "set"])("as %s: names become ids with one list each, and what cannot be found is told by line", async (as) => {
    project.writeProgram(program(as));
    write("alice,a@example.com,All staff;On call,Design", "bobby,b@example.com,id:ug-gpu,/Sales", "carol,c@example.com,,");
    await emulator.resetCalls();
    expect(await project.up()).toMatchObject({ code: 0 });
    const calls = await emulator.calls();
    // One list each for look-ups and roster together.
    expect(calls).toMatchObject({ "eds:DescribeGroups": 1, "eds:DescribeOrgs": 1 });
    expect(await stored("alice")).toMatchObject({ GroupIdList: ["ug-all-staff", "ug-oncall"], OrgId: "org-design" });
    expect(await stored("bobby")).toMatchObject({ GroupIdList: ["ug-gpu"], OrgId: "org-sales" });
    const console = alibabaCaller(emulator.line, "eds");
    const rename = (NewGroupName: string) => console("ModifyGroup", { query: { GroupId: "ug-all-staff", NewGroupName } });
    await rename("Everybody");
    // The group is what it was: nobody leaves or joins.
    const renamed = await project.up("--expect-no-changes");
    expect(renamed).toMatchObject({ code: 0 });
    expect(renamed.all).toContain('what was called "All staff" is called "Everybody" in the directory now (ug-all-staff): renamed');
    await rename("All staff");

    if (as === "users") {
      write("alice,a@example.com,All staff;On call,Design", "bobby,b@example.com,Sales,/Sales", "carol,c@example.com,,");
      const reviewed = await project.rollcall("review", "--stack", "test", "--format", "json");
      const changes = JSON.parse(reviewed.stdout).sections.flatMap(({ people }: { people: { changes: object[] }[] }) => people);
      // A name of the last run, and one that nobody wrote before.
      expect(changes).toMatchObject([{ key: "bobby", changes: [{ added: ["Sales (ug-sales)"], removed: ["ug-gpu"] }] }]);
    }
    write("alice,a@example.com,All stuff,Design", "bobby,b@example.com,,Sailing/Boats");
    const refused = await project.up();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toMatch(/people\.csv has 2 problems:/);
    expect(refused.all).toMatch(/people\.csv:2:3 alice: groupIdList "All stuff" is no group of the directory\. Did you mean "All staff"\?/);
    expect(refused.all).toMatch(/people\.csv:3:4 bobby: orgId "Sailing\/Boats" is no unit/);
    expect(refused.all).not.toMatch(/\n\s+at /);
    expect(await stored("carol")).toBeDefined();
  });
});
