import { matchesPassword } from "../../../emulator/passwords";
import { eiam } from "../../../provider/eiam";
import { freshWorld } from "./harness/world";

const world = freshWorld(eiam);

const PASSWORD = "Correct-Horse-7";
/** Units every new emulated instance has below its root. */
const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";
const FINANCE = "ou_finance0000000000000000000";

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

const unitsOf = async (username: string) => (await stored(username))["OrganizationalUnitIds"];

test("each field changes in place by its own action and nothing else is sent", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(whole());
  const update = async (change: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, number>>> => {
    await world().forgetCalls();
    const { outs: next } = await provider.update(id, { ...outs, ...current }, { ...whole(), ...current, ...change });
    expect(next).toMatchObject(change);
    Object.assign(current, change);
    return world().calls();
  };
  const current: Record<string, unknown> = {};
  expect(await update({ displayName: "A." })).toEqual({ GetUser: 1, UpdateUser: 1 });
  expect(await update({ phoneNumber: "13900000000", email: "a@example.com" })).toEqual({ GetUser: 1, UpdateUser: 1 });
  expect(await update({ phoneNumberVerified: false })).toEqual({ GetUser: 1, UpdateUser: 1 });
  expect(await update({ description: "Sales" })).toEqual({ GetUser: 1, UpdateUserDescription: 1 });
  expect(await update({ status: "disabled" })).toEqual({ GetUser: 1, DisableUser: 1 });
  expect(await stored("alice")).toMatchObject({
    DisplayName: "A.",
    PhoneRegion: "86",
    PhoneNumber: "13900000000",
    PhoneNumberVerified: false,
    Email: "a@example.com",
    EmailVerified: true,
    Description: "Sales",
    Status: "disabled",
  });
  expect(await update({ status: "enabled" })).toEqual({ GetUser: 1, EnableUser: 1 });
  expect(await update({ password: PASSWORD })).toEqual({ GetUser: 1, UpdateUserPassword: 1 });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
  expect(await update({ passwordInitializationConfig: { passwordInitializationPolicyPriority: "global" } })).toEqual({ GetUser: 1 });
  expect(await update({ username: "alicia" })).toEqual({ GetUser: 1, UpdateUser: 1 });
  expect(await stored("alicia")).toMatchObject({ UserId: id, Status: "enabled" });
});

test("empty values clear phone, e-mail, display name and description", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(whole());
  const { phoneRegion, phoneNumberVerified, emailVerified, ...rest } = whole();
  const cleared = { ...rest, phoneNumber: "", email: "", displayName: "", description: "" };
  const { outs: changed } = await provider.update(id, outs, cleared);
  expect(changed).toEqual({ ...cleared, userId: id });
  const user = await stored("alice");
  for (const name of ["PhoneRegion", "PhoneNumber", "Email", "DisplayName", "Description"]) expect(user[name]).toBeUndefined();
  expect((await provider.read(id, changed)).inputs).toEqual(cleared);
  expect([phoneRegion, phoneNumberVerified, emailVerified]).toEqual(["86", true, true]);
});

test("a password that changes goes with its settings only where their priority is custom", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...alice(), password: PASSWORD });
  const forced = { passwordForcedUpdateStatus: "enabled", userNotificationChannels: ["email"] };
  await provider.update(id, outs, {
    ...alice(),
    password: "Battery-Staple-8",
    passwordInitializationConfig: { ...forced, passwordInitializationPolicyPriority: "global" },
  });
  expect(await stored("alice")).toMatchObject({ PasswordForcedUpdateStatus: "disabled" });
  await provider.update(id, outs, {
    ...alice(),
    password: "Battery-Staple-9",
    passwordInitializationConfig: { ...forced, passwordInitializationPolicyPriority: "custom" },
  });
  expect(await stored("alice")).toMatchObject({ PasswordForcedUpdateStatus: "enabled" });
  expect(await hasPassword("alice", "Battery-Staple-9")).toBe(true);
});

test("custom fields are added, replaced and removed one by one, and undeclared ones stay", async () => {
  const provider = await world().provider();
  const badge = { fieldName: "badge", fieldValue: "A-7" };
  const { id, outs } = await provider.create({ ...alice(), customFields: [badge, { fieldName: "costCenter", fieldValue: "100" }] });
  const declared = {
    ...alice(),
    customFields: [
      { fieldName: "costCenter", fieldValue: "200" },
      { fieldName: "employeeId", fieldValue: "7" },
    ],
  };
  const { outs: changed } = await provider.update(id, outs, declared);
  expect((await stored("alice"))["CustomFields"]).toEqual([
    { FieldName: "costCenter", FieldValue: "200" },
    { FieldName: "employeeId", FieldValue: "7" },
  ]);
  await provider.update(id, changed, { ...alice(), displayName: "A." });
  expect((await stored("alice"))["CustomFields"]).toHaveLength(2);
  await provider.update(id, changed, { ...alice(), customFields: [] });
  expect((await stored("alice"))["CustomFields"]).toEqual([]);
});

test("units move: the new primary one first, then further ones in, then others out", async () => {
  const provider = await world().provider();
  const root = world().emulator.eiam.rootOrganizationalUnitId;
  const { id, outs } = await provider.create({ ...alice(), organizationalUnitIds: [DESIGN, SALES] });
  await world().forgetCalls();
  const swapped = { ...alice(), primaryOrganizationalUnitId: DESIGN, organizationalUnitIds: [root, FINANCE] };
  const { outs: after } = await provider.update(id, outs, swapped);
  expect(await unitsOf("alice")).toEqual([DESIGN, root, FINANCE]);
  expect(await world().calls()).toEqual({
    GetUser: 1,
    SetUserPrimaryOrganizationalUnit: 1,
    AddUserToOrganizationalUnits: 1,
    RemoveUserFromOrganizationalUnits: 1,
  });
  await world().forgetCalls();
  await provider.update(id, after, { ...swapped, organizationalUnitIds: [FINANCE, DESIGN, root] });
  expect(await world().calls()).toEqual({ GetUser: 1 });
  await provider.update(id, after, { ...swapped, organizationalUnitIds: [] });
  expect(await unitsOf("alice")).toEqual([DESIGN]);
});

test("a move that the program does not declare to be whole leaves further units alone", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(alice());
  const root = world().emulator.eiam.rootOrganizationalUnitId;
  await world().edit("alice", { OrganizationalUnitIds: [root, SALES] });
  await provider.update(id, outs, { ...alice(), primaryOrganizationalUnitId: DESIGN });
  expect(await unitsOf("alice")).toEqual([DESIGN, SALES]);
});

test("a duplicate in an update keeps the user, what was applied and what was not", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(alice());
  await provider.create({ ...alice(), username: "bob" });
  await expect(provider.update(id, outs, { ...alice(), username: "bob", description: "x" })).rejects.toMatchObject({
    code: "ERR_PARTIAL",
    id,
    properties: { ...alice(), description: "x", userId: id },
    reasons: [expect.stringMatching(/cannot be renamed to bob: .*ResourceDuplicated.Username.*Another account has the name bob/)],
  });
});
