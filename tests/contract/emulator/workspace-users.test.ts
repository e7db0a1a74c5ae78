import { matchesPassword } from "../../../emulator/passwords";
import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspace } from "../../../emulator/workspace/service";
import { workspaceWorld } from "./workspace-client";

const bob = { user_name: "bob", user_email: "bob@example.com" };
const expiry = { text: "2027-05-06T07:08:09Z", ms: Date.UTC(2027, 4, 6, 7, 8, 9) };

describe("creating", () => {
  test("a batch answers 200 with nothing in it, and the users are there", () => {
    const { call, list } = workspaceWorld();
    expect(call("POST", "users/batch-create", { users: [bob, { user_name: "carol", user_phone: "+8613800000000" }] })).toMatchObject({
      status: 200,
      body: undefined,
    });
    expect(list().map((user) => user.user_name)).toEqual(["bob", "carol"]);
  });

  test("a single creation answers 201 with the id alone", () => {
    const { call, idOf } = workspaceWorld();
    const answer = call("POST", "users", bob);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ id: idOf("bob") });
    expect(idOf("bob")).toMatch(/^[0-9a-f]{32}$/);
  });

  test("one bad member sinks the batch", () => {
    const { call, list } = workspaceWorld();
    const answer = call("POST", "users/batch-create", { users: [bob, { user_name: "no contact" }] });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "WKS.0001" } });
    expect(list()).toEqual([]);
  });

  test("the partial fault refuses the whole batch and names the member", () => {
    const { world, call, list } = workspaceWorld();
    world.refuses = new Set(["bob"]);
    expect(call("POST", "users/batch-create", { users: [bob, { ...bob, user_name: "carol" }] })).toMatchObject({
      status: 400,
      body: { error_msg: expect.stringContaining("bob") },
    });
    expect(list()).toEqual([]);
  });

  test.each([
    ["of a stored user", [bob], [bob]],
    ["inside one batch", [], [bob, bob]],
  ])("a name taken, %s, is 409 with a code of the emulator's own", (_where, before, users) => {
    const { call } = workspaceWorld();
    if (before.length > 0) call("POST", "users/batch-create", { users: before });
    expect(call("POST", "users/batch-create", { users })).toMatchObject({ status: 409, body: { error_code: "EMU.USER_DUP" } });
  });

  test("names that differ in case are different users", () => {
    const { call } = workspaceWorld();
    expect(call("POST", "users/batch-create", { users: [bob, { ...bob, user_name: "Bob" }] }).status).toBe(200);
  });

  test("defaults: activated by the user, both password flags, no expiry, main domain, default project", () => {
    const { call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", bob);
    expect(detail(idOf("bob"))).toMatchObject({
      active_type: "USER_ACTIVATE",
      enable_change_password: true,
      next_login_change_password: true,
      account_expires: 0,
      user_phone: "",
      description: "",
      locked: false,
      disabled: false,
      group_names: [],
    });
    expect(list()[0]).toMatchObject({ account_expires: "0", domain: "workspace.example", enterprise_project_id: "0", user_info_map: "" });
  });

  test("changing the password at the next login cannot be waived for a user who activates the account", () => {
    const { call, detail, idOf } = workspaceWorld();
    call("POST", "users", { ...bob, next_login_change_password: false });
    call("POST", "users", { user_name: "adm", active_type: "ADMIN_ACTIVATE", password: "Passw0rd!", next_login_change_password: false });
    expect(detail(idOf("bob"))["next_login_change_password"]).toBe(true);
    expect(detail(idOf("adm"))["next_login_change_password"]).toBe(false);
  });

  test("a password is kept as a salted hash and never read back", () => {
    const { world, call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", { user_name: "adm", active_type: "ADMIN_ACTIVATE", password: "Passw0rd!" });
    const [stored] = workspace.users(world.tables);
    expect(matchesPassword(String(stored?.["password"]), "Passw0rd!")).toBe(true);
    expect(JSON.stringify([stored, list(), detail(idOf("adm"))])).not.toContain("Passw0rd!");
  });
});

describe("reading", () => {
  test("the detail writes the expiry as a number, the list as text", () => {
    const { call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", { ...bob, account_expires: expiry.text });
    expect(detail(idOf("bob"))["account_expires"]).toBe(expiry.ms);
    expect(list()[0]?.["account_expires"]).toBe("2027-05-06T07:08:09.000Z");
  });

  test("the detail and the list differ in names", () => {
    const { world, call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", { ...bob, account_expires: expiry.text });
    world.now = expiry.ms;
    const one = detail(idOf("bob"));
    const item = list()[0] ?? {};
    expect(one).toMatchObject({
      user_expired: true,
      enable_change_password: true,
      enabled_change_password: true,
      account_type: 0,
      object_sid: expect.stringMatching(/^S-1-5-21-/),
    });
    expect(item).toMatchObject({ account_expired: true, sid: one["object_sid"], enable_change_password: true });
    for (const name of [
      "account_expired",
      "sid",
      "domain",
      "enterprise_project_id",
      "user_info_map",
      "alias_name",
      "password",
      "group_ids",
    ])
      expect(one).not.toHaveProperty(name);
    for (const name of ["user_expired", "object_sid", "enabled_change_password", "alias_name", "password", "group_ids"])
      expect(item).not.toHaveProperty(name);
  });

  test("groups are read back by name", () => {
    const { call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", { ...bob, group_ids: [demoGroups[0].id, demoGroups[2].id] });
    expect(detail(idOf("bob"))["group_names"]).toEqual(["engineering", "contractors"]);
    expect(list()[0]?.["group_names"]).toEqual(["engineering", "contractors"]);
  });

  test.each([
    ["GET", "users/ffffffffffffffffffffffffffffffff", undefined],
    ["PUT", "users/ffffffffffffffffffffffffffffffff", { description: "x" }],
    ["DELETE", "users/ffffffffffffffffffffffffffffffff", undefined],
    ["POST", "users/ffffffffffffffffffffffffffffffff/actions", { op_type: "LOCK" }],
    ["GET", "users/ffffffffffffffffffffffffffffffff/random-password", undefined],
    ["POST", "users/ffffffffffffffffffffffffffffffff/resend-email", {}],
  ])("%s %s of nobody is 400 WKS.00170312", (method, path, body) => {
    expect(workspaceWorld().call(method, path, body)).toMatchObject({ status: 400, body: { error_code: "WKS.00170312" } });
  });

  test("a created user stays invisible for the delay, but its name is taken and writes reach it", () => {
    const { world, call, list, idOf } = workspaceWorld();
    const { id } = call("POST", "users", bob).body as { id: string };
    world.visibilityDelayMs = 5000;
    expect(list()).toEqual([]);
    expect(call("GET", `users/${id}`).status).toBe(400);
    expect(call("POST", "users", bob).status).toBe(409);
    expect(call("PUT", `users/${id}`, { description: "x" }).status).toBe(200);
    world.now += 5000;
    expect(idOf("bob")).toBe(id);
    expect(call("GET", `users/${id}`).status).toBe(200);
  });
});

describe("updating", () => {
  test("omitted fields keep their value, an empty text clears", () => {
    const { call, detail, idOf } = workspaceWorld();
    call("POST", "users", { ...bob, user_phone: "+8613800000000", description: "first", account_expires: expiry.text });
    const id = idOf("bob");
    expect(call("PUT", `users/${id}`, { description: "", user_email: "" })).toMatchObject({ status: 200, body: { id } });
    expect(detail(id)).toMatchObject({ description: "", user_email: "", user_phone: "+8613800000000", account_expires: expiry.ms });
  });

  test("every field of EditUserReq arrives", () => {
    const { call, list, detail, idOf } = workspaceWorld();
    call("POST", "users", bob);
    const id = idOf("bob");
    const edit = {
      active_type: "ADMIN_ACTIVATE",
      user_email: "new@example.com",
      user_phone: "123",
      description: "d",
      enable_change_password: false,
      next_login_change_password: false,
      password_never_expired: true,
      disabled: true,
    };
    call("PUT", `users/${id}`, { ...edit, account_expires: "2027-05-06T07:08:09.123Z", user_info_map: "map" });
    expect(detail(id)).toMatchObject({ ...edit, account_expires: expiry.ms + 123 });
    expect(list()[0]).toMatchObject({ ...edit, user_info_map: "map" });
    call("PUT", `users/${id}`, { account_expires: "0" });
    expect(detail(id)["account_expires"]).toBe(0);
  });

  test("fields that only creation takes are ignored", () => {
    const { world, call, list, idOf } = workspaceWorld();
    call("POST", "users", bob);
    expect(
      call("PUT", `users/${idOf("bob")}`, { user_name: "robert", password: "Passw0rd!", domain: "other", group_ids: [demoGroups[0].id] })
        .status,
    ).toBe(200);
    expect(list()[0]).toMatchObject({ user_name: "bob", domain: "workspace.example", group_names: [] });
    expect(workspace.users(world.tables)[0]?.["password"]).toBeNull();
  });

  test("a user who activates the account must stay reachable", () => {
    const { call, detail, idOf } = workspaceWorld();
    call("POST", "users", bob);
    const id = idOf("bob");
    expect(call("PUT", `users/${id}`, { user_email: "" }).status).toBe(400);
    expect(call("PUT", `users/${id}`, { user_email: "", user_phone: "123" }).status).toBe(200);
    expect(detail(id)).toMatchObject({ user_email: "", user_phone: "123" });
  });
});

describe("deleting", () => {
  test("one user", () => {
    const { call, list, idOf } = workspaceWorld();
    call("POST", "users/batch-create", { users: [bob, { ...bob, user_name: "carol" }] });
    expect(call("DELETE", `users/${idOf("bob")}`)).toMatchObject({ status: 204, body: undefined });
    expect(list().map((user) => user.user_name)).toEqual(["carol"]);
  });

  test("a batch, none of it when one is unknown", () => {
    const { call, list, idOf } = workspaceWorld();
    call("POST", "users/batch-create", { users: [bob, { ...bob, user_name: "carol" }] });
    const ids = [idOf("bob"), idOf("carol")];
    expect(call("POST", "users/batch-delete", { user_ids: [...ids, "0".repeat(32)] })).toMatchObject({
      status: 400,
      body: { error_code: "WKS.00170312" },
    });
    expect(list()).toHaveLength(2);
    expect(call("POST", "users/batch-delete", { user_ids: ids })).toMatchObject({ status: 204, body: undefined });
    expect(list()).toEqual([]);
  });
});
