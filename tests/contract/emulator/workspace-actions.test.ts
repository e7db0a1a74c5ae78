import { matchesPassword } from "../../../emulator/passwords";
import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspace } from "../../../emulator/workspace/service";
import { workspaceWorld } from "./workspace-client";

const engineering = demoGroups[0].id;

function withBob(fields: object = { user_email: "bob@example.com" }) {
  const world = workspaceWorld();
  const { id } = world.call("POST", "users", { user_name: "bob", ...fields }).body as { id: string };
  const hash = () => String(workspace.users(world.world.tables)[0]?.["password"]);
  return { ...world, id, hash };
}

describe("user actions", () => {
  test("LOCK and UNLOCK show in reads, and repeating them is harmless", () => {
    const { call, detail, list, id } = withBob();
    for (const [op_type, locked] of [
      ["LOCK", true],
      ["LOCK", true],
      ["UNLOCK", false],
      ["UNLOCK", false],
    ] as const) {
      expect(call("POST", `users/${id}/actions`, { op_type })).toMatchObject({ status: 204, body: undefined });
      expect(detail(id)["locked"]).toBe(locked);
      expect(list()[0]?.["locked"]).toBe(locked);
    }
  });

  test.each([[{}], [{ op_type: "lock" }], [{ op_type: "DISABLE" }]])("refuses %j", (body) => {
    const { call, id } = withBob();
    expect(call("POST", `users/${id}/actions`, body)).toMatchObject({ status: 400, body: { error_code: "WKS.0001" } });
  });

  test("RESET_PWD changes the password of a user who can be told", () => {
    const { call, id, hash } = withBob();
    const before = hash();
    expect(call("POST", `users/${id}/actions`, { op_type: "RESET_PWD" }).status).toBe(204);
    expect(hash()).not.toBe(before);
  });

  test("RESET_PWD of a user without mailbox and phone points to random-password", () => {
    const { call, id, hash } = withBob({ active_type: "ADMIN_ACTIVATE", password: "12345678" });
    const before = hash();
    expect(call("POST", `users/${id}/actions`, { op_type: "RESET_PWD" })).toMatchObject({
      status: 400,
      body: { error_msg: expect.stringContaining("random-password") },
    });
    expect(hash()).toBe(before);
  });
});

describe("random-password", () => {
  test("each GET sets another password and answers it", () => {
    const { call, id, hash } = withBob();
    const next = () => (call("GET", `users/${id}/random-password?notification_type=email`).body as { password: string }).password;
    const first = next();
    expect(matchesPassword(hash(), first)).toBe(true);
    const second = next();
    expect(second).not.toBe(first);
    expect(second.length).toBeLessThanOrEqual(20);
    expect(matchesPassword(hash(), first)).toBe(false);
    expect(matchesPassword(hash(), second)).toBe(true);
  });

  test.each([
    [{ user_email: "a@b.c" }, "", 400],
    [{ user_email: "a@b.c" }, "?notification_type=phone", 400],
    [{ user_email: "a@b.c" }, "?notification_type=post", 400],
    [{ user_email: "a@b.c", user_phone: "1" }, "?notification_type=email,phone", 200],
    [{ active_type: "ADMIN_ACTIVATE", password: "12345678" }, "", 200],
  ])("for %j, random-password%s answers %d", (fields, query, status) => {
    const { call, id } = withBob(fields);
    expect(call("GET", `users/${id}/random-password${query}`).status).toBe(status);
  });
});

test.each([
  [{ user_email: "a@b.c" }, 204],
  [{ active_type: "ADMIN_ACTIVATE", password: "12345678" }, 400],
])("resend-email for %j answers %d", (fields, status) => {
  const { call, id } = withBob(fields);
  expect(call("POST", `users/${id}/resend-email`, { template_id: "t" }).status).toBe(status);
});

describe("user groups", () => {
  const groups = (world: ReturnType<typeof workspaceWorld>, query = "") =>
    world.call("GET", `groups${query}`).body as { total_count: number; user_groups: { id: string; name: string; user_quantity: number }[] };
  const members = (world: ReturnType<typeof workspaceWorld>, query = "") =>
    world.call("GET", `groups/${engineering}/users${query}`).body as { total_count: number; users: { user_name: string }[] };

  test("are there from the start, with ids to rely on", () => {
    const world = workspaceWorld();
    expect(groups(world).user_groups.map(({ id, name }) => ({ id, name }))).toEqual(demoGroups.map(({ id, name }) => ({ id, name })));
  });

  test("are created without an answer, listed with the name in `name`, changed and deleted", () => {
    const world = withBob();
    expect(world.call("POST", "groups", { group_name: "night", platform_type: "LOCAL" })).toMatchObject({ status: 201, body: undefined });
    const id = groups(world).user_groups.find((group) => group.name === "night")?.id ?? "";
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    world.call("POST", `groups/${id}/actions`, { op_type: "ADD", user_ids: [world.id] });
    expect(world.call("PUT", `groups/${id}`, { group_name: "day" }).status).toBe(200);
    expect(world.detail(world.id)["group_names"]).toEqual(["day"]);
    expect(world.call("DELETE", `groups/${id}`).status).toBe(204);
    expect(world.detail(world.id)["group_names"]).toEqual([]);
    for (const method of ["PUT", "DELETE"])
      expect(world.call(method, `groups/${id}`, {})).toMatchObject({ status: 400, body: { error_code: "WKS.00170208" } });
  });

  test("from Active Directory keep their name", () => {
    const world = workspaceWorld();
    world.call("POST", "groups", { group_name: "ad", platform_type: "AD" });
    const id = groups(world).user_groups[3]?.id ?? "";
    expect(world.call("PUT", `groups/${id}`, { group_name: "other" }).status).toBe(400);
    expect(world.call("PUT", `groups/${id}`, { group_name: "ad", description: "d" }).status).toBe(200);
  });

  test("a batch deletion with an unknown one deletes none", () => {
    const world = workspaceWorld();
    const ids = demoGroups.map((group) => group.id);
    expect(world.call("POST", "groups/batch-delete", { group_ids: [...ids, "0"] })).toMatchObject({
      status: 400,
      body: { error_code: "WKS.00170208" },
    });
    expect(groups(world).total_count).toBe(3);
    expect(world.call("POST", "groups/batch-delete", { group_ids: ids }).status).toBe(204);
    expect(groups(world)).toEqual({ total_count: 0, user_groups: [] });
  });

  test("pages: 100 by default and at most, which limit=0 asks for too; an offset may stand alone", () => {
    const world = workspaceWorld();
    for (let index = 0; index < 100; index += 1) world.call("POST", "groups", { group_name: `g${index}`, platform_type: "LOCAL" });
    expect(groups(world)).toMatchObject({ total_count: 103, user_groups: { length: 100 } });
    expect(groups(world, "?limit=100&offset=100").user_groups.map((group) => group.name)).toEqual(["g97", "g98", "g99"]);
    expect(world.call("GET", "groups?limit=101").status).toBe(400);
    expect(groups(world, "?limit=0&offset=3")).toMatchObject({ user_groups: { length: 100 } });
    expect(groups(world, "?offset=101").user_groups.map((group) => group.name)).toEqual(["g98", "g99"]);
    expect(groups(world, "?offset=103")).toEqual({ total_count: 103, user_groups: [] });
  });

  test("ADD and DELETE change members, and repeating them is harmless", () => {
    const world = withBob();
    const act = (op_type: string) => world.call("POST", `groups/${engineering}/actions`, { op_type, user_ids: [world.id] }).status;
    expect([act("ADD"), act("ADD")]).toEqual([204, 204]);
    expect(members(world)).toMatchObject({ total_count: 1, users: [{ user_name: "bob" }] });
    expect(groups(world).user_groups[0]?.user_quantity).toBe(1);
    expect([act("DELETE"), act("DELETE")]).toEqual([204, 204]);
    expect(members(world)).toEqual({ total_count: 0, users: [] });
  });

  test("an unknown member leaves the others out too", () => {
    const world = withBob();
    expect(world.call("POST", `groups/${engineering}/actions`, { op_type: "ADD", user_ids: [world.id, "0"] })).toMatchObject({
      status: 400,
      body: { error_code: "WKS.00170312" },
    });
    expect(members(world).total_count).toBe(0);
  });

  test.each([[{ op_type: "ADD" }], [{ user_ids: ["x"] }], [{ op_type: "MOVE", user_ids: ["x"] }]])("actions refuse %j", (body) => {
    expect(workspaceWorld().call("POST", `groups/${engineering}/actions`, body)).toMatchObject({
      status: 400,
      body: { error_code: "WKS.0001" },
    });
  });

  test("members come in pages of at most 2000", () => {
    const world = withBob({ user_email: "a@b.c", group_ids: [engineering] });
    world.call("POST", "users", { user_name: "carol", user_email: "a@b.c", group_ids: [engineering] });
    expect(members(world, "?limit=1&offset=1")).toMatchObject({ total_count: 2, users: [{ user_name: "carol" }] });
    expect(members(world, "?limit=0&offset=1")).toMatchObject({ users: [{ user_name: "carol" }] });
    expect(members(world, "?offset=7")).toEqual({ total_count: 2, users: [] });
    expect(world.call("GET", `groups/${engineering}/users?limit=2000`).status).toBe(200);
    expect(world.call("GET", `groups/${engineering}/users?limit=2001`).status).toBe(400);
    expect(world.call("GET", "groups/0/users")).toMatchObject({ status: 400, body: { error_code: "WKS.00170208" } });
  });
});

describe("drift", () => {
  test("sets what the API never would, by name or id", () => {
    const { world, detail, id } = withBob();
    expect(
      workspace.drift(
        world.tables,
        "bob",
        { set: { locked: true, account_expires: "2027-01-01T00:00:00Z", group_names: ["sales"] } },
        world.now,
      ),
    ).toBe(true);
    expect(workspace.drift(world.tables, id, { set: { user_email: "" } }, world.now)).toBe(true);
    expect(detail(id)).toMatchObject({ locked: true, account_expires: Date.UTC(2027, 0, 1), group_names: ["sales"], user_email: "" });
  });

  test("removes", () => {
    const { world, list } = withBob();
    expect(workspace.drift(world.tables, "bob", { remove: true }, world.now)).toBe(true);
    expect(list()).toEqual([]);
    expect(workspace.drift(world.tables, "bob", { remove: true }, world.now)).toBe(false);
  });

  test.each([
    [{ id: "x" }],
    [{ password: "x" }],
    [{ locked: "yes" }],
    [{ group_names: ["nobody"] }],
    [{ account_expires: "soon" }],
    [{ active_type: "x" }],
  ])("refuses %j", (set) => {
    const { world } = withBob();
    expect(() => workspace.drift(world.tables, "bob", { set }, world.now)).toThrow();
  });
});
