import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspaceWorld } from "./workspace-client";

function peopled() {
  const world = workspaceWorld();
  world.call("POST", "users/batch-create", {
    users: [
      { user_name: "bob", user_email: "a@b.c", description: "left wing", group_ids: [demoGroups[0].id] },
      { user_name: "bob2", user_email: "a@b.c", description: "right wing", enterprise_project_id: "ep-1" },
      { user_name: "Bobby", user_phone: "1", domain: "other.example" },
      { user_name: "adm", active_type: "ADMIN_ACTIVATE", password: "12345678" },
    ],
  });
  world.call("PUT", `users/${world.idOf("adm")}`, { disabled: true });
  const names = (query: string): string[] => world.list(query).map((user) => user.user_name);
  return { ...world, names };
}

test.each([
  ["", ["bob", "bob2", "Bobby", "adm"]],
  // Not exact, and blind to case: a client that trusts this filter takes a stranger for its user.
  ["?user_name=bob", ["bob", "bob2", "Bobby"]],
  ["?user_name=ob2", ["bob2"]],
  ["?user_name=zed", []],
  ["?user_names=bob", ["bob"]],
  ["?user_names=bob&user_names=adm&user_names=zed", ["bob", "adm"]],
  ["?description=wing", ["bob", "bob2"]],
  ["?active_type=ADMIN_ACTIVATE", ["adm"]],
  ["?group_name=engineering", ["bob"]],
  ["?group_name=engineer", []],
  ["?enterprise_project_id=ep-1", ["bob2"]],
  ["?domain=other.example", ["Bobby"]],
  ["?disabled=true", ["adm"]],
  ["?disabled=false&user_name=b", ["bob", "bob2", "Bobby"]],
  ["?platform_type=LOCAL", ["bob", "bob2", "Bobby", "adm"]],
  ["?platform_type=AD", []],
  ["?limit=2", ["bob", "bob2"]],
  ["?limit=2&offset=2", ["Bobby", "adm"]],
  ["?limit=2&offset=4", []],
  ["?offset=3", ["adm"]],
  ["?user_name=&description=", ["bob", "bob2", "Bobby", "adm"]],
])("users%s lists %j", (query, expected) => {
  expect(peopled().names(query)).toEqual(expected);
});

test("total_count counts what the filters leave, not the page", () => {
  const { call } = peopled();
  expect(call("GET", "users?user_name=bob&limit=1&offset=1").body).toMatchObject({ total_count: 3, users: [{ user_name: "bob2" }] });
});

test("without a limit everything comes at once", () => {
  const { call, list } = workspaceWorld();
  for (const batch of [0, 1, 2]) {
    call("POST", "users/batch-create", {
      users: Array.from({ length: 200 }, (_, index) => ({ user_name: `u${batch}x${index}`, user_email: "a@b.c" })),
    });
  }
  expect(list()).toHaveLength(600);
});

test("the number of desktops is left out on request", () => {
  const { list } = peopled();
  expect(list()[0]).toHaveProperty("total_desktops", 0);
  expect(list("?is_query_total_desktops=false")[0]).not.toHaveProperty("total_desktops");
});

test.each([
  "limit=x",
  "limit=-1",
  "offset=-1",
  "active_type=any",
  "platform_type=any",
  "disabled=yes",
  "is_query_total_desktops=1",
  `description=${"x".repeat(101)}`,
])("users?%s is refused", (query) => {
  const [name = ""] = query.split("=");
  expect(peopled().call("GET", `users?${query}`)).toMatchObject({
    status: 400,
    body: { error_code: "WKS.0001", error_msg: expect.stringContaining(name) },
  });
});

test.each(["False", "FALSE", "false"])("a flag written as %s is read", (text) => {
  expect(peopled().list(`?is_query_total_desktops=${text}`)[0]).not.toHaveProperty("total_desktops");
});

test("a description filter of 100 characters is accepted", () => {
  expect(peopled().names(`?description=${"x".repeat(100)}`)).toEqual([]);
});
