import { matchesPassword } from "../../../emulator/passwords";
import { alice, bob, PASSWORD, startEds, type EdsWorld, type Fields } from "./eds-world";

let world: EdsWorld;
beforeEach(async () => {
  world = await startEds();
});
afterEach(() => world.emulator.close());

describe("CreateUsers", () => {
  test("keeps every field, and the reads show each where the pages say", async () => {
    const user = {
      ...alice,
      Phone: "13812345678",
      Password: PASSWORD,
      OwnerType: "CreateFromManager",
      OrgId: "org-design",
      Remark: "remark1",
      RealNickName: "Bean 豆",
      GroupIdList: ["ug-design", "ug-oncall"],
    };
    const { CreatedUsers } = await world.create([user], {
      IsLocalAdmin: true,
      AutoLockTime: "2099-11-28 00:00:00",
      PasswordExpireDays: "30",
      BusinessChannel: "ENTERPRISE",
    });
    expect(CreatedUsers).toEqual([
      { EndUserId: "alice", Email: "alice@example.com", Phone: "13812345678", Remark: "remark1", RealNickName: "Bean 豆" },
    ]);
    expect(await world.describeOne("alice")).toEqual({
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
      Groups: [
        { GroupId: "ug-design", GroupName: "Design" },
        { GroupId: "ug-oncall", GroupName: "On call" },
      ],
      Properties: [],
      PasswordExpireDays: 30,
      PasswordExpireRestDays: 30,
    });
    const filtered = await world.call("FilterUsers", { query: { IncludeEndUserIds: ["alice"], IncludeOrgInfo: true } });
    expect(filtered.body["Users"]).toMatchObject([{ AutoLockTime: "2099-11-28 00:00:00", OrgList: [{ OrgId: "org-design" }] }]);
    const one = await world.call("DescribeUser", { query: { EndUserId: "alice" } });
    expect(one.body["User"]).toMatchObject({ OrgIds: ["org-design"], OrgPaths: ["Rollcall/Design"], NickName: "Bean 豆" });
    expect(one.body["User"]).not.toHaveProperty("OwnerType");
    const record = await world.stored("alice");
    expect(matchesPassword(String(record?.["PasswordHash"]), PASSWORD)).toBe(true);
    expect(JSON.stringify(record)).not.toContain(PASSWORD);
  });

  test("has the documented defaults", async () => {
    await world.create([alice]);
    expect(await world.describeOne("alice")).toMatchObject({
      OwnerType: "Normal",
      OrgId: "org-aliyun-wy-org-id",
      Status: 0,
      EnableAdminAccess: false,
      Groups: [],
      NickName: "alice",
    });
    expect(await world.describeOne("alice")).not.toHaveProperty("PasswordExpireDays");
  });

  test("the user's own password wins over the batch's", async () => {
    await world.create([{ ...alice, Password: "Own-Passw0rd" }, bob], {}, { Password: "Batch-Passw0rd" });
    expect(matchesPassword(String((await world.stored("alice"))?.["PasswordHash"]), "Own-Passw0rd")).toBe(true);
    expect(matchesPassword(String((await world.stored("bob"))?.["PasswordHash"]), "Batch-Passw0rd")).toBe(true);
  });

  test("a name twice in one batch: the first is created, the second exists", async () => {
    const { CreatedUsers, FailedUsers } = await world.create([alice, { ...alice, Email: "other@example.com" }]);
    expect(CreatedUsers).toHaveLength(1);
    expect(FailedUsers).toEqual([
      {
        EndUserId: "alice",
        Email: "other@example.com",
        ErrorCode: "ExistedEndUserId",
        ErrorMessage: "The username alice is used by another user.",
      },
    ]);
  });

  test.each<[string, Fields]>([
    ["a name of 3", { EndUserId: "a_1" }],
    ["a name of 24", { EndUserId: "x".repeat(24) }],
    ["a phone alone", { Email: "", Phone: "13812345678" }],
    ["a password of 10 with three classes", { Password: "Abcdefghi1" }],
    ["100 groups that repeat", { GroupIdList: Array.from({ length: 100 }, () => "ug-design") }],
  ])("accepts %s", async (_name, fields) => {
    expect((await world.create([{ ...alice, ...fields }])).FailedUsers).toEqual([]);
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
    const { CreatedUsers, FailedUsers } = await world.create([{ ...alice, ...fields }, bob]);
    expect(CreatedUsers).toMatchObject([{ EndUserId: "bob" }]);
    expect(FailedUsers).toMatchObject([{ ErrorCode: code, ErrorMessage: expect.any(String) }]);
  });

  test.each<[string, Fields, string]>([
    [
      "101 users",
      { form: { Users: Array.from({ length: 101 }, (_, index) => ({ EndUserId: `user_${index}`, Phone: "13800000000" })) } },
      "InvalidParameter",
    ],
    ["no users", { form: {} }, "MissingUsers"],
    ["PasswordExpireDays of 29", { query: { PasswordExpireDays: "29" } }, "InvalidPasswordExpireDays"],
    ["PasswordExpireDays of 366", { query: { PasswordExpireDays: "366" } }, "InvalidPasswordExpireDays"],
    ["IsLocalAdmin that is no boolean", { query: { IsLocalAdmin: "yes" } }, "InvalidIsLocalAdmin"],
    ["AutoLockTime with a T", { query: { AutoLockTime: "2030-01-01T00:00:00" } }, "InvalidAutoLockTime"],
    ["AutoLockTime on 31 April", { query: { AutoLockTime: "2030-04-31 00:00:00" } }, "InvalidAutoLockTime"],
    ["a weak batch password", { form: { Users: [alice], Password: "weak" } }, "InvalidPassword"],
  ])("refuses the whole call for %s", async (_name, parameters, code) => {
    const answer = await world.call("CreateUsers", { form: { Users: [alice] }, ...parameters });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        Code: code,
        HostId: "eds-user.cn-shanghai.aliyuncs.com",
        Recommend: expect.any(String),
        RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      },
    });
    expect(await world.stored("alice")).toBeUndefined();
  });

  test("100 users at PasswordExpireDays 365 are accepted, with the request id in header and body", async () => {
    const users = Array.from({ length: 100 }, (_, index) => ({ EndUserId: `user_${index}`, Phone: "13800000000" }));
    const { headers, body } = await world.call("CreateUsers", { query: { PasswordExpireDays: "365" }, form: { Users: users } });
    expect(body).toMatchObject({ AllSucceed: true });
    expect(headers["x-acs-request-id"]).toBe(body["RequestId"]);
  });
});
