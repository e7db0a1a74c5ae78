import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspaceWorld } from "./workspace-client";

const [{ id: engineering }] = demoGroups;

/** A tenant with members in one group and two groups of its own. */
function peopled() {
  const world = workspaceWorld();
  const add = (user_name: string, fields: object = {}) =>
    world.call("POST", "users", { user_name, user_email: "a@b.c", group_ids: [engineering], ...fields });
  add("alice", { description: "night shift" });
  add("Alistair", { enterprise_project_id: "ep-1" });
  add("bob", { active_type: "ADMIN_ACTIVATE", password: "Canary-Passw0rd" });
  world.call("POST", "groups", { group_name: "Night shift", platform_type: "LOCAL", description: "sleepless" });
  world.call("POST", "groups", { group_name: "Directory", platform_type: "AD" });
  const groups = (query = "") =>
    (world.call("GET", `groups${query}`).body as { user_groups: Readonly<Record<string, unknown>>[] }).user_groups;
  const members = (query = "") =>
    (world.call("GET", `groups/${engineering}/users${query}`).body as { users: Readonly<Record<string, unknown>>[] }).users;
  return { ...world, groups, members };
}

test.each([
  ["?user_name=ali", ["alice", "Alistair"]],
  ["?user_names=bob&user_names=alice", ["alice", "bob"]],
  ["?description=night", ["alice"]],
  ["?active_type=ADMIN_ACTIVATE", ["bob"]],
  ["?enterprise_project_id=ep-1", ["Alistair"]],
  ["?user_name=ali&enterprise_project_id=0", ["alice"]],
  ["?user_name=&description=", ["alice", "Alistair", "bob"]],
])("members%s", (query, expected) => {
  expect(
    peopled()
      .members(query)
      .map((user) => user["user_name"]),
  ).toEqual(expected);
});

test("a member has fewer fields than a user of the user list", () => {
  const [member = {}] = peopled().members();
  const fields = ["description", "domain", "enterprise_project_id", "id", "total_desktops", "user_email", "user_name", "user_phone"];
  expect(Object.keys(member).sort()).toEqual(fields);
});

test.each([
  ["?keyword=night", ["Night shift"]],
  ["?keyword=e", ["engineering", "sales", "Directory"]],
  ["?keyword=sleepless", []],
  ["?platform_type=AD", ["Directory"]],
  ["?platform_type=AD&platform_type=LOCAL&keyword=sh", ["Night shift"]],
  ["?domain=elsewhere.example", []],
])("groups%s", (query, expected) => {
  expect(
    peopled()
      .groups(query)
      .map((group) => group["name"]),
  ).toEqual(expected);
});

test("a group shows what Active Directory would tell about it, empty for a local one", () => {
  const { groups } = peopled();
  const fields = [
    "create_time",
    "description",
    "domain",
    "group_dn",
    "id",
    "name",
    "parent",
    "platform_type",
    "realm_id",
    "sid",
    "total_desktops",
    "user_quantity",
  ];
  for (const group of groups()) expect(Object.keys(group).sort()).toEqual(fields);
  expect(groups("?platform_type=AD")[0]).toMatchObject({
    group_dn: "CN=Directory,CN=Users,DC=workspace,DC=example",
    sid: expect.stringMatching(/^S-1-5-21-/),
  });
  expect(groups()[0]).toMatchObject({ name: "engineering", group_dn: "", sid: "", user_quantity: 3, parent: null });
});

test.each([
  "groups?platform_type=any",
  "groups?limit=-1",
  `groups/${engineering}/users?active_type=any`,
  `groups/${engineering}/users?description=${"x".repeat(101)}`,
])("%s is refused", (path) => {
  expect(peopled().call("GET", path)).toMatchObject({ status: 400, body: { error_code: "WKS.0001" } });
});

test.each([
  [false, 201, 200],
  [true, 409, 409],
])("names may repeat unless the emulator was told otherwise (%s)", (uniqueGroupNames, created, renamed) => {
  const { world, call, groups } = peopled();
  world.behaviour = { uniqueGroupNames };
  expect(call("POST", "groups", { group_name: "sales", platform_type: "LOCAL" }).status).toBe(created);
  expect(call("PUT", `groups/${engineering}`, { group_name: "sales" }).status).toBe(renamed);
  expect(groups("?keyword=sales")).toHaveLength(uniqueGroupNames ? 1 : 3);
});

test("a full tenant takes nobody, a batch that would overfill it neither", () => {
  const { world, call, list } = peopled();
  world.behaviour = { maxUsers: 4 };
  const batch = { users: ["carol", "dave"].map((user_name) => ({ user_name, user_email: "a@b.c" })) };
  expect(call("POST", "users/batch-create", batch)).toMatchObject({ status: 403, body: { error_code: "WKS.00081105" } });
  expect(call("POST", "users", { user_name: "erin", user_email: "a@b.c" }).status).toBe(201);
  expect(call("POST", "users", { user_name: "frank", user_email: "a@b.c" }).status).toBe(403);
  expect(list()).toHaveLength(4);
});
