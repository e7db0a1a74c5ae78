import { EngineProject, ExternalEmulator } from "./harness";

/** Units, groups and people of two directories in one program; ids flow as outputs. */
function program({ group = "视觉组", below = "design", people = true } = {}): string {
  return `
    const { eds, eiam } = require("rollcall");
    const design = new eds.Organization("design", { orgName: "设计部" });
    const sales = new eds.Organization("sales", { orgName: "销售部" });
    const vision = new eds.Organization("vision", { orgName: "视觉部", parentOrgId: ${below}.orgId });
    const editors = new eds.Group("editors", { groupName: ${JSON.stringify(group)}, description: "Night shift" });
    const unit = new eiam.OrganizationalUnit("unit", { organizationalUnitName: "设计部" });
    const team = new eiam.OrganizationalUnit("team", { organizationalUnitName: "视觉组", parentId: unit.organizationalUnitId });
    if (${people}) {
      new eds.User("alice", { endUserId: "alice", email: "a@pier.example", orgId: vision.orgId, groupIdList: [editors.groupId] });
      new eiam.User("eva", { username: "eva", primaryOrganizationalUnitId: team.organizationalUnitId });
    }
    exports.editors = editors.groupId;
  `;
}

/** One story in order, because every command of the engine costs seconds. */
describe("Groups, organisations and people of one program through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({ program: program(), language: "javascript", env: emulator.environment() });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  const alice = async (): Promise<Readonly<Record<string, unknown>> | undefined> =>
    (await emulator.users("eds")).find((user) => user["EndUserId"] === "alice");

  test("are created together, those that hold others first", async () => {
    const reviewed = JSON.parse((await project.rollcall("review", "--stack", "test", "--format", "json")).stdout);
    // Nobody knows the ids yet, and everybody sees which groups are meant.
    expect(JSON.stringify(reviewed.sections)).toContain("视觉组 (new)");
    expect(reviewed.groups).toMatchObject([
      { id: "groups-created", groups: expect.arrayContaining([expect.objectContaining({ key: "视觉部" })]) },
    ]);
    expect(reviewed.counts).toMatchObject({ joins: 2 });
    const made = await project.up();
    expect(made).toSucceed();
    expect(await alice()).toMatchObject({ GroupIdList: [expect.stringMatching(/^ug-/)], OrgId: expect.stringMatching(/^org-/) });
  });

  test("a group is renamed and an organisation moved in place: nothing else differs from the cloud, and nobody in them is touched", async () => {
    const before = await alice();
    project.writeProgram(program({ group: "设计组", below: "sales" }));
    const changed = await project.up("--refresh");
    expect(changed).toMatchObject({ code: 0, stdout: expect.stringMatching(/2 updated[^]*7 unchanged/) });
    expect(changed.stdout).not.toContain("replaced");
    expect(await alice()).toEqual(before);
    expect(await emulator.calls()).toMatchObject({ "eds:ModifyGroup": 1, "eds:MoveOrg": 1 });
  });
});
