import { DESIGN, SALES, startEiam, type EiamWorld } from "./eiam-world";

let world: EiamWorld;
beforeEach(async () => {
  world = await startEiam();
});
afterEach(() => world.emulator.close());

test("units: the primary one moves, further ones join and leave, the primary one cannot be removed", async () => {
  const root = world.emulator.eiam.rootOrganizationalUnitId;
  const units = async (): Promise<unknown> => (await world.user(id))["OrganizationalUnits"];
  const id = await world.create(world.alice());
  await world.call("AddUserToOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [DESIGN, SALES, DESIGN] });
  await world.call("SetUserPrimaryOrganizationalUnit", { UserId: id, OrganizationalUnitId: DESIGN });
  expect(await units()).toMatchObject([
    { OrganizationalUnitId: DESIGN, Primary: true },
    { OrganizationalUnitId: SALES, Primary: false },
  ]);
  expect(await world.call("RemoveUserFromOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [DESIGN] })).toMatchObject({
    status: 400,
  });
  await world.call("RemoveUserFromOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [SALES, root] });
  expect(await units()).toMatchObject([{ OrganizationalUnitId: DESIGN }]);
});

test("ListUsers pages by number and by token and filters", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 25; index += 1)
    ids.push(
      await world.create(
        world.alice({ Username: `user-${String(index).padStart(2, "0")}`, DisplayName: index < 3 ? "Team lead" : "Member" }),
      ),
    );
  const second = await world.call("ListUsers", { PageNumber: 2, PageSize: 10 });
  expect(second.body).toMatchObject({ TotalCount: 25 });
  expect((second.body["Users"] as { UserId: string }[]).map(({ UserId }) => UserId)).toEqual(ids.slice(10, 20));
  const seen: string[] = [];
  for (let token = "", more = true; more;) {
    const { body } = await world.call("ListUsers", { MaxResults: 10, ...(token === "" ? {} : { NextToken: token }) });
    seen.push(...(body["Users"] as { UserId: string }[]).map(({ UserId }) => UserId));
    // A user removed between two pages shifts nobody else out of the list.
    if (token === "") await world.call("DeleteUser", { UserId: ids[9] });
    token = String(body["NextToken"] ?? "");
    more = token !== "";
  }
  expect(seen).toEqual(ids);
  expect((await world.call("ListUsers", { UsernameStartsWith: "user-2" })).body).toMatchObject({ TotalCount: 5 });
  expect((await world.call("ListUsers", { DisplayNameStartsWith: "Team" })).body).toMatchObject({ TotalCount: 3 });
  expect((await world.call("ListUsers", { UserIds: [ids[3], ids[4], "user_x"] })).body).toMatchObject({ TotalCount: 2 });
  expect((await world.call("ListUsers", { OrganizationalUnitId: DESIGN })).body).toMatchObject({ TotalCount: 0 });
  expect(await world.call("ListUsers", { PageSize: 101 })).toMatchObject({ status: 400, body: { Code: "InvalidParameter.PageSize" } });
  expect(await world.call("ListUsers", { NextToken: "nonsense" })).toMatchObject({
    status: 400,
    body: { Code: "InvalidParameter.NextToken" },
  });
  const [listed] = (await world.call("ListUsers", { UserIds: [ids[0]] })).body["Users"] as Record<string, unknown>[];
  for (const onlyInGetUser of ["PrimaryOrganizationalUnitId", "OrganizationalUnits", "CustomFields", "Groups", "PreferredLanguage"])
    expect(listed).not.toHaveProperty(onlyInGetUser);
});

test("units and groups can be created, listed and joined", async () => {
  const root = world.emulator.eiam.rootOrganizationalUnitId;
  const unit = (await world.call("CreateOrganizationalUnit", { OrganizationalUnitName: "Research", ParentId: root })).body[
    "OrganizationalUnitId"
  ];
  expect((await world.call("GetOrganizationalUnit", { OrganizationalUnitId: unit })).body).toMatchObject({
    OrganizationalUnit: { OrganizationalUnitName: "Research", ParentId: root, Leaf: true },
  });
  expect((await world.call("GetRootOrganizationalUnit")).body).toMatchObject({ OrganizationalUnit: { OrganizationalUnitId: root } });
  expect((await world.call("ListOrganizationalUnits", { OrganizationalUnitName: "Research" })).body).toMatchObject({ TotalCount: 1 });
  expect((await world.call("ListOrganizationalUnits", { ParentId: root, PageSize: 3 })).body).toMatchObject({ TotalCount: 8 });
  const group = (await world.call("CreateGroup", { GroupName: "Readers" })).body["GroupId"];
  const id = await world.create(world.alice());
  await world.call("AddUsersToGroup", { GroupId: group, UserIds: [id] });
  expect(await world.user(id)).toMatchObject({ Groups: [{ GroupId: group, GroupName: "Readers" }] });
  expect((await world.call("ListGroupsForUser", { UserId: id })).body).toMatchObject({ TotalCount: 1, Groups: [{ GroupId: group }] });
  expect((await world.call("ListUsersForGroup", { GroupId: group })).body).toMatchObject({ TotalCount: 1, Users: [{ UserId: id }] });
  await world.call("RemoveUsersFromGroup", { GroupId: group, UserIds: [id] });
  expect((await world.call("ListGroups", { GroupName: "Readers" })).body).toMatchObject({ TotalCount: 1 });
  expect(await world.user(id)).toMatchObject({ Groups: [] });
});
