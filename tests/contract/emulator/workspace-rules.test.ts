import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspaceWorld } from "./workspace-client";

const bob = { user_name: "bob", user_email: "bob@example.com" };
const chars = (length: number): string => "x".repeat(length);
const mail = (length: number): string => `${chars(length - 12)}@example.com`;
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => index.toString(16).padStart(32, "0"));

type Case = readonly [rule: string, accepted: readonly unknown[], refused: readonly unknown[]];

const texts: readonly Case[] = [
  ["user_name", ["a", "7", chars(32), "a.b_c-d", "a-", "9"], ["", chars(33), ".a", "_a", "-a", "a.", "a_", "a b", "ä", 5]],
  ["user_email", [mail(64), "a@b.c"], [mail(65), "nobody", "a b@c.d", 5]],
  ["user_phone", ["+8613800000000", chars(20)], [chars(21), 138]],
  [
    "account_expires",
    ["0", "2027-01-02T03:04:05Z", "2027-01-02T03:04:05.678Z"],
    ["2027-01-02", "2027-01-02T03:04:05", "2027-13-02T03:04:05Z", "1798859045000", 0],
  ],
  ["active_type", ["USER_ACTIVATE"], ["user_activate", "", "ANY"]],
  ["enable_change_password", [true, false], ["true", 1]],
  ["next_login_change_password", [true, false], ["false", 0]],
  ["description", ["", chars(255), "人".repeat(255)], [chars(256), "人".repeat(256)]],
  ["alias_name", [chars(55)], [chars(56)]],
  ["enterprise_project_id", [chars(255)], [chars(256)]],
  ["user_info_map", [chars(255)], [chars(256)]],
  ["domain", [chars(255)], [chars(256)]],
  ["group_ids", [[demoGroups[0].id]], [[], chars(32), [5], [chars(56)], [""]]],
];

const each = (cases: readonly Case[], pick: 1 | 2) => cases.flatMap((entry) => entry[pick].map((value) => [entry[0], value] as const));

describe.each([
  ["batch-create", (user: object) => ["users/batch-create", { users: [user] }, 200] as const],
  ["single creation", (user: object) => ["users", user, 201] as const],
])("%s", (_name, form) => {
  test.each(each(texts, 1))("takes %s = %j", (field, value) => {
    const [path, body, status] = form({ ...bob, [field]: value });
    expect(workspaceWorld().call("POST", path, body).status).toBe(status);
  });

  test.each(each(texts, 2))("refuses %s = %j", (field, value) => {
    const [path, body] = form({ ...bob, [field]: value });
    const { call, list } = workspaceWorld();
    expect(call("POST", path, body)).toMatchObject({
      status: 400,
      body: { error_code: "WKS.0001", error_msg: expect.stringContaining(field) },
    });
    expect(list()).toEqual([]);
  });

  test.each([
    ["USER_ACTIVATE with an e-mail", { user_email: "a@b.c" }, true],
    ["USER_ACTIVATE with a phone", { user_phone: "1" }, true],
    ["USER_ACTIVATE with neither", {}, false],
    ["USER_ACTIVATE with both empty", { user_email: "", user_phone: "" }, false],
    ["ADMIN_ACTIVATE with a password", { active_type: "ADMIN_ACTIVATE", password: "12345678" }, true],
    ["ADMIN_ACTIVATE without a password", { active_type: "ADMIN_ACTIVATE", user_email: "a@b.c" }, false],
    ["a password of 8", { user_email: "a@b.c", password: chars(8) }, true],
    ["a password of 32", { user_email: "a@b.c", password: chars(32) }, true],
    ["a password of 7", { user_email: "a@b.c", password: chars(7) }, false],
    ["a password of 33", { user_email: "a@b.c", password: chars(33) }, false],
  ])("%s: %j", (_rule, fields, accepted) => {
    const [path, body, status] = form({ user_name: "bob", ...fields });
    expect(workspaceWorld().call("POST", path, body).status).toBe(accepted ? status : 400);
  });

  test("takes five groups and refuses six", () => {
    const { call, world } = workspaceWorld();
    for (const name of ["four", "five", "six"]) call("POST", "groups", { group_name: name, platform_type: "LOCAL" });
    const groups = (call("GET", "groups").body as { user_groups: { id: string }[] }).user_groups.map((group) => group.id);
    expect(groups).toHaveLength(6);
    const [six, refused] = form({ ...bob, group_ids: groups });
    expect(call("POST", six, refused)).toMatchObject({ status: 400, body: { error_code: "WKS.0001" } });
    const [five, accepted, status] = form({ ...bob, group_ids: groups.slice(0, 5) });
    expect(call("POST", five, accepted).status).toBe(status);
    expect(world.tables.table("workspace.users").size).toBe(1);
  });

  test("an unknown group is 400 WKS.00170208", () => {
    const [path, body] = form({ ...bob, group_ids: ids(1) });
    expect(workspaceWorld().call("POST", path, body)).toMatchObject({ status: 400, body: { error_code: "WKS.00170208" } });
  });
});

describe("batches", () => {
  test.each([
    [1, 200],
    [200, 200],
    [0, 400],
    [201, 400],
  ])("batch-create of %d answers %d", (count, status) => {
    const users = Array.from({ length: count }, (_, index) => ({ ...bob, user_name: `u${index}` }));
    const { call, list } = workspaceWorld();
    expect(call("POST", "users/batch-create", { users }).status).toBe(status);
    expect(list()).toHaveLength(status === 200 ? count : 0);
  });

  test.each([[{}], [{ users: {} }], [{ users: ["bob"] }], [{ users: [null] }]])("batch-create refuses %j", (body) => {
    expect(workspaceWorld().call("POST", "users/batch-create", body)).toMatchObject({ status: 400, body: { error_code: "WKS.0001" } });
  });

  // Members are checked after their number, so an unknown id shows that the number passed.
  test.each([
    ["users/batch-delete", "user_ids", 100, "WKS.00170312"],
    ["groups/batch-delete", "group_ids", 100, "WKS.00170208"],
    [`groups/${demoGroups[0].id}/actions`, "user_ids", 50, "WKS.00170312"],
  ])("%s takes 1 to the limit of %s, %d", (path, field, limit, unknown) => {
    const { call } = workspaceWorld();
    const code = (count: number) => (call("POST", path, { op_type: "ADD", [field]: ids(count) }).body as { error_code: string }).error_code;
    expect([code(0), code(1), code(limit), code(limit + 1)]).toEqual(["WKS.0001", unknown, unknown, "WKS.0001"]);
  });
});

describe("modification", () => {
  const edits: readonly Case[] = [
    ["user_email", [mail(55)], [mail(56), "nobody"]],
    ["user_phone", [chars(20), ""], [chars(21)]],
    ["description", [chars(255), ""], [chars(256)]],
    ["account_expires", ["0", "2027-01-02T03:04:05Z"], ["tomorrow", "2027-02-02T25:04:05Z"]],
    ["user_info_map", [chars(255), ""], [chars(256)]],
    ["active_type", ["ADMIN_ACTIVATE"], ["NONE"]],
    ["enable_change_password", [false], ["no"]],
    ["next_login_change_password", [true], ["yes"]],
    ["password_never_expired", [true], [1]],
    ["disabled", [true], ["true"]],
  ];

  test.each(each(edits, 1))("takes %s = %j", (field, value) => {
    const { call, idOf } = workspaceWorld();
    call("POST", "users", bob);
    expect(call("PUT", `users/${idOf("bob")}`, { [field]: value }).status).toBe(200);
  });

  test.each(each(edits, 2))("refuses %s = %j and changes nothing", (field, value) => {
    const { call, idOf, detail } = workspaceWorld();
    call("POST", "users", bob);
    const before = detail(idOf("bob"));
    expect(call("PUT", `users/${idOf("bob")}`, { description: "changed", [field]: value })).toMatchObject({
      status: 400,
      body: { error_code: "WKS.0001" },
    });
    expect(detail(idOf("bob"))).toEqual(before);
  });
});

describe("user groups", () => {
  test.each([
    [{ group_name: chars(64), platform_type: "LOCAL" }, 201],
    [{ group_name: "g", platform_type: "AD", description: chars(255) }, 201],
    [{ group_name: chars(65), platform_type: "LOCAL" }, 400],
    [{ group_name: "", platform_type: "LOCAL" }, 400],
    [{ platform_type: "LOCAL" }, 400],
    [{ group_name: "g" }, 400],
    [{ group_name: "g", platform_type: "UOS" }, 400],
    [{ group_name: "g", platform_type: "LOCAL", description: chars(256) }, 400],
    [{ group_name: "engineering", platform_type: "LOCAL" }, 201],
  ])("creating %j answers %d", (body, status) => {
    expect(workspaceWorld().call("POST", "groups", body).status).toBe(status);
  });
});
