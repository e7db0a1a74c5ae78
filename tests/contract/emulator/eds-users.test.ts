import { matchesPassword } from "../../../emulator/passwords";
import { alice, bob, PASSWORD, startEds, type EdsWorld, type Fields } from "./eds-world";

let world: EdsWorld;
beforeEach(async () => {
  world = await startEds();
});
afterEach(() => world.emulator.close());

describe("reading", () => {
  const names = Array.from({ length: 25 }, (_, index) => `user_${String(index).padStart(2, "0")}`);
  beforeEach(() =>
    world.create(
      names.map((EndUserId, index) => ({
        EndUserId,
        Phone: "13800000000",
        OrgId: index < 5 ? "org-design" : "org-sales",
        GroupIdList: index < 3 ? ["ug-oncall"] : [],
      })),
    ),
  );

  async function pages(action: string, place: "query" | "form", parameters: Fields): Promise<string[][]> {
    const result: string[][] = [];
    for (let token: unknown = ""; token !== undefined;) {
      const { body } = await world.call(action, {
        query: { MaxResults: 10, ...(token === "" ? {} : { NextToken: token }), ...(place === "query" ? parameters : {}) },
        ...(place === "form" ? { form: parameters } : {}),
      });
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
    const count = async (query: Fields, form: Fields = {}): Promise<unknown> =>
      (await world.call("DescribeUsers", { query, form })).body["Count"];
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
    await world.create(Array.from({ length: 90 }, (_, index) => ({ EndUserId: `more_${index}`, Phone: "13800000000" })));
    const { body } = await world.call("FilterUsers", { query: { MaxResults: 200 } });
    expect(body["Users"]).toHaveLength(100);
    expect(body).not.toHaveProperty("Count");
    expect((body["Users"] as Fields[])[0]).toMatchObject({ EndUserId: "more_89" });
    const ascending = await pages("FilterUsers", "query", { Filter: "user_", OrderParam: '{"OrderField":"EndUserId","OrderType":"ASC"}' });
    expect(ascending.flat()).toEqual(names);
    const descending = await pages("FilterUsers", "query", {
      Filter: "user_",
      OrderParam: '{"OrderField":"EndUserId","OrderType":"DESC"}',
    });
    expect(descending.flat()).toEqual([...names].reverse());
  });

  test.each<[string, Fields, string]>([
    ["MaxResults of 501", { query: { MaxResults: 501 } }, "InvalidMaxResults"],
    ["MaxResults of 0", { query: { MaxResults: 0 } }, "InvalidMaxResults"],
    ["a token of somebody else", { query: { NextToken: "abc" } }, "InvalidNextToken"],
    ["501 names", { form: { EndUserIds: Array.from({ length: 501 }, (_, index) => `u${index}`) } }, "InvalidEndUserIds"],
    ["a FilterMap that is no JSON", { query: { FilterMap: "{" } }, "InvalidFilterMap"],
  ])("DescribeUsers refuses %s", async (_name, parameters, code) => {
    expect(await world.call("DescribeUsers", parameters)).toMatchObject({ status: 400, body: { Code: code } });
  });

  test("GetUsersCount counts", async () => {
    expect((await world.call("GetUsersCount", {})).body).toMatchObject({
      UserCount: 25,
      MaxUserNumber: 50_000,
      GroupCount: 11,
      OrgCount: 8,
    });
  });
});

describe("changing", () => {
  beforeEach(() => world.create([alice, bob]));

  test("ModifyUser changes e-mail and phone, keeps what is not sent, clears what is sent empty", async () => {
    await world.call("ModifyUser", { query: { EndUserId: "alice", Phone: "13911111111" } });
    expect(await world.describeOne("alice")).toMatchObject({ Email: "alice@example.com", Phone: "13911111111" });
    await world.call("ModifyUser", { query: { EndUserId: "alice", Email: "" } });
    expect(await world.describeOne("alice")).not.toHaveProperty("Email");
  });

  test("a user-activated user stays reachable, an administrator-activated one need not", async () => {
    expect(await world.call("ModifyUser", { query: { EndUserId: "alice", Email: "" } })).toMatchObject({
      status: 400,
      body: { Code: "InvalidContact" },
    });
    expect((await world.call("ModifyUser", { query: { EndUserId: "bob", Phone: "" } })).status).toBe(200);
  });

  test("ChangeUserPassword sets a password on administrator-activated users only", async () => {
    expect((await world.call("ChangeUserPassword", { form: { EndUserId: "bob", NewPassword: PASSWORD } })).status).toBe(200);
    expect(matchesPassword(String((await world.stored("bob"))?.["PasswordHash"]), PASSWORD)).toBe(true);
    expect(await world.call("ChangeUserPassword", { form: { EndUserId: "alice", NewPassword: PASSWORD } })).toMatchObject({
      status: 400,
      body: { Code: "InvalidOwnerType" },
    });
    expect(await world.call("ChangeUserPassword", { form: { EndUserId: "bob", NewPassword: "weak" } })).toMatchObject({
      status: 400,
      body: { Code: "InvalidPassword" },
    });
  });

  test("ResetUserPassword mails; who has no address fails alone", async () => {
    const { body } = await world.call("ResetUserPassword", { form: { Users: ["alice", "bob", "nobody"], NotifyType: 1 } });
    expect(body["ResetUsersResult"]).toMatchObject({
      ResetUsers: ["alice"],
      FailedUsers: [
        { EndUserId: "bob", ErrorCode: "InvalidEmail" },
        { EndUserId: "nobody", ErrorCode: "InvalidUsername" },
      ],
    });
    expect(await world.stored("alice")).toHaveProperty("PasswordResetMailTime");
  });

  test("BatchSetDesktopManager switches the local administrator, for all or none", async () => {
    await world.call("BatchSetDesktopManager", { form: { Users: ["alice", "bob"] } });
    expect(await world.describeOne("bob")).toMatchObject({ EnableAdminAccess: true });
    expect(await world.call("BatchSetDesktopManager", { form: { Users: ["alice", "nobody"], IsDesktopManager: "0" } })).toMatchObject({
      status: 400,
      body: { Code: "InvalidUsername" },
    });
    expect(await world.describeOne("alice")).toMatchObject({ EnableAdminAccess: true });
    await world.call("BatchSetDesktopManager", { form: { Users: ["alice"], IsDesktopManager: "0" } });
    expect(await world.describeOne("alice")).toMatchObject({ EnableAdminAccess: false });
  });

  test("LockUsers and UnlockUsers report each user, and unlocking sets or drops the lock time", async () => {
    const locked = await world.call("LockUsers", { query: { LogoutSession: true }, form: { Users: ["alice", "nobody"] } });
    expect(locked.body["LockUsersResult"]).toMatchObject({
      LockedUsers: ["alice"],
      FailedUsers: [{ EndUserId: "nobody", ErrorCode: "InvalidUsername" }],
    });
    expect(await world.describeOne("alice")).toMatchObject({ Status: 9 });
    await world.call("UnlockUsers", { query: { AutoLockTime: "2000-01-01 00:00:00" }, form: { Users: ["alice"] } });
    expect(await world.describeOne("alice")).toMatchObject({ Status: 9 });
    const unlocked = await world.call("UnlockUsers", { form: { Users: ["alice"] } });
    expect(unlocked.body["UnlockUsersResult"]).toEqual({ UnlockedUsers: ["alice"], FailedUsers: [] });
    expect(await world.describeOne("alice")).toMatchObject({ Status: 0 });
    expect(await world.stored("alice")).not.toHaveProperty("AutoLockTime");
  });

  test("an organisation move, group joins and quits", async () => {
    await world.call("MoveUserOrg", { form: { EndUserIds: ["alice"], OrgId: "org-sales" } });
    await world.call("UserBatchJoinGroup", { form: { EndUserIds: ["alice", "bob"], GroupId: "ug-sales" } });
    await world.call("UserBatchJoinGroup", { form: { EndUserIds: ["alice"], GroupId: "ug-sales" } });
    await world.call("UserBatchQuitGroup", { form: { EndUserIds: ["bob"], GroupId: "ug-sales" } });
    expect(await world.describeOne("alice")).toMatchObject({ OrgId: "org-sales", Groups: [{ GroupId: "ug-sales" }] });
    expect(await world.describeOne("bob")).toMatchObject({ Groups: [] });
    const members = await world.call("DescribeGroupUser", { query: { GroupId: "ug-sales" } });
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
    expect(await world.call(action, { form })).toMatchObject({ status: 400, body: { Code: code } });
  });

  test("RemoveUsers removes whom it finds and names whom it does not", async () => {
    const { body } = await world.call("RemoveUsers", { form: { Users: ["alice", "nobody"] } });
    expect(body["RemoveUsersResult"]).toMatchObject({
      RemovedUsers: ["alice"],
      FailedUsers: [{ EndUserId: "nobody", ErrorCode: "InvalidUsername" }],
    });
    expect(await world.describeOne("alice")).toBeUndefined();
    expect((await world.create([alice])).FailedUsers).toEqual([]);
  });
});

describe("organisations and groups", () => {
  test("a group's life", async () => {
    const { body } = await world.call("CreateGroup", { query: { GroupName: "Readers", Description: "d" } });
    const GroupId = body["GroupId"];
    await world.create([{ ...alice, GroupIdList: [GroupId, "ug-sales"] }]);
    await world.call("ModifyGroup", { query: { GroupId, NewGroupName: "Writers" } });
    expect((await world.call("DescribeGroups", { query: { GroupId } })).body).toMatchObject({
      Count: 1,
      Groups: [{ GroupName: "Writers", Description: "d", UserCount: 1 }],
    });
    expect((await world.call("DescribeGroups", { query: { PageSize: 5, PageNumber: 3 } })).body["Groups"]).toHaveLength(2);
    expect((await world.call("RemoveGroup", { query: { GroupId } })).status).toBe(200);
    expect(await world.describeOne("alice")).toMatchObject({ Groups: [{ GroupId: "ug-sales" }] });
  });

  test("an organisation's life", async () => {
    const { body } = await world.call("CreateOrg", { query: { OrgName: "Research", ParentOrgId: "org-engineering" } });
    const OrgId = body["OrgId"];
    await world.call("ModifyOrg", { query: { OrgId, OrgName: "Labs" } });
    expect((await world.call("DescribeOrgs", { query: { ParentOrgId: "org-engineering" } })).body["Orgs"]).toMatchObject([
      { OrgId, OrgName: "Labs", OrgNamePath: "Rollcall/Engineering/Labs", AccessType: "MANAGEABLE" },
    ]);
    await world.create([{ ...alice, OrgId }]);
    expect(await world.call("RemoveOrg", { form: { OrgId } })).toMatchObject({ status: 400, body: { Code: "OrgNotEmpty" } });
    await world.call("RemoveUsers", { form: { Users: ["alice"] } });
    expect((await world.call("RemoveOrg", { form: { OrgId } })).status).toBe(200);
    expect(await world.call("RemoveOrg", { form: { OrgId: "org-aliyun-wy-org-id" } })).toMatchObject({ status: 400 });
  });
});

test("drift edits and removes behind the provider's back", async () => {
  await world.create([alice]);
  const drift = async (body: Fields) =>
    (await fetch(`${world.emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify({ service: "eds", ...body }) }))
      .status;
  expect(
    await drift({ user: "alice", set: { Email: "other@example.com", Status: 9, GroupIdList: ["ug-sales"], RealNickName: null } }),
  ).toBe(204);
  expect(await world.describeOne("alice")).toMatchObject({ Email: "other@example.com", Status: 9, Groups: [{ GroupId: "ug-sales" }] });
  expect(await drift({ user: "alice", set: { Nonsense: 1 } })).toBe(400);
  expect(await drift({ user: "alice" })).toBe(400);
  expect(await drift({ user: "nobody", remove: true })).toBe(404);
  expect(await drift({ user: "alice", remove: true })).toBe(204);
  expect(await world.describeOne("alice")).toBeUndefined();
});
