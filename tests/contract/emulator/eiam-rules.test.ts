import { startEiam, type EiamWorld } from "./eiam-world";

let world: EiamWorld;
beforeEach(async () => {
  world = await startEiam();
});
afterEach(() => world.emulator.close());

const long = (length: number): string => "x".repeat(length);

test.each<[string, Record<string, unknown>]>([
  ["Username of 256", { Username: long(256) }],
  ["Username with every allowed sign", { Username: "A_z.0-9@b" }],
  ["DisplayName of 128", { DisplayName: long(128) }],
  ["Description of 256", { Description: long(256) }],
  ["UserExternalId of 128", { UserExternalId: long(128) }],
  ["PhoneRegion of 6 and PhoneNumber of 15", { PhoneRegion: "123456", PhoneNumber: "123456789012345", PhoneNumberVerified: true }],
  ["PhoneRegion of 1 and PhoneNumber of 6", { PhoneRegion: "1", PhoneNumber: "123456", PhoneNumberVerified: false }],
  ["Email with every allowed sign", { Email: "a.B_0-9@example.com", EmailVerified: true }],
  ["ClientToken of 64", { ClientToken: long(64) }],
])("CreateUser accepts %s", async (_name, parameters) => {
  await world.create(world.alice(parameters));
});

test.each<[string, Record<string, unknown>, number, string]>([
  ["no Username", { Username: "" }, 400, "MissingParameter.Username"],
  ["Username of 257", { Username: long(257) }, 400, "InvalidParameter.Username"],
  ["Username with a blank", { Username: "a b" }, 400, "InvalidParameter.Username"],
  ["no primary unit", { PrimaryOrganizationalUnitId: "" }, 400, "MissingParameter.PrimaryOrganizationalUnitId"],
  ["an unknown primary unit", { PrimaryOrganizationalUnitId: "ou_x" }, 404, "ResourceNotFound.OrganizationalUnit"],
  ["an unknown further unit", { OrganizationalUnitIds: ["ou_x"] }, 404, "ResourceNotFound.OrganizationalUnit"],
  ["an unknown instance", { InstanceId: "idaas_x" }, 404, "ResourceNotFound.Instance"],
  ["DisplayName of 129", { DisplayName: long(129) }, 400, "InvalidParameter.DisplayName"],
  ["Description of 257", { Description: long(257) }, 400, "InvalidParameter.Description"],
  ["UserExternalId of 129", { UserExternalId: long(129) }, 400, "InvalidParameter.UserExternalId"],
  ["a phone without region", { PhoneNumber: "123456", PhoneNumberVerified: true }, 400, "MissingParameter.PhoneRegion"],
  ["a phone without verified flag", { PhoneNumber: "123456", PhoneRegion: "86" }, 400, "MissingParameter.PhoneNumberVerified"],
  ["PhoneNumber of 5", { PhoneNumber: "12345", PhoneRegion: "86", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneNumber"],
  [
    "PhoneNumber of 16",
    { PhoneNumber: long(16).replace(/x/g, "1"), PhoneRegion: "86", PhoneNumberVerified: true },
    400,
    "InvalidParameter.PhoneNumber",
  ],
  [
    "PhoneRegion with a plus",
    { PhoneNumber: "123456", PhoneRegion: "+86", PhoneNumberVerified: true },
    400,
    "InvalidParameter.PhoneRegion",
  ],
  [
    "PhoneRegion starting with 00",
    { PhoneNumber: "123456", PhoneRegion: "0086", PhoneNumberVerified: true },
    400,
    "InvalidParameter.PhoneRegion",
  ],
  ["PhoneRegion of 7", { PhoneNumber: "123456", PhoneRegion: "1234567", PhoneNumberVerified: true }, 400, "InvalidParameter.PhoneRegion"],
  ["an e-mail without verified flag", { Email: "a@example.com" }, 400, "MissingParameter.EmailVerified"],
  ["an e-mail with a plus", { Email: "a+b@example.com", EmailVerified: true }, 400, "InvalidParameter.Email"],
  ["a verified flag that is no boolean", { Email: "a@example.com", EmailVerified: "yes" }, 400, "InvalidParameter.EmailVerified"],
  ["a weak password", { Password: "12345678" }, 400, "InvalidParameter.Password"],
  ["an unknown extended field", { CustomFields: [{ FieldName: "age", FieldValue: "10" }] }, 400, "InvalidParameter.CustomField.age"],
  ["a ClientToken of 65", { ClientToken: long(65) }, 400, "InvalidParameter.ClientToken"],
  [
    "an unknown priority",
    { PasswordInitializationConfig: { PasswordInitializationPolicyPriority: "mine" } },
    400,
    "InvalidParameter.PasswordInitializationPolicyPriority",
  ],
])("CreateUser refuses %s", async (_name, parameters, status, code) => {
  const answer = await world.call("CreateUser", world.alice(parameters));
  expect(answer).toMatchObject({ status, body: { Code: code, HostId: "eiam.cn-hangzhou.aliyuncs.com", RequestId: expect.any(String) } });
  expect(await world.stored()).toEqual([]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["Username", {}, { Username: "Alice.Li" }],
  ["Email", { Email: "a@example.com", EmailVerified: true }, { Username: "bob", Email: "A@example.com", EmailVerified: true }],
  [
    "PhoneNumber",
    { PhoneRegion: "86", PhoneNumber: "123456", PhoneNumberVerified: true },
    { Username: "bob", PhoneRegion: "86", PhoneNumber: "123456", PhoneNumberVerified: true },
  ],
  ["UserExternalId", { UserExternalId: "x" }, { Username: "bob", UserExternalId: "x" }],
  [
    "CustomField.employeeId",
    { CustomFields: [{ FieldName: "employeeId", FieldValue: "1" }] },
    { Username: "bob", CustomFields: [{ FieldName: "employeeId", FieldValue: "1" }] },
  ],
])("a second %s is a duplicate with status 403, until the first user is gone", async (resource, first, second) => {
  const id = await world.create(world.alice(first));
  expect(await world.call("CreateUser", world.alice(second))).toMatchObject({
    status: 403,
    body: {
      Code: `ResourceDuplicated.${resource}`,
      Message: expect.stringContaining(`The specified resource: ${resource} already exist.`),
    },
  });
  await world.call("DeleteUser", { UserId: id });
  await world.create(world.alice(second));
});
