import { matchesPassword } from "../../../emulator/passwords";
import { send, signAcs3 } from "./acs3-client";
import { DESIGN, startEiam, type EiamWorld } from "./eiam-world";

let world: EiamWorld;
beforeEach(async () => {
  world = await startEiam();
});
afterEach(() => world.emulator.close());

test("CreateUser keeps every field and GetUser shows them", async () => {
  const id = await world.create(
    world.alice({
      DisplayName: "Alice 李",
      Password: "Canary-Passw0rd!",
      PhoneRegion: "86",
      PhoneNumber: "13812345678",
      PhoneNumberVerified: true,
      Email: "alice@example.com",
      EmailVerified: false,
      UserExternalId: "hr-17",
      OrganizationalUnitIds: [DESIGN],
      Description: "designer",
      CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
      PasswordInitializationConfig: {
        PasswordInitializationPolicyPriority: "custom",
        PasswordForcedUpdateStatus: "enabled",
        UserNotificationChannels: ["email"],
        PasswordInitializationType: "random",
      },
    }),
  );
  expect(await world.user(id)).toEqual({
    UserId: id,
    InstanceId: world.emulator.eiam.instanceId,
    Username: "alice.li",
    DisplayName: "Alice 李",
    Description: "designer",
    PasswordSet: true,
    PhoneRegion: "86",
    PhoneNumber: "13812345678",
    PhoneNumberVerified: true,
    Email: "alice@example.com",
    EmailVerified: false,
    UserExternalId: "hr-17",
    UserSourceType: "build_in",
    UserSourceId: world.emulator.eiam.instanceId,
    Status: "enabled",
    PasswordExpireTime: -1,
    RegisterTime: world.now,
    CreateTime: world.now,
    UpdateTime: world.now,
    PrimaryOrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId,
    OrganizationalUnits: [
      { OrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId, OrganizationalUnitName: "Rollcall", Primary: true },
      { OrganizationalUnitId: DESIGN, OrganizationalUnitName: "Design", Primary: false },
    ],
    CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
    Groups: [],
    PreferredLanguage: "en-US",
  });
  const [record] = await world.stored();
  expect(record).toMatchObject({ PasswordForcedUpdateStatus: "enabled" });
  expect(matchesPassword(String(record?.["PasswordHash"]), "Canary-Passw0rd!")).toBe(true);
  expect(JSON.stringify(record)).not.toContain("Canary-Passw0rd!");
});

test("the external id is the user id and a random password is set when asked for", async () => {
  const random = { PasswordInitializationPolicyPriority: "custom", PasswordInitializationType: "random" };
  const id = await world.create(world.alice({ PasswordInitializationConfig: random }));
  expect(await world.user(id)).toMatchObject({ UserExternalId: id, PasswordSet: true });
  const without = await world.create(
    world.alice({ Username: "bob", PasswordInitializationConfig: { ...random, PasswordInitializationPolicyPriority: "global" } }),
  );
  expect(await world.user(without)).toMatchObject({ PasswordSet: false });
});

test("a ClientToken used twice creates one user, for a day", async () => {
  const id = await world.create(world.alice({ ClientToken: "token-1" }));
  expect(await world.create(world.alice({ ClientToken: "token-1", Username: "somebody-else" }))).toBe(id);
  expect(await world.stored()).toHaveLength(1);
  world.now += 24 * 3_600_000;
  const { accessKeyId, accessKeySecret, endpoint, eiam } = world.emulator;
  const query = {
    InstanceId: eiam.instanceId,
    Username: "alice.li",
    PrimaryOrganizationalUnitId: eiam.rootOrganizationalUnitId,
    ClientToken: "token-1",
  };
  const request = signAcs3({
    host: new URL(endpoint).host,
    action: "CreateUser",
    version: "2021-12-01",
    accessKeyId,
    accessKeySecret,
    time: world.now,
    query,
  });
  expect(await send(endpoint, request)).toMatchObject({ status: 403, body: { Code: "ResourceDuplicated.Username" } });
});

test("UpdateUser changes what is sent, clears what is sent empty and leaves the rest", async () => {
  const id = await world.create(
    world.alice({
      DisplayName: "A",
      Email: "a@example.com",
      EmailVerified: true,
      CustomFields: [
        { FieldName: "badge", FieldValue: "1" },
        { FieldName: "costCenter", FieldValue: "c" },
      ],
    }),
  );
  world.now += 1000;
  const changed = await world.call("UpdateUser", {
    UserId: id,
    Username: "alice.wang",
    DisplayName: "",
    PhoneNumber: "13800000000",
    PhoneRegion: "86",
    PhoneNumberVerified: true,
    CustomFields: [
      { FieldName: "badge", FieldValue: "2", Operation: "replace" },
      { FieldName: "employeeId", FieldValue: "e", Operation: "add" },
      { FieldName: "costCenter", Operation: "remove" },
    ],
  });
  expect(changed.status).toBe(200);
  const after = await world.user(id);
  expect(after).toMatchObject({
    Username: "alice.wang",
    Email: "a@example.com",
    PhoneNumber: "13800000000",
    UpdateTime: world.now,
    CreateTime: world.now - 1000,
  });
  expect(after).not.toHaveProperty("DisplayName");
  expect(after["CustomFields"]).toEqual([
    { FieldName: "badge", FieldValue: "2" },
    { FieldName: "employeeId", FieldValue: "e" },
  ]);
  await world.create(world.alice());
  expect(await world.call("UpdateUser", { UserId: id, Username: "alice.li" })).toMatchObject({
    status: 403,
    body: { Code: "ResourceDuplicated.Username" },
  });
  expect(await world.call("UpdateUser", { UserId: id, Email: "b@example.com" })).toMatchObject({
    status: 400,
    body: { Code: "MissingParameter.EmailVerified" },
  });
});

test("description, password and status have actions of their own", async () => {
  const id = await world.create(world.alice());
  await world.call("UpdateUserDescription", { UserId: id, Description: "new" });
  expect(
    await world.call("UpdateUserPassword", { UserId: id, Password: "Another-Passw0rd", PasswordForcedUpdateStatus: "enabled" }),
  ).toMatchObject({ status: 200 });
  for (const action of ["DisableUser", "DisableUser", "UnlockUser"]) expect((await world.call(action, { UserId: id })).status).toBe(200);
  expect(await world.user(id)).toMatchObject({ Description: "new", PasswordSet: true, Status: "disabled" });
  await world.call("EnableUser", { UserId: id });
  expect(await world.user(id)).toMatchObject({ Status: "enabled" });
  const [record] = await world.stored();
  expect(matchesPassword(String(record?.["PasswordHash"]), "Another-Passw0rd")).toBe(true);
});

test("deleting: an unknown user is 404, DeleteUsers takes all or none", async () => {
  const [first, second] = [await world.create(world.alice()), await world.create(world.alice({ Username: "bob" }))];
  expect(await world.call("DeleteUsers", { UserIds: [first, "user_x"] })).toMatchObject({
    status: 404,
    body: { Code: "ResourceNotFound.User" },
  });
  expect(await world.stored()).toHaveLength(2);
  expect((await world.call("DeleteUsers", { UserIds: [first, second] })).status).toBe(200);
  expect(await world.call("DeleteUser", { UserId: first })).toMatchObject({
    status: 404,
    body: { Code: "ResourceNotFound.User", Message: expect.stringContaining(`The specified User resource: ${first} not found.`) },
  });
  expect(await world.call("GetUser", { UserId: first })).toMatchObject({ status: 404, body: { Code: "ResourceNotFound.User" } });
});
