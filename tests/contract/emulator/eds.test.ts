import { startEmulator, type RunningEmulator } from "../../../emulator";
import { matchesPassword } from "../../../emulator/passwords";
import { alibabaCaller } from "./alibabaClient";

let emulator: RunningEmulator;
let call: ReturnType<typeof alibabaCaller>;

beforeEach(async () => {
  emulator = await startEmulator({ seed: 5 });
  call = alibabaCaller(emulator, "eds");
});

afterEach(() => emulator.close());

type Fields = Readonly<Record<string, unknown>>;

const PASSWORD = "Canary-Passw0rd";

async function create(users: readonly Fields[], query: Fields = {}, form: Fields = {}): Promise<{ CreatedUsers: Fields[]; FailedUsers: Fields[] }> {
  const { status, body } = await call("CreateUsers", { query, form: { Users: users, ...form } });
  expect(status).toBe(200);
  const result = body["CreateResult"] as { CreatedUsers: Fields[]; FailedUsers: Fields[] };
  expect(body["AllSucceed"]).toBe(result.FailedUsers.length === 0);
  return result;
}

async function describeOne(name: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await call("DescribeUsers", { form: { EndUserIds: [name] } });
  return (body["Users"] as Record<string, unknown>[])[0];
}

async function stored(name: string): Promise<Record<string, unknown> | undefined> {
  const { eds } = (await (await fetch(`${emulator.endpoint}/_rollcall/users`)).json()) as { eds: Record<string, unknown>[] };
  return eds.find((user) => user["EndUserId"] === name);
}

const alice = { EndUserId: "alice", Email: "alice@example.com" };
const bob = { EndUserId: "bob", Phone: "13800000000", OwnerType: "CreateFromManager" };

describe("CreateUsers", () => {
  test("keeps every field, and the reads show each where the pages say", async () => {
    const user = { ...alice, Phone: "13812345678", Password: PASSWORD, OwnerType: "CreateFromManager", OrgId: "org-design", Remark: "remark1", RealNickName: "Bean 豆", GroupIdList: ["ug-design", "ug-oncall"] };
    const { CreatedUsers } = await create([user], { IsLocalAdmin: true, AutoLockTime: "2099-11-28 00:00:00", PasswordExpireDays: "30", BusinessChannel: "ENTERPRISE" });
    expect(CreatedUsers).toEqual([{ EndUserId: "alice", Email: "alice@example.com", Phone: "13812345678", Remark: "remark1", RealNickName: "Bean 豆" }]);
    expect(await describeOne("alice")).toEqual({
      EndUserId: "alice",
      Id: 1,
      WyId: expect.stringMatching(/^[a-z0-9]{32}$/),
      Email: "alice@example.com",
      Phone: "13812345678",
      Remark: "remark1",
      RealNickName: "Bean 豆",
      NickName: "Bean 豆",
      OwnerType: "CreateFromManager",
      Status: 0,
      EnableAdminAccess: true,
      IsTenantManager: false,
      OrgId: "org-design",
      Orgs: [{ OrgId: "org-design", OrgName: "Design", OrgNamePath: "Rollcall/Design" }],
      Groups: [{ GroupId: "ug-design", GroupName: "Design" }, { GroupId: "ug-oncall", GroupName: "On call" }],
      Properties: [],
      PasswordExpireDays: 30,
      PasswordExpireRestDays: 30,
    });
    const filtered = await call("FilterUsers", { query: { IncludeEndUserIds: ["alice"], IncludeOrgInfo: true } });
    expect(filtered.body["Users"]).toMatchObject([{ AutoLockTime: "2099-11-28 00:00:00", OrgList: [{ OrgId: "org-design" }] }]);
    const one = await call("DescribeUser", { query: { EndUserId: "alice" } });
    expect(one.body["User"]).toMatchObject({ OrgIds: ["org-design"], OrgPaths: ["Rollcall/Design"], NickName: "Bean 豆" });
    expect(one.body["User"]).not.toHaveProperty("OwnerType");
    const record = await stored("alice");
    expect(matchesPassword(String(record?.["PasswordHash"]), PASSWORD)).toBe(true);
    expect(JSON.stringify(record)).not.toContain(PASSWORD);
  });

  test("has the documented defaults", async () => {
    await create([alice]);
    expect(await describeOne("alice")).toMatchObject({ OwnerType: "Normal", OrgId: "org-aliyun-wy-org-id", Status: 0, EnableAdminAccess: false, Groups: [], NickName: "alice" });
    expect(await describeOne("alice")).not.toHaveProperty("PasswordExpireDays");
  });

  test("the user's own password wins over the batch's", async () => {
    await create([{ ...alice, Password: "Own-Passw0rd" }, bob], {}, { Password: "Batch-Passw0rd" });
    expect(matchesPassword(String((await stored("alice"))?.["PasswordHash"]), "Own-Passw0rd")).toBe(true);
    expect(matchesPassword(String((await stored("bob"))?.["PasswordHash"]), "Batch-Passw0rd")).toBe(true);
  });

  test("a name twice in one batch: the first is created, the second exists", async () => {
    const { CreatedUsers, FailedUsers } = await create([alice, { ...alice, Email: "other@example.com" }]);
    expect(CreatedUsers).toHaveLength(1);
    expect(FailedUsers).toEqual([{ EndUserId: "alice", Email: "other@example.com", ErrorCode: "ExistedEndUserId", ErrorMessage: "The username alice is used by another user." }]);
  });

  test.each<[string, Fields]>([
    ["a name of 3", { EndUserId: "a_1" }],
    ["a name of 24", { EndUserId: "x".repeat(24) }],
    ["a phone alone", { Email: "", Phone: "13812345678" }],
    ["a password of 10 with three classes", { Password: "Abcdefghi1" }],
    ["100 groups that repeat", { GroupIdList: Array.from({ length: 100 }, () => "ug-design") }],
  ])("accepts %s", async (_name, fields) => {
    expect((await create([{ ...alice, ...fields }])).FailedUsers).toEqual([]);
  });

  test.each<[string, Fields, string]>([
    ["a name of 2", { EndUserId: "ab" }, "InvalidUsername"],
    ["a name of 25", { EndUserId: "x".repeat(25) }, "InvalidUsername"],
    ["an upper-case name", { EndUserId: "Alice" }, "InvalidUsername"],
    ["a name with a hyphen", { EndUserId: "al-ice" }, "InvalidUsername"],
    ["neither e-mail nor phone", { Email: "" }, "InvalidContact"],
    ["a broken e-mail", { Email: "alice@" }, "InvalidEmail"],
    ["a phone with a country code", { Phone: "+8613812345678" }, "InvalidPhone"],
    ["a password of 9", { Password: "Abcdefgh1" }, "InvalidPassword"],
    ["a password of two classes", { Password: "abcdefghi1" }, "InvalidPassword"],
    ["a password with a space", { Password: "Abcdefgh 1" }, "InvalidPassword"],
    ["an unknown owner type", { OwnerType: "Admin" }, "InvalidOwnerType"],
    ["an unknown organisation", { OrgId: "org-x" }, "InvalidOrgId"],
    ["an unknown group", { GroupIdList: ["ug-x"] }, "InvalidGroupId"],
    ["101 groups", { GroupIdList: Array.from({ length: 101 }, () => "ug-design") }, "InvalidGroupIdList"],
  ])("refuses %s for that user alone", async (_name, fields, code) => {
    const { CreatedUsers, FailedUsers } = await create([{ ...alice, ...fields }, bob]);
    expect(CreatedUsers).toMatchObject([{ EndUserId: "bob" }]);
    expect(FailedUsers).toMatchObject([{ ErrorCode: code, ErrorMessage: expect.any(String) }]);
  });

  test.each<[string, Fields, string]>([
    ["101 users", { form: { Users: Array.from({ length: 101 }, (_, index) => ({ EndUserId: `user_${index}`, Phone: "13800000000" })) } }, "InvalidParameter"],
    ["no users", { form: {} }, "MissingUsers"],
    ["PasswordExpireDays of 29", { query: { PasswordExpireDays: "29" } }, "InvalidPasswordExpireDays"],
    ["PasswordExpireDays of 366", { query: { PasswordExpireDays: "366" } }, "InvalidPasswordExpireDays"],
    ["IsLocalAdmin that is no boolean", { query: { IsLocalAdmin: "yes" } }, "InvalidIsLocalAdmin"],
    ["AutoLockTime with a T", { query: { AutoLockTime: "2030-01-01T00:00:00" } }, "InvalidAutoLockTime"],
    ["AutoLockTime on 31 April", { query: { AutoLockTime: "2030-04-31 00:00:00" } }, "InvalidAutoLockTime"],
    ["a weak batch password", { form: { Users: [alice], Password: "weak" } }, "InvalidPassword"],
  ])("refuses the whole call for %s", async (_name, parameters, code) => {
    const answer = await call("CreateUsers", { form: { Users: [alice] }, ...parameters });
    expect(answer).toMatchObject({ status: 400, body: { Code: code, HostId: "eds-user.cn-shanghai.aliyuncs.com", Recommend: expect.any(String), RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/) } });
    expect(await stored("alice")).toBeUndefined();
  });

  test("100 users at PasswordExpireDays 365 are accepted, with the request id in header and body", async () => {
    const users = Array.from({ length: 100 }, (_, index) => ({ EndUserId: `user_${index}`, Phone: "13800000000" }));
    const { headers, body } = await call("CreateUsers", { query: { PasswordExpireDays: "365" }, form: { Users: users } });
    expect(body).toMatchObject({ AllSucceed: true });
    expect(headers["x-acs-request-id"]).toBe(body["RequestId"]);
  });
});

describe("reading", () => {
  const names = Array.from({ length: 25 }, (_, index) => `user_${String(index).padStart(2, "0")}`);
  beforeEach(() => create(names.map((EndUserId, index) => ({ EndUserId, Phone: "13800000000", OrgId: index < 5 ? "org-design" : "org-sales", GroupIdList: index < 3 ? ["ug-oncall"] : [] }))));

  async function pages(action: string, place: "query" | "form", parameters: Fields): Promise<string[][]> {
    const result: string[][] = [];
    for (let token: unknown = ""; token !== undefined; ) {
      const { body } = await call(action, { query: { MaxResults: 10, ...(token === "" ? {} : { NextToken: token }), ...(place === "query" ? parameters : {}) }, ...(place === "form" ? { form: parameters } : {}) });
      result.push((body["Users"] as { EndUserId: string }[]).map(({ EndUserId }) => EndUserId));
      token = body["NextToken"];
    }
    return result;
  }

  test("DescribeUsers pages through everybody once", async () => {
    const seen = await pages("DescribeUsers", "form", {});
    expect(seen.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(seen.flat()).toEqual(names);
  });

  test("DescribeUsers filters, and a missing user is just absent", async () => {
    const count = async (query: Fields, form: Fields = {}): Promise<unknown> => (await call("DescribeUsers", { query, form })).body["Count"];
    expect(await count({ Filter: "user_1*" })).toBe(10);
    expect(await count({ Filter: "r_2" })).toBe(5);
    expect(await count({ FilterMap: '{"EndUserId":"user_01"}' })).toBe(1);
    expect(await count({}, { OrgId: "org-design" })).toBe(5);
    expect(await count({}, { OrgId: "org-aliyun-wy-org-id" })).toBe(0);
    expect(await count({}, { OrgId: "org-aliyun-wy-org-id", IsQueryAllSubOrgs: true })).toBe(25);
    expect(await count({}, { GroupId: "ug-oncall" })).toBe(3);
    expect(await count({}, { ExcludeGroupId: "ug-oncall" })).toBe(22);
    expect(await count({}, { EndUserIds: ["user_03", "nobody", "user_03"] })).toBe(1);
    expect(await count({}, { ExcludeEndUserIds: ["user_03"] })).toBe(24);
    expect(await count({}, { Status: 9 })).toBe(0);
  });

  test("FilterUsers treats a page above 100 as 100 and orders as asked, newest first unless asked", async () => {
    await create(Array.from({ length: 90 }, (_, index) => ({ EndUserId: `more_${index}`, Phone: "13800000000" })));
    const { body } = await call("FilterUsers", { query: { MaxResults: 200 } });
    expect(body["Users"]).toHaveLength(100);
    expect(body).not.toHaveProperty("Count");
    expect((body["Users"] as Fields[])[0]).toMatchObject({ EndUserId: "more_89" });
    const ascending = await pages("FilterUsers", "query", { Filter: "user_", OrderParam: '{"OrderField":"EndUserId","OrderType":"ASC"}' });
    expect(ascending.flat()).toEqual(names);
    const descending = await pages("FilterUsers", "query", { Filter: "user_", OrderParam: '{"OrderField":"EndUserId","OrderType":"DESC"}' });
    expect(descending.flat()).toEqual([...names].reverse());
  });

  test.each<[string, Fields, string]>([
    ["MaxResults of 501", { query: { MaxResults: 501 } }, "InvalidMaxResults"],
    ["MaxResults of 0", { query: { MaxResults: 0 } }, "InvalidMaxResults"],
    ["a token of somebody else", { query: { NextToken: "abc" } }, "InvalidNextToken"],
    ["501 names", { form: { EndUserIds: Array.from({ length: 501 }, (_, index) => `u${index}`) } }, "InvalidEndUserIds"],
    ["a FilterMap that is no JSON", { query: { FilterMap: "{" } }, "InvalidFilterMap"],
  ])("DescribeUsers refuses %s", async (_name, parameters, code) => {
    expect(await call("DescribeUsers", parameters)).toMatchObject({ status: 400, body: { Code: code } });
  });

  test("GetUsersCount counts", async () => {
    expect((await call("GetUsersCount", {})).body).toMatchObject({ UserCount: 25, MaxUserNumber: 50_000, GroupCount: 11, OrgCount: 8 });
  });
});

describe("changing", () => {
  beforeEach(() => create([alice, bob]));

  test("ModifyUser changes e-mail and phone, keeps what is not sent, clears what is sent empty", async () => {
    await call("ModifyUser", { query: { EndUserId: "alice", Phone: "13911111111" } });
    expect(await describeOne("alice")).toMatchObject({ Email: "alice@example.com", Phone: "13911111111" });
    await call("ModifyUser", { query: { EndUserId: "alice", Email: "" } });
    expect(await describeOne("alice")).not.toHaveProperty("Email");
  });

  test("a user-activated user stays reachable, an administrator-activated one need not", async () => {
    expect(await call("ModifyUser", { query: { EndUserId: "alice", Email: "" } })).toMatchObject({ status: 400, body: { Code: "InvalidContact" } });
    expect((await call("ModifyUser", { query: { EndUserId: "bob", Phone: "" } })).status).toBe(200);
  });

  test("ChangeUserPassword sets a password on administrator-activated users only", async () => {
    expect((await call("ChangeUserPassword", { form: { EndUserId: "bob", NewPassword: PASSWORD } })).status).toBe(200);
    expect(matchesPassword(String((await stored("bob"))?.["PasswordHash"]), PASSWORD)).toBe(true);
    expect(await call("ChangeUserPassword", { form: { EndUserId: "alice", NewPassword: PASSWORD } })).toMatchObject({ status: 400, body: { Code: "InvalidOwnerType" } });
    expect(await call("ChangeUserPassword", { form: { EndUserId: "bob", NewPassword: "weak" } })).toMatchObject({ status: 400, body: { Code: "InvalidPassword" } });
  });

  test("ResetUserPassword mails; who has no address fails alone", async () => {
    const { body } = await call("ResetUserPassword", { form: { Users: ["alice", "bob", "nobody"], NotifyType: 1 } });
    expect(body["ResetUsersResult"]).toMatchObject({ ResetUsers: ["alice"], FailedUsers: [{ EndUserId: "bob", ErrorCode: "InvalidEmail" }, { EndUserId: "nobody", ErrorCode: "InvalidUsername" }] });
    expect(await stored("alice")).toHaveProperty("PasswordResetMailTime");
  });

  test("BatchSetDesktopManager switches the local administrator, for all or none", async () => {
    await call("BatchSetDesktopManager", { form: { Users: ["alice", "bob"] } });
    expect(await describeOne("bob")).toMatchObject({ EnableAdminAccess: true });
    expect(await call("BatchSetDesktopManager", { form: { Users: ["alice", "nobody"], IsDesktopManager: "0" } })).toMatchObject({ status: 400, body: { Code: "InvalidUsername" } });
    expect(await describeOne("alice")).toMatchObject({ EnableAdminAccess: true });
    await call("BatchSetDesktopManager", { form: { Users: ["alice"], IsDesktopManager: "0" } });
    expect(await describeOne("alice")).toMatchObject({ EnableAdminAccess: false });
  });

  test("LockUsers and UnlockUsers report each user, and unlocking sets or drops the lock time", async () => {
    const locked = await call("LockUsers", { query: { LogoutSession: true }, form: { Users: ["alice", "nobody"] } });
    expect(locked.body["LockUsersResult"]).toMatchObject({ LockedUsers: ["alice"], FailedUsers: [{ EndUserId: "nobody", ErrorCode: "InvalidUsername" }] });
    expect(await describeOne("alice")).toMatchObject({ Status: 9 });
    await call("UnlockUsers", { query: { AutoLockTime: "2000-01-01 00:00:00" }, form: { Users: ["alice"] } });
    expect(await describeOne("alice")).toMatchObject({ Status: 9 });
    const unlocked = await call("UnlockUsers", { form: { Users: ["alice"] } });
    expect(unlocked.body["UnlockUsersResult"]).toEqual({ UnlockedUsers: ["alice"], FailedUsers: [] });
    expect(await describeOne("alice")).toMatchObject({ Status: 0 });
    expect(await stored("alice")).not.toHaveProperty("AutoLockTime");
  });

  test("an organisation move, group joins and quits", async () => {
    await call("MoveUserOrg", { form: { EndUserIds: ["alice"], OrgId: "org-sales" } });
    await call("UserBatchJoinGroup", { form: { EndUserIds: ["alice", "bob"], GroupId: "ug-sales" } });
    await call("UserBatchJoinGroup", { form: { EndUserIds: ["alice"], GroupId: "ug-sales" } });
    await call("UserBatchQuitGroup", { form: { EndUserIds: ["bob"], GroupId: "ug-sales" } });
    expect(await describeOne("alice")).toMatchObject({ OrgId: "org-sales", Groups: [{ GroupId: "ug-sales" }] });
    expect(await describeOne("bob")).toMatchObject({ Groups: [] });
    const members = await call("DescribeGroupUser", { query: { GroupId: "ug-sales" } });
    expect(members.body["Users"]).toMatchObject([{ EndUserId: "alice", NickName: "alice" }]);
  });

  test.each<[string, Fields, string]>([
    ["MoveUserOrg", { EndUserIds: ["alice"], OrgId: "org-x" }, "InvalidOrgId"],
    ["MoveUserOrg", { EndUserIds: Array.from({ length: 101 }, () => "alice"), OrgId: "org-sales" }, "InvalidEndUserIds"],
    ["MoveUserOrg", { EndUserIds: ["nobody"], OrgId: "org-sales" }, "InvalidUsername"],
    ["UserBatchJoinGroup", { EndUserIds: ["alice"], GroupId: "ug-x" }, "InvalidGroupId"],
    ["UserBatchJoinGroup", { GroupId: "ug-sales" }, "MissingEndUserIds"],
    ["LockUsers", { Users: Array.from({ length: 501 }, () => "alice") }, "InvalidUsers"],
    ["RemoveUsers", { Users: Array.from({ length: 501 }, () => "alice") }, "InvalidUsers"],
    ["ResetUserPassword", { Users: Array.from({ length: 101 }, () => "alice") }, "InvalidUsers"],
  ])("%s refuses %j", async (action, form, code) => {
    expect(await call(action, { form })).toMatchObject({ status: 400, body: { Code: code } });
  });

  test("RemoveUsers removes whom it finds and names whom it does not", async () => {
    const { body } = await call("RemoveUsers", { form: { Users: ["alice", "nobody"] } });
    expect(body["RemoveUsersResult"]).toMatchObject({ RemovedUsers: ["alice"], FailedUsers: [{ EndUserId: "nobody", ErrorCode: "InvalidUsername" }] });
    expect(await describeOne("alice")).toBeUndefined();
    expect((await create([alice])).FailedUsers).toEqual([]);
  });
});

describe("organisations and groups", () => {
  test("a group's life", async () => {
    const { body } = await call("CreateGroup", { query: { GroupName: "Readers", Description: "d" } });
    const GroupId = body["GroupId"];
    expect(await call("CreateGroup", { query: { GroupName: "Readers" } })).toMatchObject({ status: 400, body: { Code: "ExistedGroupName" } });
    await create([{ ...alice, GroupIdList: [GroupId, "ug-sales"] }]);
    await call("ModifyGroup", { query: { GroupId, NewGroupName: "Writers" } });
    expect((await call("DescribeGroups", { query: { GroupId } })).body).toMatchObject({ Count: 1, Groups: [{ GroupName: "Writers", Description: "d", UserCount: 1 }] });
    expect((await call("DescribeGroups", { query: { PageSize: 5, PageNumber: 3 } })).body["Groups"]).toHaveLength(2);
    expect((await call("RemoveGroup", { query: { GroupId } })).status).toBe(200);
    expect(await describeOne("alice")).toMatchObject({ Groups: [{ GroupId: "ug-sales" }] });
  });

  test("an organisation's life", async () => {
    const { body } = await call("CreateOrg", { query: { OrgName: "Research", ParentOrgId: "org-engineering" } });
    const OrgId = body["OrgId"];
    await call("ModifyOrg", { query: { OrgId, OrgName: "Labs" } });
    expect((await call("DescribeOrgs", { query: { ParentOrgId: "org-engineering" } })).body["Orgs"]).toMatchObject([{ OrgId, OrgName: "Labs", OrgNamePath: "Rollcall/Engineering/Labs", AccessType: "MANAGEABLE" }]);
    await create([{ ...alice, OrgId }]);
    expect(await call("RemoveOrg", { form: { OrgId } })).toMatchObject({ status: 400, body: { Code: "OrgNotEmpty" } });
    await call("RemoveUsers", { form: { Users: ["alice"] } });
    expect((await call("RemoveOrg", { form: { OrgId } })).status).toBe(200);
    expect(await call("RemoveOrg", { form: { OrgId: "org-aliyun-wy-org-id" } })).toMatchObject({ status: 400 });
  });
});

test("drift edits and removes behind the provider's back", async () => {
  await create([alice]);
  const drift = async (body: Fields) => (await fetch(`${emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify({ service: "eds", ...body }) })).status;
  expect(await drift({ user: "alice", set: { Email: "other@example.com", Status: 9, GroupIdList: ["ug-sales"], RealNickName: null } })).toBe(204);
  expect(await describeOne("alice")).toMatchObject({ Email: "other@example.com", Status: 9, Groups: [{ GroupId: "ug-sales" }] });
  expect(await drift({ user: "alice", set: { Nonsense: 1 } })).toBe(400);
  expect(await drift({ user: "alice" })).toBe(400);
  expect(await drift({ user: "nobody", remove: true })).toBe(404);
  expect(await drift({ user: "alice", remove: true })).toBe(204);
  expect(await describeOne("alice")).toBeUndefined();
});
