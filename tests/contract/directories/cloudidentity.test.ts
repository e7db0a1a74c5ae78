import { matchesPassword } from "../../../emulator/passwords";
import { cloudidentity } from "../../../provider/cloudidentity";
import { volcengineCall } from "../../../provider/vendors/volcengine";
import { freshWorld } from "./harness/world";

const world = freshWorld(cloudidentity);

const ALICE = { userName: "alice", displayName: "Alice", description: "Design", email: "alice@example.com", phone: "+8613812345678" };
const PASSWORD = "Correct-Horse-7";

async function stored(userName: string): Promise<Readonly<Record<string, unknown>>> {
  const user = (await world().users()).find((candidate) => candidate["UserName"] === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  return user;
}

async function hasPassword(userName: string, password: string): Promise<boolean> {
  return matchesPassword(String((await stored(userName))["password"]), password);
}

async function disableService(): Promise<void> {
  const { endpoint, accessKeyId, accessKeySecret } = world().emulator;
  const account = { endpoint, region: "cn-beijing", credentials: { kind: "keys", accessKeyId, accessKeySecret } } as const;
  const answer = await volcengineCall(account, { service: "cloudidentity", version: "2023-01-01", action: "DisableService" })(5_000);
  expect(answer.status).toBe(200);
}

test("creates with one call, and sets the password with a second", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD, passwordResetRequired: true });
  expect(outs).toEqual({ ...ALICE, password: PASSWORD, passwordResetRequired: true, userId: id });
  expect(await world().calls()).toEqual({ CreateUser: 1, ResetPassword: 1 });
  const { userName, displayName, description, email, phone } = ALICE;
  const fields = { UserId: id, UserName: userName, DisplayName: displayName, Description: description, Email: email, Phone: phone };
  expect(await stored("alice")).toMatchObject({ ...fields, PasswordResetRequired: true });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
});

test("asks for no new password at the next login unless the program says so", async () => {
  const provider = await world().provider();
  await provider.create({ userName: "alice", password: PASSWORD });
  expect(await stored("alice")).toMatchObject({ PasswordResetRequired: false });
});

test("writes one at a time within an account while reads go in parallel", async () => {
  const provider = await world().provider();
  await world().faults("* slow ms=10");
  const names = Array.from({ length: 12 }, (_, index) => `user${index}`);
  const created = await Promise.all(names.map((userName) => provider.create({ userName, password: PASSWORD })));
  await Promise.all(created.map(({ id, outs }) => provider.update(id, outs, { ...outs, displayName: "Staff" })));
  const detail = await world().callDetails();
  for (const action of ["CreateUser", "ResetPassword", "UpdateUser"]) {
    expect(detail[action]).toMatchObject({ count: 12, peakInFlight: 1, outcomes: { 200: 12 } });
  }
  expect(detail["GetUser"]?.peakInFlight).toBeGreaterThan(1);
});

test("waits for somebody else's write instead of failing", async () => {
  const provider = await world().provider();
  await world().faults("* concurrent first=3");
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD });
  await world().faults("* concurrent every=2");
  await provider.update(id, outs, { ...outs, displayName: "A." });
  await provider.delete(id, outs);
  expect(await world().users()).toEqual([]);
});

test("a full quota fails at once and says so", async () => {
  const provider = await world().provider();
  await world().faults("CreateUser quota");
  await expect(provider.create(ALICE)).rejects.toMatchObject({
    code: "ERR_QUOTA",
    cloudCode: "ReachedQuotaLimit",
    status: 429,
    user: "alice",
  });
  expect(await world().calls()).toEqual({ CreateUser: 1 });
});

test("a rename keeps the user, and a taken name is refused without losing it", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD });
  await provider.create({ userName: "bob" });
  await expect(provider.update(id, outs, { ...outs, userName: "bob" })).rejects.toMatchObject({
    code: "ERR_PARTIAL",
    id,
    properties: { ...ALICE, userId: id },
    reasons: [
      expect.stringMatching(
        /^alice: cannot be renamed to bob: .*UserNameAlreadyExists.*Another account has the name bob: delete or rename it.* if somebody of the program gives that name up in this run, only run again/,
      ),
    ],
  });
  const { outs: renamed } = await provider.update(id, outs, { ...outs, userName: "alicia" });
  expect(renamed).toMatchObject({ userName: "alicia", userId: id });
  expect(await stored("alicia")).toMatchObject({ UserId: id, DisplayName: "Alice" });
  expect(await hasPassword("alicia", PASSWORD)).toBe(true);
});

test("sends a phone that looks the same behind its mask, and never writes a mask back", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  const { outs: changed } = await provider.update(id, outs, { ...ALICE, phone: "+8613899995678" });
  expect(await stored("alice")).toMatchObject({ Phone: "+8613899995678" });
  await provider.update(id, changed, { ...ALICE, phone: "+8613899995678", displayName: "A." });
  expect(await stored("alice")).toMatchObject({ Phone: "+8613899995678", DisplayName: "A." });
});

test("an update sends only what changes", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD });
  await world().forgetCalls();
  await world().faults("UpdateUser changed-by-other user=alice set.DisplayName=Elsewhere set.Description=Elsewhere");
  const { userName, displayName, phone } = ALICE;
  await provider.update(id, outs, { userName, displayName, phone, password: PASSWORD, email: "" });
  expect(await world().calls()).toEqual({ GetUser: 1, UpdateUser: 1 });
  expect(await stored("alice")).toMatchObject({ DisplayName: "Elsewhere", Description: "Elsewhere", Email: "" });
});

test("a password that could not be set leaves a partial user, and the next run repairs it", async () => {
  const provider = await world().provider();
  const declared = { ...ALICE, password: PASSWORD, passwordResetRequired: true };
  await world().faults("ResetPassword expired-credentials");
  const partial = await provider.create(declared).catch((error: unknown) => error);
  const { id } = await stored("alice").then((user) => ({ id: String(user["UserId"]) }));
  expect(partial).toMatchObject({ code: "ERR_PARTIAL", id, properties: { ...ALICE, userId: id } });
  expect(JSON.stringify(partial)).not.toContain(PASSWORD);
  await world().faults();
  await provider.update(id, { ...ALICE, userId: id }, declared);
  expect(await stored("alice")).toMatchObject({ PasswordResetRequired: true });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
});

test("a run killed before the password was set is finished by the next one, by another process", async () => {
  await (await world().provider()).create(ALICE);
  const { id, outs } = await (await world().provider()).create({ ...ALICE, password: PASSWORD });
  expect(outs).toMatchObject({ userId: id, adopted: true });
  expect(await hasPassword("alice", PASSWORD)).toBe(true);
});

test("an old account that is only matched keeps its password", async () => {
  await (await world().provider()).create({ ...ALICE, password: "Somebody-Elses-1" });
  const clock = { now: () => world().clock.now() + 25 * 3_600_000, sleep: (ms: number) => world().clock.sleep(ms) };
  await (await world().provider({}, clock)).create({ ...ALICE, password: PASSWORD });
  expect(await hasPassword("alice", "Somebody-Elses-1")).toBe(true);
});

test.each([
  [{ Source: "Sync" }, "ErrDeleteSyncUserNotAllowed", /identity source synchronises.*onDelete: "retain"/],
  [{ HasProvision: true }, "UserHasProvision", /user provisionings.*onDelete: "retain"/],
])("explains why a user with %j is not deleted", async (set, cloudCode, remedy) => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  await world().edit("alice", set);
  await expect(provider.delete(id, outs)).rejects.toMatchObject({
    category: "precondition",
    cloudCode,
    remedy: expect.stringMatching(remedy),
    user: "alice",
  });
  await provider.delete(id, { ...outs, onDelete: "retain" });
  expect(await world().users()).toHaveLength(1);
});

test("a service that is not enabled drops nobody", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  await disableService();
  const refused = { category: "parent-missing", cloudCode: "ServiceStatusException", remedy: expect.stringContaining("EnableService") };
  await expect(provider.read(id, outs)).rejects.toMatchObject(refused);
  await expect(provider.delete(id, outs)).rejects.toMatchObject(refused);
  await expect(provider.create({ userName: "bob" })).rejects.toMatchObject(refused);
});

test("a refusal that repeats a password is shown without it", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD });
  const weak = "all-lower-case";
  const failure = await provider.update(id, outs, { ...outs, password: weak }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "ERR_PARTIAL", reasons: [expect.stringContaining("The parameter Password[[secret]] is invalid")] });
  expect(JSON.stringify(failure)).not.toContain(weak);
});

test("a refresh of many costs the pages of one listing, a single update one look-up", async () => {
  const provider = await world().provider();
  const names = Array.from({ length: 130 }, (_, index) => `user${index}`);
  const users = await Promise.all(names.map((userName) => provider.create({ userName, phone: "13812345678" })));
  await world().forgetCalls();
  const found = await Promise.all(users.map(({ id, outs }) => provider.read(id, outs)));
  expect(found.map(({ inputs }) => inputs)).toEqual(names.map((userName) => ({ userName, phone: "13812345678" })));
  expect(await world().calls()).toEqual({ ListUsers: 2 });
  await world().forgetCalls();
  const [first] = users;
  if (first === undefined) throw new Error("nobody was created");
  const fresh = await world().provider();
  await fresh.update(first.id, first.outs, { ...first.outs, displayName: "One" });
  expect(await world().calls()).toEqual({ GetUser: 1, UpdateUser: 1 });
});

test("lists everybody, page by page", async () => {
  const provider = await world().provider();
  await Promise.all(Array.from({ length: 101 }, (_, index) => provider.create({ userName: `user${index}` })));
  const { calls } = await world().context();
  const names: string[] = [];
  for await (const user of calls.list()) names.push(user.ref.key);
  expect(new Set(names).size).toBe(101);
  expect(await calls.find("user10", {})).toMatchObject({ ref: { key: "user10" } });
  expect(await calls.find("user1000", {})).toBeUndefined();
});
