import { matchesPassword } from "../../../emulator/passwords";
import { send, signAcs3 } from "./acs3Client";
import type { CallResult } from "./alibaba-client";
import { DESIGN, SALES, startEiam, type EiamWorld } from "./eiam-world";

let world: EiamWorld;
beforeEach(async () => {
  world = await startEiam();
});
afterEach(() => world.emulator.close());

test("CreateUser keeps every field and GetUser shows them", async () => {
  const id = await world.create(
    world.alice({
      DisplayName: "Alice 李",
      Password: "Canary-Passw0rd!",
      PhoneRegion: "86",
      PhoneNumber: "13812345678",
      PhoneNumberVerified: true,
      Email: "alice@example.com",
      EmailVerified: false,
      UserExternalId: "hr-17",
      OrganizationalUnitIds: [DESIGN],
      Description: "designer",
      CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
      PasswordInitializationConfig: {
        PasswordInitializationPolicyPriority: "custom",
        PasswordForcedUpdateStatus: "enabled",
        UserNotificationChannels: ["email"],
        PasswordInitializationType: "random",
      },
    }),
  );
  expect(await world.user(id)).toEqual({
    UserId: id,
    InstanceId: world.emulator.eiam.instanceId,
    Username: "alice.li",
    DisplayName: "Alice 李",
    Description: "designer",
    PasswordSet: true,
    PhoneRegion: "86",
    PhoneNumber: "13812345678",
    PhoneNumberVerified: true,
    Email: "alice@example.com",
    EmailVerified: false,
    UserExternalId: "hr-17",
    UserSourceType: "build_in",
    UserSourceId: world.emulator.eiam.instanceId,
    Status: "enabled",
    PasswordExpireTime: -1,
    RegisterTime: world.now,
    CreateTime: world.now,
    UpdateTime: world.now,
    PrimaryOrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId,
    OrganizationalUnits: [
      { OrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId, OrganizationalUnitName: "Rollcall", Primary: true },
      { OrganizationalUnitId: DESIGN, OrganizationalUnitName: "Design", Primary: false },
    ],
    CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
    Groups: [],
    PreferredLanguage: "en-US",
  });
  const [record] = await world.stored();
  expect(record).toMatchObject({ PasswordForcedUpdateStatus: "enabled" });
  expect(matchesPassword(String(record?.["PasswordHash"]), "Canary-Passw0rd!")).toBe(true);
  expect(JSON.stringify(record)).not.toContain("Canary-Passw0rd!");
});

test("the external id is the user id and a random password is set when asked for", async () => {
  const random = { PasswordInitializationPolicyPriority: "custom", PasswordInitializationType: "random" };
  const id = await world.create(world.alice({ PasswordInitializationConfig: random }));
  expect(await world.user(id)).toMatchObject({ UserExternalId: id, PasswordSet: true });
  const without = await world.create(
    world.alice({ Username: "bob", PasswordInitializationConfig: { ...random, PasswordInitializationPolicyPriority: "global" } }),
  );
  expect(await world.user(without)).toMatchObject({ PasswordSet: false });
});

test("a ClientToken used twice creates one user, for a day", async () => {
  const id = await world.create(world.alice({ ClientToken: "token-1" }));
  expect(await world.create(world.alice({ ClientToken: "token-1", Username: "somebody-else" }))).toBe(id);
  expect(await world.stored()).toHaveLength(1);
  world.now += 24 * 3_600_000;
  const { accessKeyId, accessKeySecret, endpoint, eiam } = world.emulator;
  const query = {
    InstanceId: eiam.instanceId,
    Username: "alice.li",
    PrimaryOrganizationalUnitId: eiam.rootOrganizationalUnitId,
    ClientToken: "token-1",
  };
  const request = signAcs3({
    host: new URL(endpoint).host,
    action: "CreateUser",
    version: "2021-12-01",
    accessKeyId,
    accessKeySecret,
    time: world.now,
    query,
  });
  expect(await send(endpoint, request)).toMatchObject({ status: 403, body: { Code: "ResourceDuplicated.Username" } });
});

test("UpdateUser changes what is sent, clears what is sent empty and leaves the rest", async () => {
  const id = await world.create(
    world.alice({
      DisplayName: "A",
      Email: "a@example.com",
      EmailVerified: true,
      CustomFields: [
        { FieldName: "badge", FieldValue: "1" },
        { FieldName: "costCenter", FieldValue: "c" },
      ],
    }),
  );
  world.now += 1000;
  const changed = await world.call("UpdateUser", {
    UserId: id,
    Username: "alice.wang",
    DisplayName: "",
    PhoneNumber: "13800000000",
    PhoneRegion: "86",
    PhoneNumberVerified: true,
    CustomFields: [
      { FieldName: "badge", FieldValue: "2", Operation: "replace" },
      { FieldName: "employeeId", FieldValue: "e", Operation: "add" },
      { FieldName: "costCenter", Operation: "remove" },
    ],
  });
  expect(changed.status).toBe(200);
  const after = await world.user(id);
  expect(after).toMatchObject({
    Username: "alice.wang",
    Email: "a@example.com",
    PhoneNumber: "13800000000",
    UpdateTime: world.now,
    CreateTime: world.now - 1000,
  });
  expect(after).not.toHaveProperty("DisplayName");
  expect(after["CustomFields"]).toEqual([
    { FieldName: "badge", FieldValue: "2" },
    { FieldName: "employeeId", FieldValue: "e" },
  ]);
  await world.create(world.alice());
  expect(await world.call("UpdateUser", { UserId: id, Username: "alice.li" })).toMatchObject({
    status: 403,
    body: { Code: "ResourceDuplicated.Username" },
  });
  expect(await world.call("UpdateUser", { UserId: id, Email: "b@example.com" })).toMatchObject({
    status: 400,
    body: { Code: "MissingParameter.EmailVerified" },
  });
});

test("description, password and status have actions of their own", async () => {
  const id = await world.create(world.alice());
  await world.call("UpdateUserDescription", { UserId: id, Description: "new" });
  expect(
    await world.call("UpdateUserPassword", { UserId: id, Password: "Another-Passw0rd", PasswordForcedUpdateStatus: "enabled" }),
  ).toMatchObject({ status: 200 });
  for (const action of ["DisableUser", "DisableUser", "UnlockUser"]) expect((await world.call(action, { UserId: id })).status).toBe(200);
  expect(await world.user(id)).toMatchObject({ Description: "new", PasswordSet: true, Status: "disabled" });
  await world.call("EnableUser", { UserId: id });
  expect(await world.user(id)).toMatchObject({ Status: "enabled" });
  const [record] = await world.stored();
  expect(matchesPassword(String(record?.["PasswordHash"]), "Another-Passw0rd")).toBe(true);
});

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

test("deleting: an unknown user is 404, DeleteUsers takes all or none", async () => {
  const [first, second] = [await world.create(world.alice()), await world.create(world.alice({ Username: "bob" }))];
  expect(await world.call("DeleteUsers", { UserIds: [first, "user_x"] })).toMatchObject({
    status: 404,
    body: { Code: "ResourceNotFound.User" },
  });
  expect(await world.stored()).toHaveLength(2);
  expect((await world.call("DeleteUsers", { UserIds: [first, second] })).status).toBe(200);
  expect(await world.call("DeleteUser", { UserId: first })).toMatchObject({
    status: 404,
    body: { Code: "ResourceNotFound.User", Message: expect.stringContaining(`The specified User resource: ${first} not found.`) },
  });
  expect(await world.call("GetUser", { UserId: first })).toMatchObject({ status: 404, body: { Code: "ResourceNotFound.User" } });
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

test("an extended field added by the control can be used, and a required one must be", async () => {
  const add = (field: unknown) =>
    fetch(`${world.emulator.endpoint}/_rollcall/eiam/custom-fields`, { method: "POST", body: JSON.stringify(field) });
  expect((await add({ FieldName: "floor", FieldDataType: "number", Required: true })).status).toBe(200);
  expect((await add({ FieldName: "bad name" })).status).toBe(400);
  expect(await world.call("CreateUser", world.alice())).toMatchObject({
    status: 400,
    body: { Code: "MissingParameter.CustomField.floor" },
  });
  expect(await world.call("CreateUser", world.alice({ CustomFields: [{ FieldName: "floor", FieldValue: "third" }] }))).toMatchObject({
    status: 400,
    body: { Code: "InvalidParameter.CustomField.floor" },
  });
  const id = await world.create(world.alice({ CustomFields: [{ FieldName: "floor", FieldValue: "3" }] }));
  expect(await world.call("UpdateUser", { UserId: id, CustomFields: [{ FieldName: "floor", Operation: "remove" }] })).toMatchObject({
    status: 400,
  });
});

test("drift edits and removes by name and by id, and keeps names unique", async () => {
  const id = await world.create(world.alice());
  const drift = (body: unknown) =>
    fetch(`${world.emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify({ service: "eiam", ...(body as object) }) });
  expect((await drift({ user: "alice.li", set: { Username: "renamed", Status: "disabled", CustomFields: { badge: "Z" } } })).status).toBe(
    204,
  );
  expect(await world.user(id)).toMatchObject({
    Username: "renamed",
    Status: "disabled",
    CustomFields: [{ FieldName: "badge", FieldValue: "Z" }],
  });
  await world.create(world.alice());
  expect((await drift({ user: id, remove: true })).status).toBe(204);
  expect((await drift({ user: id, remove: true })).status).toBe(404);
  expect((await drift({ user: "alice.li", set: { Shoe: 43 } })).status).toBe(400);
});

test("faults look like EIAM's own", async () => {
  const refuse = async (fault: string): Promise<CallResult> => {
    await fetch(`${world.emulator.endpoint}/_rollcall/faults`, { method: "POST", body: `eiam:* ${fault}` });
    return world.call("CreateUser", world.alice());
  };
  expect(await refuse("server-error")).toMatchObject({ status: 500, body: { Code: "InternalError" } });
  expect(await refuse("concurrent")).toMatchObject({ status: 400, body: { Code: "UnsupportedAction.IdentityProviderBeingLocked" } });
  expect(await refuse("quota")).toMatchObject({ status: 403, body: { Code: "QuotaExceeded.User" } });
  expect(await refuse("throttle")).toMatchObject({ status: 400, body: { Code: "Throttling.User" } });
});
