import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { demoGroup } from "../../../emulator/cloudidentity/furnish";
import { cloudidentityWorld, refusal } from "./cloudidentity-client";

function peopled() {
  const world = cloudidentityWorld();
  const ids = [world.create("bob", { DisplayName: "Robert" }), world.create("bob2"), world.create("carol", { DisplayName: "bobcat" })];
  cloudidentity.drift(world.world.tables, "carol", { set: { Source: "Sync" } }, world.world.now);
  return { ...world, ids };
}

test.each([
  [{}, ["bob", "bob2", "carol"]],
  [{ QueryString: "bob" }, ["bob", "bob2", "carol"]],
  [{ QueryString: "Rob" }, ["bob"]],
  [{ QueryString: "zed" }, []],
  [{ UserName: "bob" }, ["bob"]],
  [{ UserName: "bo" }, []],
  [{ Source: "Sync" }, ["carol"]],
  [{ Source: "Manual", QueryString: "2" }, ["bob2"]],
  [{ PageNumber: 2, PageSize: 2 }, ["carol"]],
  [{ PageNumber: 3, PageSize: 2 }, []],
])("ListUsers with %j lists %j", (parameters, expected) => {
  const { call, result } = peopled();
  const users = result(call("ListUsers", parameters))["Users"] as { UserName: string }[];
  expect(users.map((user) => user.UserName)).toEqual(expected);
});

test("ListUsers says the page and the total, and shows users as GetUser does", () => {
  const { get, result, read, ids } = peopled();
  expect(result(get("ListUsers", { PageNumber: "1", PageSize: "1", QueryString: "bob" }))).toEqual({
    PageNumber: 1,
    PageSize: 1,
    Total: 3,
    Users: [read(ids[0] ?? "")],
  });
});

test("without a page size ten come", () => {
  const { call, create, result } = cloudidentityWorld();
  for (let index = 0; index < 11; index += 1) create(`u${index}`);
  expect(result(call("ListUsers"))).toMatchObject({ PageNumber: 1, PageSize: 10, Total: 11, Users: { length: 10 } });
});

test("ListUsers finds those whom a synchronisation placed in a department", () => {
  const { world, call, result, create } = cloudidentityWorld();
  const ids = ["alice", "bob"].map((name) => create(name));
  cloudidentity.drift(world.tables, "bob", { set: { Source: "Sync", DepartmentId: "dep-7" } }, world.now);
  const found = (DepartmentId: string) =>
    (result(call("ListUsers", { DepartmentId }))["Users"] as { UserId: string }[]).map(({ UserId }) => UserId);
  expect([found("dep-7"), found("dep-8"), found("")]).toEqual([[ids[1]], [], ids]);
});

test("ListUsers refuses a source that is none", () => {
  expect(peopled().call("ListUsers", { Source: "manual" })).toMatchObject(refusal(400, "InvalidParam"));
});

describe("groups", () => {
  test("one is there from the start", () => {
    const { call, result } = cloudidentityWorld();
    expect(result(call("ListGroups"))).toMatchObject({ Total: 1, Groups: [{ GroupId: demoGroup.GroupId, GroupName: "staff" }] });
  });

  test("are created, read, changed, listed and deleted", () => {
    const { world, call, result } = cloudidentityWorld();
    const created = result(call("CreateGroup", { GroupName: "night", JoinType: "Auto", DisplayName: "Night", Description: "d" }));
    const GroupId = String(created["GroupId"]);
    expect(result(call("GetGroup", { GroupId }))).toEqual(created);
    expect(call("CreateGroup", { GroupName: "night", JoinType: "Auto" }).status).toBe(404);
    world.now += 1000;
    call("UpdateGroup", { GroupId, Description: "" });
    expect(result(call("GetGroup", { GroupId }))).toEqual({ ...created, Description: "", UpdatedTime: "2026-01-02T11:04:06+08:00" });
    expect(result(call("ListGroups", { JoinType: "Auto" }))).toMatchObject({ Total: 1, Groups: [{ GroupId }] });
    expect(result(call("ListGroups", { QueryString: "Nig" }))).toMatchObject({ Total: 1 });
    expect(call("DeleteGroup", { GroupId }).status).toBe(200);
    for (const action of ["GetGroup", "UpdateGroup", "DeleteGroup", "ListGroupMembers"])
      expect(call(action, { GroupId })).toMatchObject(refusal(404, "UserGroupNotFound"));
    expect(call("AddUserToGroup", { GroupId, UserId: "1" })).toMatchObject(refusal(404, "UserGroupNotFound"));
  });

  test("members come with the time of joining; adding and removing twice is harmless", () => {
    const { world, call, result, read, ids } = peopled();
    const [UserId = ""] = ids;
    const pair = { GroupId: demoGroup.GroupId, UserId };
    world.now += 1000;
    expect(call("AddUserToGroup", pair).status).toBe(200);
    world.now += 1000;
    expect(call("AddUserToGroup", pair).status).toBe(200);
    const page = { PageNumber: 1, PageSize: 10, Total: 1 };
    expect(result(call("ListGroupMembers", { GroupId: demoGroup.GroupId }))).toEqual({
      ...page,
      Members: [{ ...read(UserId), JoinTime: "2026-01-02T11:04:06+08:00" }],
    });
    expect(result(call("ListGroupMembers", { GroupId: demoGroup.GroupId, QueryString: "zed" }))).toMatchObject({ Total: 0 });
    for (let times = 0; times < 2; times += 1) expect(call("RemoveUserFromGroup", pair).status).toBe(200);
    expect(result(call("ListGroupMembers", { GroupId: demoGroup.GroupId }))).toMatchObject({ Total: 0, Members: [] });
  });
});

describe("the service itself", () => {
  test("is enabled, and says so again when asked to enable", () => {
    const { get, call, result } = cloudidentityWorld();
    expect(result(get("GetServiceStatus"))).toMatchObject({
      Instances: [{ Status: "Enabled", Region: "cn-beijing", CreatedTime: "2026-01-02T11:04:05+08:00" }],
    });
    expect(call("EnableService")).toMatchObject(refusal(409, "ServiceAlreadyEnabled"));
  });

  test("answers ServiceStatusException while disabled, and keeps its users", () => {
    const { get, call, create, result, read } = cloudidentityWorld();
    const UserId = create("bob");
    expect(call("DisableService").status).toBe(200);
    expect(call("CreateUser", { UserName: "carol" })).toMatchObject(
      refusal(400, "ServiceStatusException", "Can not perform action[CreateUser] when service is Disabled"),
    );
    expect(call("GetUser", { UserId })).toMatchObject(refusal(400, "ServiceStatusException"));
    expect(result(get("GetServiceStatus"))).toMatchObject({ Instances: [{ Status: "Disabled" }] });
    expect(call("EnableService").status).toBe(200);
    expect(read(UserId)["UserName"]).toBe("bob");
  });
});
