import { matchesPassword } from "../../../emulator/passwords";
import { eiam } from "../../../provider/eiam";
import { freshWorld } from "./harness/world";

const world = freshWorld(eiam);

const PASSWORD = "Correct-Horse-7";
/** Units every new emulated instance has below its root. */
const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";

const alice = () => ({ username: "alice", primaryOrganizationalUnitId: world().emulator.eiam.rootOrganizationalUnitId });
const whole = () => ({
  ...alice(),
  displayName: "Alice",
  phoneRegion: "86",
  phoneNumber: "13800000000",
  phoneNumberVerified: true,
  email: "alice@example.com",
  emailVerified: true,
  userExternalId: "hr-7",
  organizationalUnitIds: [DESIGN],
  description: "Design",
  customFields: [{ fieldName: "badge", fieldValue: "A-7" }],
});

async function stored(username: string): Promise<Readonly<Record<string, unknown>>> {
  const user = (await world().users()).find((candidate) => candidate["Username"] === username);
  if (user === undefined) throw new Error(`no user ${username}`);
  return user;
}

async function hasPassword(username: string, password: string): Promise<boolean> {
  return matchesPassword(String((await stored(username))["PasswordHash"]), password);
}

test("creates with one call that carries every field, and deletes with one", async () => {
  const provider = await world().provider();
  const declared = {
    ...whole(),
    password: PASSWORD,
    passwordInitializationConfig: { passwordInitializationPolicyPriority: "custom", passwordForcedUpdateStatus: "enabled" },
  };
  const { id, outs } = await provider.create(declared);
  expect(outs).toEqual({ ...declared, userId: id });
  expect(id).toMatch(/^user_/);
  expect(await world().calls()).toEqual({ CreateUser: 1 });
  const root = world().emulator.eiam.rootOrganizationalUnitId;
  expect(await stored("alice")).toMatchObject({
    UserId: id,
    InstanceId: world().emulator.eiam.instanceId,
    DisplayName: "Alice",
    PhoneRegion: "86",
    PhoneNumber: "13800000000",
    PhoneNumberVerified: true,
    Email: "alice@example.com",
    EmailVerified: true,
    UserExternalId: "hr-7",
    PrimaryOrganizationalUnitId: root,
    OrganizationalUnitIds: [root, DESIGN],
    Description: "Design",
    CustomFields: [{ FieldName: "badge", FieldValue: "A-7" }],
    PasswordForcedUpdateStatus: "enabled",
  });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
  await provider.delete(id, outs);
  expect(await world().users()).toEqual([]);
  expect(await world().calls()).toEqual({ CreateUser: 1, DeleteUsers: 1 });
});

test("a user without external id reads as it was declared, and no difference is seen", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...alice(), userExternalId: "hr-7" });
  expect(await provider.read(id, outs)).toEqual({ id, props: outs, inputs: { ...alice(), userExternalId: "hr-7" } });
  const { id: bare, outs: bareOuts } = await provider.create({ ...alice(), username: "bob" });
  expect(await stored("bob")).toMatchObject({ UserExternalId: bare });
  expect(await provider.diff(bare, bareOuts, { ...alice(), username: "bob", userExternalId: bare })).toEqual({});
  expect(await provider.diff(bare, bareOuts, { ...alice(), username: "bob", userExternalId: "hr-8" })).toMatchObject({
    replaces: ["userExternalId"],
    deleteBeforeReplace: true,
  });
});

test("adopts with every declared field and the password, or names what differs", async () => {
  const provider = await world().provider();
  const { id } = await provider.create({ ...whole(), password: "Somebody-Elses-1" });
  const wanted = { ...whole(), displayName: "A.", organizationalUnitIds: [SALES], customFields: [], password: PASSWORD };
  await expect(provider.create(wanted)).rejects.toMatchObject({
    code: "ERR_DIFFERS",
    summary: expect.stringMatching(/displayName is "Alice" .*"A\." in the program; organizationalUnitIds .*; customFields /),
  });
  const { id: adopted, outs } = await provider.create({ ...wanted, onExisting: "adopt" });
  expect(adopted).toBe(id);
  expect(outs).toMatchObject({ adopted: true });
  expect(await stored("alice")).toMatchObject({
    DisplayName: "A.",
    OrganizationalUnitIds: [alice().primaryOrganizationalUnitId, SALES],
    CustomFields: [],
  });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
});

test("finds exactly the name among many that start like it", async () => {
  const provider = await world().provider();
  await Promise.all(
    Array.from({ length: 120 }, (_, index) => provider.create({ ...alice(), username: `al${String(index).padStart(3, "0")}` })),
  );
  const { id } = await provider.create({ ...alice(), username: "al" });
  const { outs } = await provider.create({ ...alice(), username: "al" });
  expect(outs).toMatchObject({ userId: id, adopted: true });
});

test("a name that only differs in case is refused with the spelling that exists, at once", async () => {
  const provider = await world().provider();
  await provider.create({ ...alice(), username: "Alice" });
  await expect(provider.create(alice())).rejects.toMatchObject({
    code: "ERR_ALREADY_EXISTS",
    cloudCode: undefined,
    user: "alice",
    summary: expect.stringContaining("named Alice"),
    remedy: expect.stringContaining('username: "Alice"'),
  });
  expect((await world().calls())["CreateUser"]).toBe(2);
});

test.each([
  ["email", { email: "alice@example.com", emailVerified: true }, "ResourceDuplicated.Email"],
  ["phoneNumber", { phoneRegion: "86", phoneNumber: "13800000000", phoneNumberVerified: true }, "ResourceDuplicated.PhoneNumber"],
  ["userExternalId", { userExternalId: "hr-7" }, "ResourceDuplicated.UserExternalId"],
])("a %s that somebody else has makes no duplicate of the person", async (field, same, cloudCode) => {
  const provider = await world().provider();
  await provider.create(whole());
  const failure = { category: "value-taken", cloudCode, status: 403, remedy: expect.stringContaining(`Change ${field}`), user: "bob" };
  await expect(provider.create({ ...alice(), username: "bob", ...same, onExisting: "adopt" })).rejects.toMatchObject(failure);
  expect(await world().users()).toHaveLength(1);
});

test("a value of a unique custom field that somebody else has names the field", async () => {
  const provider = await world().provider();
  const customFields = [{ fieldName: "employeeId", fieldValue: "7" }];
  await provider.create({ ...alice(), customFields });
  await expect(provider.create({ ...alice(), username: "bob", customFields })).rejects.toMatchObject({
    category: "value-taken",
    cloudCode: "ResourceDuplicated.CustomField.employeeId",
    remedy: expect.stringContaining("customFields"),
  });
});

test.each(["lost-response", "server-error effect=true", "html status=502 effect=true", "empty", "truncated", "reset effect=true"])(
  "a creation answered by %s happens once",
  async (fault) => {
    const provider = await world().provider();
    await world().faults(`CreateUser ${fault} first=1`);
    const { id, outs } = await provider.create({ ...whole(), password: PASSWORD });
    expect(outs).toEqual({ ...whole(), password: PASSWORD, userId: id });
    expect(await world().users()).toHaveLength(1);
  },
);

test("a creation that was not seen is repeated under the same token, even while the user is invisible", async () => {
  const provider = await world().provider();
  await world().faults("CreateUser lost-response first=1", "* late-visibility ms=60000");
  const { id } = await provider.create(alice());
  expect(await stored("alice")).toMatchObject({ UserId: id });
  expect(await world().calls()).toEqual({ CreateUser: 2, ListUsers: 1 });
});

test("a full quota fails at once and says so", async () => {
  const provider = await world().provider();
  await world().faults("CreateUser quota");
  await expect(provider.create(alice())).rejects.toMatchObject({ code: "ERR_QUOTA", user: "alice" });
  expect(await world().calls()).toEqual({ CreateUser: 1 });
});

test("waits while the identity provider is locked", async () => {
  const provider = await world().provider();
  await world().faults("* concurrent first=2");
  const { id, outs } = await provider.create(alice());
  await provider.update(id, outs, { ...alice(), description: "x" });
  expect(await stored("alice")).toMatchObject({ Description: "x" });
});

test("a missing instance or unit drops nobody", async () => {
  const { id, outs } = await (await world().provider()).create(alice());
  const elsewhere = await world().provider({ instanceId: "idaas_unknown" });
  const refused = { category: "parent-missing", cloudCode: "ResourceNotFound.Instance", remedy: expect.stringContaining("instanceId") };
  await expect(elsewhere.read(id, outs)).rejects.toMatchObject(refused);
  await expect(elsewhere.delete(id, outs)).rejects.toMatchObject(refused);
  await expect(elsewhere.create(alice())).rejects.toMatchObject(refused);
  const provider = await world().provider();
  const moved = { ...alice(), primaryOrganizationalUnitId: "ou_unknown" };
  await expect(provider.update(id, outs, moved)).rejects.toMatchObject({
    code: "ERR_PARTIAL",
    reasons: [expect.stringContaining("ResourceNotFound.OrganizationalUnit")],
  });
  await expect(provider.create({ ...moved, username: "bob" })).rejects.toMatchObject({ category: "parent-missing" });
  expect(await world().users()).toHaveLength(1);
});

test("an instance is named by the user, else by the configuration, else refused before any call", async () => {
  const { instanceId } = world().emulator.eiam;
  const { id, outs } = await (await world().provider({ instanceId: "idaas_unknown" })).create({ ...alice(), instanceId });
  expect(outs).toMatchObject({ instanceId, userId: id });
  const nowhere = await world().provider({ instanceId: "" });
  expect(await nowhere.check({}, alice())).toEqual({
    failures: [{ property: "", reason: expect.stringMatching(/^instanceId is required .*rollcall:instanceId/) }],
  });
  expect(await nowhere.check({}, { ...alice(), instanceId })).toEqual({ inputs: { ...alice(), instanceId } });
  await world().forgetCalls();
  await expect(nowhere.create(alice())).rejects.toMatchObject({ code: "ERR_CONFIG" });
  expect(await world().calls()).toEqual({});
  const configured = await world().provider();
  expect(await configured.diff(id, outs, { ...alice(), instanceId: "idaas_other" })).toMatchObject({
    replaces: ["instanceId"],
    deleteBeforeReplace: false,
  });
  const { instanceId: _dropped, ...undeclared } = outs;
  expect(await configured.diff(id, undeclared, { ...alice(), instanceId })).toEqual({});
});

test("no text shows a password or a parameter of a URL", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...alice(), password: PASSWORD });
  const weak = "all-lower-case";
  const failures = [
    await provider.update(id, outs, { ...outs, password: weak }).catch((error: unknown) => error),
    await provider.create({ ...alice(), username: "bob", password: weak }).catch((error: unknown) => error),
  ];
  await world().faults("UpdateUserPassword reset");
  failures.push(await provider.update(id, outs, { ...outs, password: "Battery-Staple-8" }).catch((error: unknown) => error));
  const shown = [...failures.map((failure) => `${JSON.stringify(failure)}${String(failure)}`), ...world().said].join("\n");
  expect(failures).toEqual([
    expect.objectContaining({ code: "ERR_PARTIAL" }),
    expect.objectContaining({ category: "invalid" }),
    expect.objectContaining({ code: "ERR_PARTIAL" }),
  ]);
  for (const secret of [weak, "Battery-Staple-8", "Password=", "Signature", world().emulator.accessKeySecret])
    expect(shown).not.toContain(secret);
});

test("deleting many is one call a hundred, and one already gone sinks nobody", async () => {
  const provider = await world().provider();
  const users = await Promise.all(Array.from({ length: 105 }, (_, index) => provider.create({ ...alice(), username: `user${index}` })));
  await world().forgetCalls();
  await Promise.all(users.slice(0, 102).map(({ id, outs }) => provider.delete(id, outs)));
  expect(await world().calls()).toEqual({ DeleteUsers: 2 });
  await world().remove("user103");
  await Promise.all(users.slice(102).map(({ id, outs }) => provider.delete(id, outs)));
  expect(await world().users()).toEqual([]);
});

test("disables instead of deleting where the program says so", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...alice(), onDelete: "disable" });
  await provider.delete(id, outs);
  expect(await stored("alice")).toMatchObject({ UserId: id, Status: "disabled" });
});

test("a user created disabled is disabled right after, and repaired when that failed", async () => {
  const provider = await world().provider();
  const declared = { ...alice(), status: "disabled" };
  await world().faults("DisableUser expired-credentials");
  const partial = await provider.create(declared).catch((error: unknown) => error);
  expect(partial).toMatchObject({ code: "ERR_PARTIAL", properties: alice() });
  await world().faults();
  const { UserId } = await stored("alice");
  await provider.update(String(UserId), { ...alice(), userId: UserId }, declared);
  expect(await stored("alice")).toMatchObject({ Status: "disabled" });
});
