import { startEmulator, type RunningEmulator } from "../../../emulator";
import type { Behaviour } from "../../../emulator/behaviour";
import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { eiam } from "../../../emulator/eiam/service";
import { alibabaCaller } from "./alibaba-client";
import { cloudidentityWorld, refusal } from "./cloudidentity-client";
import { workspaceWorld } from "./workspace-client";

let emulator: RunningEmulator;
afterEach(() => emulator?.close());

async function eds(behaviour: Behaviour = {}) {
  emulator = await startEmulator({ seed: 1, behaviour });
  return alibabaCaller(emulator, "eds");
}

test("EDS groups may share a name, organisations of one parent only when told so", async () => {
  const call = await eds();
  const group = () => call("CreateGroup", { query: { GroupName: "Night" } });
  expect([(await group()).status, (await group()).status]).toEqual([200, 200]);
  const org = (parent: string) => call("CreateOrg", { query: { OrgName: "Sales", ParentOrgId: parent } });
  expect(await org("org-aliyun-wy-org-id")).toMatchObject({ status: 400, body: { Code: "ExistedOrgName" } });
  expect((await org("org-design")).body["OrgId"]).toMatch(/^org-[a-z0-9]{17}$/);
  await emulator.close();
  const told = await eds({ repeatedOrgNames: true, uniqueGroupNames: true });
  expect((await told("CreateOrg", { query: { OrgName: "Sales", ParentOrgId: "org-aliyun-wy-org-id" } })).status).toBe(200);
  expect(await told("CreateGroup", { query: { GroupName: "Sales" } })).toMatchObject({ body: { Code: "ExistedGroupName" } });
});

test.each([
  ["the root", { OrgId: "org-aliyun-wy-org-id", NewParentOrgId: "org-design" }, "InvalidOrgId"],
  ["below itself", { OrgId: "org-design", NewParentOrgId: "org-design" }, "InvalidNewParentOrgId"],
  ["an unknown one", { OrgId: "org-none", NewParentOrgId: "org-design" }, "InvalidOrgId"],
  ["below an unknown one", { OrgId: "org-design", NewParentOrgId: "org-none" }, "InvalidNewParentOrgId"],
  ["without a target", { OrgId: "org-design" }, "MissingNewParentOrgId"],
])("EDS MoveOrg refuses to move %s", async (_name, form, Code) => {
  expect(await (await eds())("MoveOrg", { form })).toMatchObject({ status: 400, body: { Code } });
});

test("an EDS organisation moves with what is below it, and its people stay in it", async () => {
  const call = await eds();
  await call("CreateUsers", { form: { Users: [{ EndUserId: "alice", Phone: "13800000000", OrgId: "org-design" }] } });
  await call("MoveOrg", { form: { OrgId: "org-design", NewParentOrgId: "org-engineering" } });
  const { body } = await call("DescribeUsers", { form: { OrgId: "org-engineering", IsQueryAllSubOrgs: true } });
  expect(body).toMatchObject({
    Users: [{ EndUserId: "alice", Orgs: [{ OrgId: "org-design", OrgNamePath: "Rollcall/Engineering/Design" }] }],
  });
});

test("an EIAM membership that another directory owns shows its source and cannot be ended here", async () => {
  emulator = await startEmulator({ seed: 1 });
  const { instanceId: InstanceId, rootOrganizationalUnitId: PrimaryOrganizationalUnitId } = emulator.eiam;
  const call = (action: string, query: object) => alibabaCaller(emulator, "eiam")(action, { query: { InstanceId, ...query } });
  const UserId = (await call("CreateUser", { Username: "alice", PrimaryOrganizationalUnitId })).body["UserId"];
  const GroupId = "group_managers000000000000000000";
  const drift = { service: "eiam", user: "alice", set: { GroupIds: [GroupId], GroupSources: { [GroupId]: "ding_talk" } } };
  expect((await fetch(`${emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify(drift) })).status).toBe(204);
  const expected = { TotalCount: 1, Users: [{ UserId, GroupMemberRelationSourceType: "ding_talk" }] };
  expect((await call("ListUsersForGroup", { GroupId })).body).toMatchObject(expected);
  expect(await call("RemoveUsersFromGroup", { GroupId, UserIds: [UserId] })).toMatchObject({
    status: 400,
    body: { Code: "UnsupportedAction.ImportedGroupMember" },
  });
  expect((await call("ListUsersForGroup", { GroupId })).body).toMatchObject(expected);
});

test("EIAM serves every group and unit action under its own name, so that the ledger tells them apart", () => {
  const actions = [
    "GetGroup",
    "UpdateGroup",
    "UpdateGroupDescription",
    "DeleteGroup",
    "UpdateOrganizationalUnit",
    "UpdateOrganizationalUnitDescription",
    "UpdateOrganizationalUnitParentId",
    "ListOrganizationalUnitParents",
    "DeleteOrganizationalUnit",
    "DeleteOrganizationalUnitChildren",
  ];
  const request = (action: string) => ({
    method: "POST",
    target: "/",
    path: "/",
    query: new URLSearchParams(),
    headers: { "x-acs-version": "2021-12-01", "x-acs-action": action },
    body: Buffer.alloc(0),
  });
  expect(actions.map((action) => eiam.operation(request(action)))).toEqual(actions);
  expect(actions.filter((action) => !eiam.writes(request(action)))).toEqual(["GetGroup", "ListOrganizationalUnitParents"]);
});

test("members of a Workspace group from Active Directory cannot be changed", () => {
  const { call } = workspaceWorld();
  call("POST", "groups", { group_name: "Directory", platform_type: "AD" });
  const { user_groups } = call("GET", "groups?keyword=Directory").body as { user_groups: { id: string }[] };
  expect(call("POST", `groups/${user_groups[0]?.id}/actions`, { op_type: "ADD", user_ids: ["x"] })).toMatchObject({
    status: 400,
    body: { error_code: "WKS.0001" },
  });
});

describe("CloudIdentity", () => {
  const group = (world: ReturnType<typeof cloudidentityWorld>, GroupName: string, JoinType: string) =>
    String(world.result(world.call("CreateGroup", { GroupName, JoinType }))["GroupId"]);

  test("the group of JoinType Auto holds everybody, takes nobody by hand, and is the only one", () => {
    const world = cloudidentityWorld();
    const UserId = world.create("alice");
    const GroupId = group(world, "everybody", "Auto");
    world.create("bob");
    expect(world.result(world.call("ListGroupMembers", { GroupId }))).toMatchObject({
      Total: 2,
      Members: [{ UserName: "alice" }, { UserName: "bob" }],
    });
    for (const action of ["AddUserToGroup", "RemoveUserFromGroup"])
      expect(world.call(action, { GroupId, UserId })).toMatchObject(refusal(400, "InvalidParam"));
    expect(world.call("CreateGroup", { GroupName: "again", JoinType: "Auto" })).toMatchObject(refusal(429, "ReachedQuotaLimit"));
    world.call("DeleteUser", { UserId });
    expect(world.result(world.call("ListGroupMembers", { GroupId }))).toMatchObject({ Total: 1 });
  });

  test("the 1001st member is refused, a member who joins again is not", () => {
    const world = cloudidentityWorld();
    const GroupId = group(world, "night", "Manual");
    const ids = Array.from({ length: 1001 }, (_, index) => world.create(`user${index}`));
    const statuses = ids.map((UserId) => world.call("AddUserToGroup", { GroupId, UserId }).status);
    expect([statuses.filter((status) => status === 200).length, statuses[1000]]).toEqual([1000, 429]);
    expect(world.call("AddUserToGroup", { GroupId, UserId: ids[0] }).status).toBe(200);
  });

  test("a group that provisioning has assigned is kept with 409 until the assignment ends", () => {
    const world = cloudidentityWorld();
    const GroupId = group(world, "night", "Manual");
    const assign = (HasProvision: boolean) => cloudidentity.controls?.["groups"]?.(world.world.tables, { group: "night", HasProvision }, 0);
    assign(true);
    expect(world.call("DeleteGroup", { GroupId })).toMatchObject(refusal(409, "UserGroupDeletionConflict"));
    expect(world.result(world.call("GetGroup", { GroupId }))).not.toHaveProperty("HasProvision");
    assign(false);
    expect(world.call("DeleteGroup", { GroupId }).status).toBe(200);
  });
});
