import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { matchesPassword } from "../../../emulator/passwords";
import { cloudidentityWorld, refusal } from "./cloudidentity-client";

const full = { DisplayName: "Bob B", Description: "d", Email: "bob@example.com", Phone: "+8613812345678" };

describe("CreateUser", () => {
  test("answers the whole user in the envelope, times in Beijing, phone masked", () => {
    const { call } = cloudidentityWorld();
    const { status, body } = call("CreateUser", { UserName: "用户名", ...full });
    expect(status).toBe(200);
    expect(body).toEqual({
      ResponseMetadata: {
        RequestId: expect.stringMatching(/^20260102110405[0-9A-F]{18}$/),
        Action: "CreateUser",
        Version: "2023-01-01",
        Service: "cloudidentity",
        Region: "cn-beijing",
      },
      Result: {
        UserId: expect.stringMatching(/^[1-9]\d{18}$/),
        UserName: "用户名",
        ...full,
        Phone: "+86138****5678",
        Source: "Manual",
        CreatedTime: "2026-01-02T11:04:05+08:00",
        UpdatedTime: "2026-01-02T11:04:05+08:00",
      },
    });
  });

  test("a taken name is 404, not 409", () => {
    const { call, create } = cloudidentityWorld();
    create("bob");
    expect(call("CreateUser", { UserName: "bob" })).toMatchObject(refusal(404, "UserNameAlreadyExists", "User name already exists"));
    expect(call("CreateUser", { UserName: "Bob" }).status).toBe(200);
  });

  test("takes no password", () => {
    const { world, call } = cloudidentityWorld();
    expect(call("CreateUser", { UserName: "bob", Password: "Passw0rd!" }).status).toBe(200);
    expect(cloudidentity.users(world.tables)[0]).toMatchObject({ UserName: "bob", password: null });
  });
});

describe("UpdateUser", () => {
  test("keeps what is omitted, clears what is empty, renames in place", () => {
    const { world, call, create, read } = cloudidentityWorld();
    const UserId = create("bob", full);
    world.now += 1000;
    expect(call("UpdateUser", { UserId, UserName: "robert", Email: "", Phone: "" })).toMatchObject({ status: 200, body: { Result: {} } });
    expect(read(UserId)).toEqual({
      UserId,
      UserName: "robert",
      DisplayName: "Bob B",
      Description: "d",
      Email: "",
      Phone: "",
      Source: "Manual",
      IdentityType: "Create",
      CreatedTime: "2026-01-02T11:04:05+08:00",
      UpdatedTime: "2026-01-02T11:04:06+08:00",
    });
  });

  test("a null is no value", () => {
    const { call, create, read } = cloudidentityWorld();
    const UserId = create("bob", full);
    call("UpdateUser", { UserId, DisplayName: null });
    expect(read(UserId)["DisplayName"]).toBe("Bob B");
  });

  test("cannot take another user's name, but its own", () => {
    const { call, create } = cloudidentityWorld();
    const UserId = create("bob");
    create("carol");
    expect(call("UpdateUser", { UserId, UserName: "carol" })).toMatchObject(refusal(404, "UserNameAlreadyExists"));
    expect(call("UpdateUser", { UserId, UserName: "bob" }).status).toBe(200);
  });
});

test.each(["UpdateUser", "GetUser", "DeleteUser", "AddUserToGroup", "RemoveUserFromGroup", "ResetPassword"])(
  "%s of nobody is 404 UserNotFound",
  (action) => {
    const { call } = cloudidentityWorld();
    const parameters = { UserId: "1", GroupId: "7300000000000000101", GenerateRandomPassword: true, PasswordResetRequired: true };
    expect(call(action, parameters)).toMatchObject(refusal(404, "UserNotFound"));
  },
);

describe("DeleteUser", () => {
  test("removes the user and the memberships", () => {
    const { call, create, result } = cloudidentityWorld();
    const UserId = create("bob");
    call("AddUserToGroup", { GroupId: "7300000000000000101", UserId });
    expect(call("DeleteUser", { UserId }).status).toBe(200);
    expect(call("GetUser", { UserId })).toMatchObject(refusal(404, "UserNotFound"));
    expect(result(call("ListGroupMembers", { GroupId: "7300000000000000101" }))).toMatchObject({ Total: 0 });
  });

  test("takes UserId from the query, beside an empty body", () => {
    const { get, create, call } = cloudidentityWorld();
    const UserId = create("bob");
    expect(get("DeleteUser", { UserId }).status).toBe(200);
    expect(call("GetUser", { UserId }).status).toBe(404);
  });

  test.each([
    [{ Source: "Sync" }, "ErrDeleteSyncUserNotAllowed"],
    [{ HasProvision: true }, "UserHasProvision"],
  ])("of a user with %j is 400 %s", (set, code) => {
    const { world, call, create } = cloudidentityWorld();
    const UserId = create("bob");
    expect(cloudidentity.drift(world.tables, "bob", { set }, world.now)).toBe(true);
    expect(call("DeleteUser", { UserId })).toMatchObject(refusal(400, code));
    expect(call("GetUser", { UserId }).status).toBe(200);
  });
});

describe("ResetPassword", () => {
  const reset = { GenerateRandomPassword: false, PasswordResetRequired: true, Password: "Passw0rd" };
  const stored = (world: ReturnType<typeof cloudidentityWorld>) => cloudidentity.users(world.world.tables)[0] ?? {};

  test("sets the given password and answers it; only its salted hash is stored", () => {
    const world = cloudidentityWorld();
    const UserId = world.create("bob");
    expect(world.result(world.call("ResetPassword", { UserId, ...reset }))).toEqual({ Password: "Passw0rd" });
    expect(matchesPassword(String(stored(world)["password"]), "Passw0rd")).toBe(true);
    expect(stored(world)["PasswordResetRequired"]).toBe(true);
    expect(JSON.stringify([stored(world), world.read(UserId)])).not.toContain("Passw0rd");
  });

  test("chooses another one each time it is asked to", () => {
    const world = cloudidentityWorld();
    const UserId = world.create("bob");
    const next = () =>
      String(world.result(world.call("ResetPassword", { UserId, GenerateRandomPassword: true, PasswordResetRequired: false }))["Password"]);
    const first = next();
    const second = next();
    expect(second).not.toBe(first);
    expect(matchesPassword(String(stored(world)["password"]), second)).toBe(true);
    // What the service chooses keeps its own rule.
    expect(world.call("ResetPassword", { UserId, ...reset, Password: second }).status).toBe(200);
  });

  test.each(["short1A", "alllowercase", "x".repeat(33)])("repeats a bad password, %s, in its message", (Password) => {
    const world = cloudidentityWorld();
    const UserId = world.create("bob");
    expect(world.call("ResetPassword", { UserId, ...reset, Password })).toMatchObject(
      refusal(400, "InvalidParam", `The parameter Password[${Password}] is invalid`),
    );
    expect(stored(world)["password"]).toBeNull();
  });
});

describe("late visibility", () => {
  test("hides the user from reads only", () => {
    const { world, call, create, result } = cloudidentityWorld();
    const UserId = create("bob");
    world.visibilityDelayMs = 1000;
    expect(call("GetUser", { UserId })).toMatchObject(refusal(404, "UserNotFound"));
    expect(result(call("ListUsers"))).toMatchObject({ Total: 0, Users: [] });
    expect(call("CreateUser", { UserName: "bob" })).toMatchObject(refusal(404, "UserNameAlreadyExists"));
    expect(call("UpdateUser", { UserId, DisplayName: "B" }).status).toBe(200);
    world.now += 1000;
    expect(result(call("ListUsers"))).toMatchObject({ Total: 1, Users: [{ UserId, DisplayName: "B" }] });
  });
});

describe("drift", () => {
  test("changes by name or id and moves UpdatedTime", () => {
    const { world, create, read } = cloudidentityWorld();
    const UserId = create("bob");
    expect(cloudidentity.drift(world.tables, UserId, { set: { Email: "x", UserName: "rob" } }, world.now + 60_000)).toBe(true);
    expect(read(UserId)).toMatchObject({ Email: "x", UserName: "rob", UpdatedTime: "2026-01-02T11:05:05+08:00" });
    expect(cloudidentity.drift(world.tables, "rob", { remove: true }, world.now)).toBe(true);
    expect(cloudidentity.drift(world.tables, "rob", { set: {} }, world.now)).toBe(false);
  });

  test.each([[{ UserId: "x" }], [{ password: "x" }], [{ Email: 5 }], [{ Source: "Other" }]])("refuses %j", (set) => {
    const { world, create } = cloudidentityWorld();
    create("bob");
    expect(() => cloudidentity.drift(world.tables, "bob", { set }, world.now)).toThrow();
  });
});

test.each([
  ["", ""],
  ["123", "123"],
  ["12345", "*2345"],
  ["13812345678", "138****5678"],
  ["+8613812345678", "+86138****5678"],
])("the phone %j reads %j", (Phone, shown) => {
  const { create, read } = cloudidentityWorld();
  expect(read(create("bob", { Phone }))["Phone"]).toBe(shown);
});
