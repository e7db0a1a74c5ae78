import { startEmulator, type RunningEmulator } from "../../../emulator";
import { matchesPassword } from "../../../emulator/passwords";
import { send, signAcs3 } from "./acs3Client";
import { alibabaCaller, type CallResult } from "./alibabaClient";

let emulator: RunningEmulator;
let now: number;
let call: (action: string, query?: Readonly<Record<string, unknown>>) => Promise<CallResult>;

beforeEach(async () => {
  now = Date.now();
  emulator = await startEmulator({ seed: 11, now: () => now });
  const caller = alibabaCaller(emulator, "eiam");
  call = (action, query = {}) => caller(action, { query: { InstanceId: emulator.eiam.instanceId, ...query } });
});

afterEach(() => emulator.close());

const DESIGN = `ou_${"design".padEnd(26, "0")}`;
const SALES = `ou_${"sales".padEnd(26, "0")}`;

function alice(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { Username: "alice.li", PrimaryOrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId, ...more };
}

async function create(parameters: Readonly<Record<string, unknown>>): Promise<string> {
  const { status, body } = await call("CreateUser", parameters);
  expect({ status, body }).toMatchObject({ status: 200, body: { UserId: expect.stringMatching(/^user_[a-z0-9]{26}$/) } });
  return String(body["UserId"]);
}

async function user(UserId: string): Promise<Record<string, unknown>> {
  const { body } = await call("GetUser", { UserId });
  return body["User"] as Record<string, unknown>;
}

async function stored(): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${emulator.endpoint}/_rollcall/users`);
  const { eiam } = (await response.json()) as { eiam: Record<string, unknown>[] };
  return eiam;
}

test("CreateUser keeps every field and GetUser shows them", async () => {
  const id = await create(
    alice({
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
      PasswordInitializationConfig: { PasswordInitializationPolicyPriority: "custom", PasswordForcedUpdateStatus: "enabled", UserNotificationChannels: ["email"], PasswordInitializationType: "random" },
    }),
  );
  expect(await user(id)).toEqual({
    UserId: id,
    InstanceId: emulator.eiam.instanceId,
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
    UserSourceId: emulator.eiam.instanceId,
    Status: "enabled",
    PasswordExpireTime: -1,
    RegisterTime: now,
    CreateTime: now,
    UpdateTime: now,
    PrimaryOrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId,
    OrganizationalUnits: [
      { OrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId, OrganizationalUnitName: "Rollcall", Primary: true },
      { OrganizationalUnitId: DESIGN, OrganizationalUnitName: "Design", Primary: false },
    ],
    CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
    Groups: [],
    PreferredLanguage: "en-US",
  });
  const [record] = await stored();
  expect(record).toMatchObject({ PasswordForcedUpdateStatus: "enabled" });
  expect(matchesPassword(String(record?.["PasswordHash"]), "Canary-Passw0rd!")).toBe(true);
  expect(JSON.stringify(record)).not.toContain("Canary-Passw0rd!");
});

test("the external id is the user id and a random password is set when asked for", async () => {
  const random = { PasswordInitializationPolicyPriority: "custom", PasswordInitializationType: "random" };
  const id = await create(alice({ PasswordInitializationConfig: random }));
  expect(await user(id)).toMatchObject({ UserExternalId: id, PasswordSet: true });
  const without = await create(alice({ Username: "bob", PasswordInitializationConfig: { ...random, PasswordInitializationPolicyPriority: "global" } }));
  expect(await user(without)).toMatchObject({ PasswordSet: false });
});

const long = (length: number): string => "x".repeat(length);

test.each<[string, Record<string, unknown>]>([
  ["Username of 256", { Username: long(256) }],
  ["Username with every allowed sign", { Username: "A_z.0-9@b" }],
  ["DisplayName of 128", { DisplayName: long(128) }],
  ["Description of 256", { Description: long(256) }],
  ["UserExternalId of 128", { UserExternalId: long(128) }],
  ["PhoneRegion of 6 and PhoneNumber of 15", { PhoneRegion: "123456", PhoneNumber: "123456789012345", PhoneNumberVerified: true }],
  ["PhoneRegion of 1 and PhoneNumber of 6", { PhoneRegion: "1", PhoneNumber: "123456", PhoneNumberVerified: false }],
  ["Email with every allowed sign", { Email: "a.B_0-9@example.com", EmailVerified: true }],
  ["ClientToken of 64", { ClientToken: long(64) }],
])("CreateUser accepts %s", async (_name, parameters) => {
  await create(alice(parameters));
});

test.each<[string, Record<string, unknown>, number, string]>([
  ["no Username", { Username: "" }, 400, "MissingParameter.Username"],
  ["Username of 257", { Username: long(257) }, 400, "InvalidParameter.Username"],
  ["Username with a blank", { Username: "a b" }, 400, "InvalidParameter.Username"],
  ["no primary unit", { PrimaryOrganizationalUnitId: "" }, 400, "MissingParameter.PrimaryOrganizationalUnitId"],
  ["an unknown primary unit", { PrimaryOrganizationalUnitId: "ou_x" }, 404, "ResourceNotFound.OrganizationalUnit"],
  ["an unknown further unit", { OrganizationalUnitIds: ["ou_x"] }, 404, "ResourceNotFound.OrganizationalUnit"],
  ["an unknown instance", { InstanceId: "idaas_x" }, 404, "ResourceNotFound.Instance"],
  ["DisplayName of 129", { DisplayName: long(129) }, 400, "InvalidParameter.DisplayName"],
  ["Description of 257", { Description: long(257) }, 400, "InvalidParameter.Description"],
  ["UserExternalId of 129", { UserExternalId: long(129) }, 400, "InvalidParameter.UserExternalId"],
  ["a phone without region", { PhoneNumber: "123456", PhoneNumberVerified: true }, 400, "MissingParameter.PhoneRegion"],
  ["a phone without verified flag", { PhoneNumber: "123456", PhoneRegion: "86" }, 400, "MissingParameter.PhoneNumberVerified"],
  ["PhoneNumber of 5", { PhoneNumber: "12345", PhoneRegion: "86", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneNumber"],
  ["PhoneNumber of 16", { PhoneNumber: long(16).replace(/x/g, "1"), PhoneRegion: "86", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneNumber"],
  ["PhoneRegion with a plus", { PhoneNumber: "123456", PhoneRegion: "+86", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneRegion"],
  ["PhoneRegion starting with 00", { PhoneNumber: "123456", PhoneRegion: "0086", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneRegion"],
  ["PhoneRegion of 7", { PhoneNumber: "123456", PhoneRegion: "1234567", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneRegion"],
  ["an e-mail without verified flag", { Email: "a@example.com" }, 400, "MissingParameter.EmailVerified"],
  ["an e-mail with a plus", { Email: "a+b@example.com", EmailVerified: true }, 400, "InvalidParameter.Email"],
  ["a verified flag that is no boolean", { Email: "a@example.com", EmailVerified: "yes" }, 400, "InvalidParameter.EmailVerified"],
  ["a weak password", { Password: "12345678" }, 400, "InvalidParameter.Password"],
  ["an unknown extended field", { CustomFields: [{ FieldName: "age", FieldValue: "10" }] }, 400, "InvalidParameter.CustomField.age"],
  ["a ClientToken of 65", { ClientToken: long(65) }, 400, "InvalidParameter.ClientToken"],
  ["an unknown priority", { PasswordInitializationConfig: { PasswordInitializationPolicyPriority: "mine" } }, 400, "InvalidParameter.PasswordInitializationPolicyPriority"],
])("CreateUser refuses %s", async (_name, parameters, status, code) => {
  const answer = await call("CreateUser", alice(parameters));
  expect(answer).toMatchObject({ status, body: { Code: code, HostId: "eiam.cn-hangzhou.aliyuncs.com", RequestId: expect.any(String) } });
  expect(await stored()).toEqual([]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["Username", {}, { Username: "Alice.Li" }],
  ["Email", { Email: "a@example.com", EmailVerified: true }, { Username: "bob", Email: "A@example.com", EmailVerified: true }],
  ["PhoneNumber", { PhoneRegion: "86", PhoneNumber: "123456", PhoneNumberVerified: true }, { Username: "bob", PhoneRegion: "86", PhoneNumber: "123456", PhoneNumberVerified: true }],
  ["UserExternalId", { UserExternalId: "x" }, { Username: "bob", UserExternalId: "x" }],
  ["CustomField.employeeId", { CustomFields: [{ FieldName: "employeeId", FieldValue: "1" }] }, { Username: "bob", CustomFields: [{ FieldName: "employeeId", FieldValue: "1" }] }],
])("a second %s is a duplicate with status 403, until the first user is gone", async (resource, first, second) => {
  const id = await create(alice(first));
  expect(await call("CreateUser", alice(second))).toMatchObject({
    status: 403,
    body: { Code: `ResourceDuplicated.${resource}`, Message: expect.stringContaining(`The specified resource: ${resource} already exist.`) },
  });
  await call("DeleteUser", { UserId: id });
  await create(alice(second));
});

test("a ClientToken used twice creates one user, for a day", async () => {
  const id = await create(alice({ ClientToken: "token-1" }));
  expect(await create(alice({ ClientToken: "token-1", Username: "somebody-else" }))).toBe(id);
  expect(await stored()).toHaveLength(1);
  now += 24 * 3_600_000;
  const { accessKeyId, accessKeySecret, endpoint, eiam } = emulator;
  const query = { InstanceId: eiam.instanceId, Username: "alice.li", PrimaryOrganizationalUnitId: eiam.rootOrganizationalUnitId, ClientToken: "token-1" };
  const request = signAcs3({ host: new URL(endpoint).host, action: "CreateUser", version: "2021-12-01", accessKeyId, accessKeySecret, time: now, query });
  expect(await send(endpoint, request)).toMatchObject({ status: 403, body: { Code: "ResourceDuplicated.Username" } });
});

test("UpdateUser changes what is sent, clears what is sent empty and leaves the rest", async () => {
  const id = await create(alice({ DisplayName: "A", Email: "a@example.com", EmailVerified: true, CustomFields: [{ FieldName: "badge", FieldValue: "1" }, { FieldName: "costCenter", FieldValue: "c" }] }));
  now += 1000;
  const changed = await call("UpdateUser", {
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
  const after = await user(id);
  expect(after).toMatchObject({ Username: "alice.wang", Email: "a@example.com", PhoneNumber: "13800000000", UpdateTime: now, CreateTime: now - 1000 });
  expect(after).not.toHaveProperty("DisplayName");
  expect(after["CustomFields"]).toEqual([{ FieldName: "badge", FieldValue: "2" }, { FieldName: "employeeId", FieldValue: "e" }]);
  await create(alice());
  expect(await call("UpdateUser", { UserId: id, Username: "alice.li" })).toMatchObject({ status: 403, body: { Code: "ResourceDuplicated.Username" } });
  expect(await call("UpdateUser", { UserId: id, Email: "b@example.com" })).toMatchObject({ status: 400, body: { Code: "MissingParameter.EmailVerified" } });
});

test("description, password and status have actions of their own", async () => {
  const id = await create(alice());
  await call("UpdateUserDescription", { UserId: id, Description: "new" });
  expect(await call("UpdateUserPassword", { UserId: id, Password: "Another-Passw0rd", PasswordForcedUpdateStatus: "enabled" })).toMatchObject({ status: 200 });
  for (const action of ["DisableUser", "DisableUser", "UnlockUser"]) expect((await call(action, { UserId: id })).status).toBe(200);
  expect(await user(id)).toMatchObject({ Description: "new", PasswordSet: true, Status: "disabled" });
  await call("EnableUser", { UserId: id });
  expect(await user(id)).toMatchObject({ Status: "enabled" });
  const [record] = await stored();
  expect(matchesPassword(String(record?.["PasswordHash"]), "Another-Passw0rd")).toBe(true);
});

test("units: the primary one moves, further ones join and leave, the primary one cannot be removed", async () => {
  const root = emulator.eiam.rootOrganizationalUnitId;
  const units = async (): Promise<unknown> => (await user(id))["OrganizationalUnits"];
  const id = await create(alice());
  await call("AddUserToOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [DESIGN, SALES, DESIGN] });
  await call("SetUserPrimaryOrganizationalUnit", { UserId: id, OrganizationalUnitId: DESIGN });
  expect(await units()).toMatchObject([{ OrganizationalUnitId: DESIGN, Primary: true }, { OrganizationalUnitId: SALES, Primary: false }]);
  expect(await call("RemoveUserFromOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [DESIGN] })).toMatchObject({ status: 400 });
  await call("RemoveUserFromOrganizationalUnits", { UserId: id, OrganizationalUnitIds: [SALES, root] });
  expect(await units()).toMatchObject([{ OrganizationalUnitId: DESIGN }]);
});

test("ListUsers pages by number and by token and filters", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 25; index += 1) ids.push(await create(alice({ Username: `user-${String(index).padStart(2, "0")}`, DisplayName: index < 3 ? "Team lead" : "Member" })));
  const second = await call("ListUsers", { PageNumber: 2, PageSize: 10 });
  expect(second.body).toMatchObject({ TotalCount: 25 });
  expect((second.body["Users"] as { UserId: string }[]).map(({ UserId }) => UserId)).toEqual(ids.slice(10, 20));
  const seen: string[] = [];
  for (let token = "", more = true; more; ) {
    const { body } = await call("ListUsers", { MaxResults: 10, ...(token === "" ? {} : { NextToken: token }) });
    seen.push(...(body["Users"] as { UserId: string }[]).map(({ UserId }) => UserId));
    // A user removed between two pages shifts nobody else out of the list.
    if (token === "") await call("DeleteUser", { UserId: ids[9] });
    token = String(body["NextToken"] ?? "");
    more = token !== "";
  }
  expect(seen).toEqual(ids);
  expect((await call("ListUsers", { UsernameStartsWith: "user-2" })).body).toMatchObject({ TotalCount: 5 });
  expect((await call("ListUsers", { DisplayNameStartsWith: "Team" })).body).toMatchObject({ TotalCount: 3 });
  expect((await call("ListUsers", { UserIds: [ids[3], ids[4], "user_x"] })).body).toMatchObject({ TotalCount: 2 });
  expect((await call("ListUsers", { OrganizationalUnitId: DESIGN })).body).toMatchObject({ TotalCount: 0 });
  expect(await call("ListUsers", { PageSize: 101 })).toMatchObject({ status: 400, body: { Code: "InvalidParameter.PageSize" } });
  expect(await call("ListUsers", { NextToken: "nonsense" })).toMatchObject({ status: 400, body: { Code: "InvalidParameter.NextToken" } });
  const [listed] = (await call("ListUsers", { UserIds: [ids[0]] })).body["Users"] as Record<string, unknown>[];
  for (const onlyInGetUser of ["PrimaryOrganizationalUnitId", "OrganizationalUnits", "CustomFields", "Groups", "PreferredLanguage"]) expect(listed).not.toHaveProperty(onlyInGetUser);
});

test("deleting: an unknown user is 404, DeleteUsers takes all or none", async () => {
  const [first, second] = [await create(alice()), await create(alice({ Username: "bob" }))];
  expect(await call("DeleteUsers", { UserIds: [first, "user_x"] })).toMatchObject({ status: 404, body: { Code: "ResourceNotFound.User" } });
  expect(await stored()).toHaveLength(2);
  expect((await call("DeleteUsers", { UserIds: [first, second] })).status).toBe(200);
  expect(await call("DeleteUser", { UserId: first })).toMatchObject({
    status: 404,
    body: { Code: "ResourceNotFound.User", Message: expect.stringContaining(`The specified User resource: ${first} not found.`) },
  });
  expect(await call("GetUser", { UserId: first })).toMatchObject({ status: 404, body: { Code: "ResourceNotFound.User" } });
});

test("units and groups can be created, listed and joined", async () => {
  const root = emulator.eiam.rootOrganizationalUnitId;
  const unit = (await call("CreateOrganizationalUnit", { OrganizationalUnitName: "Research", ParentId: root })).body["OrganizationalUnitId"];
  expect((await call("GetOrganizationalUnit", { OrganizationalUnitId: unit })).body).toMatchObject({ OrganizationalUnit: { OrganizationalUnitName: "Research", ParentId: root, Leaf: true } });
  expect((await call("GetRootOrganizationalUnit")).body).toMatchObject({ OrganizationalUnit: { OrganizationalUnitId: root } });
  expect((await call("ListOrganizationalUnits", { OrganizationalUnitName: "Research" })).body).toMatchObject({ TotalCount: 1 });
  expect((await call("ListOrganizationalUnits", { ParentId: root, PageSize: 3 })).body).toMatchObject({ TotalCount: 8 });
  const group = (await call("CreateGroup", { GroupName: "Readers" })).body["GroupId"];
  const id = await create(alice());
  await call("AddUsersToGroup", { GroupId: group, UserIds: [id] });
  expect(await user(id)).toMatchObject({ Groups: [{ GroupId: group, GroupName: "Readers" }] });
  expect((await call("ListGroupsForUser", { UserId: id })).body).toMatchObject({ TotalCount: 1, Groups: [{ GroupId: group }] });
  expect((await call("ListUsersForGroup", { GroupId: group })).body).toMatchObject({ TotalCount: 1, Users: [{ UserId: id }] });
  await call("RemoveUsersFromGroup", { GroupId: group, UserIds: [id] });
  expect((await call("ListGroups", { GroupName: "Readers" })).body).toMatchObject({ TotalCount: 1 });
  expect(await user(id)).toMatchObject({ Groups: [] });
});

test("an extended field added by the control can be used, and a required one must be", async () => {
  const add = (field: unknown) => fetch(`${emulator.endpoint}/_rollcall/eiam/custom-fields`, { method: "POST", body: JSON.stringify(field) });
  expect((await add({ FieldName: "floor", FieldDataType: "number", Required: true })).status).toBe(200);
  expect((await add({ FieldName: "bad name" })).status).toBe(400);
  expect(await call("CreateUser", alice())).toMatchObject({ status: 400, body: { Code: "MissingParameter.CustomField.floor" } });
  expect(await call("CreateUser", alice({ CustomFields: [{ FieldName: "floor", FieldValue: "third" }] }))).toMatchObject({ status: 400, body: { Code: "InvalidParameter.CustomField.floor" } });
  const id = await create(alice({ CustomFields: [{ FieldName: "floor", FieldValue: "3" }] }));
  expect(await call("UpdateUser", { UserId: id, CustomFields: [{ FieldName: "floor", Operation: "remove" }] })).toMatchObject({ status: 400 });
});

test("drift edits and removes by name and by id, and keeps names unique", async () => {
  const id = await create(alice());
  const drift = (body: unknown) => fetch(`${emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify({ service: "eiam", ...(body as object) }) });
  expect((await drift({ user: "alice.li", set: { Username: "renamed", Status: "disabled", CustomFields: { badge: "Z" } } })).status).toBe(204);
  expect(await user(id)).toMatchObject({ Username: "renamed", Status: "disabled", CustomFields: [{ FieldName: "badge", FieldValue: "Z" }] });
  await create(alice());
  expect((await drift({ user: id, remove: true })).status).toBe(204);
  expect((await drift({ user: id, remove: true })).status).toBe(404);
  expect((await drift({ user: "alice.li", set: { Shoe: 43 } })).status).toBe(400);
});

test("faults look like EIAM's own", async () => {
  const refuse = async (fault: string): Promise<CallResult> => {
    await fetch(`${emulator.endpoint}/_rollcall/faults`, { method: "POST", body: `eiam:* ${fault}` });
    return call("CreateUser", alice());
  };
  expect(await refuse("server-error")).toMatchObject({ status: 500, body: { Code: "InternalError" } });
  expect(await refuse("concurrent")).toMatchObject({ status: 400, body: { Code: "UnsupportedAction.IdentityProviderBeingLocked" } });
  expect(await refuse("quota")).toMatchObject({ status: 403, body: { Code: "QuotaExceeded.User" } });
  expect(await refuse("throttle")).toMatchObject({ status: 400, body: { Code: "Throttling.User" } });
});
