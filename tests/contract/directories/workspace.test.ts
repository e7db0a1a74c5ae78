import { demoGroups } from "../../../emulator/workspace/furnish";
import { matchesPassword } from "../../../emulator/passwords";
import { workspace } from "../../../provider/workspace";
import { freshWorld } from "./harness/world";

const world = freshWorld(workspace);

const BATCH_CREATE = "POST /v2/{project_id}/users/batch-create";
const LIST = "GET /v2/{project_id}/users";
const DETAIL = "GET /v2/{project_id}/users/{user_id}";
const UPDATE = "PUT /v2/{project_id}/users/{user_id}";
const BATCH_DELETE = "POST /v2/{project_id}/users/batch-delete";
const GROUPS = "GET /v2/{project_id}/groups";
const GROUP_ACTION = "POST /v2/{project_id}/groups/{group_id}/actions";

const [engineering, sales, contractors] = demoGroups.map(({ id }) => id) as [string, string, string];
const PASSWORD = "Correct-Horse-7";
const ALICE = { userName: "alice", userEmail: "alice@example.com" };
const BOB = {
  userName: "bob",
  userEmail: "bob@example.com",
  userPhone: "+8613812345678",
  accountExpires: "2030-06-30T12:00:00Z",
  activeType: "ADMIN_ACTIVATE",
  password: PASSWORD,
  enableChangePassword: false,
  nextLoginChangePassword: false,
  groupIds: [sales, engineering],
  description: "Design",
  aliasName: "bobby",
  passwordNeverExpired: true,
  disabled: true,
  enterpriseProjectId: "ep-7",
  domain: "corp.example",
  userInfoMap: "gold",
};

async function stored(userName: string): Promise<Readonly<Record<string, unknown>>> {
  const user = (await world().users()).find((candidate) => candidate["user_name"] === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  return user;
}

test("creates with one call, finds the id with one look-up, and knows from it whether the account is locked", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  expect(id).toBe((await stored("alice"))["id"]);
  expect(outs).toEqual({ ...ALICE, userId: id, locked: false });
  expect(await world().calls()).toEqual({ [BATCH_CREATE]: 1, [LIST]: 1 });
});

test("carries every field, those that only an update takes right after", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(BOB);
  expect(outs).toEqual({ ...BOB, userId: id, locked: false });
  expect(await world().calls()).toEqual({ [BATCH_CREATE]: 1, [LIST]: 1, [UPDATE]: 1 });
  const user = await stored("bob");
  expect(user).toMatchObject({
    user_email: "bob@example.com",
    user_phone: "+8613812345678",
    account_expires: Date.UTC(2030, 5, 30, 12),
    active_type: "ADMIN_ACTIVATE",
    enable_change_password: false,
    next_login_change_password: false,
    group_ids: [sales, engineering],
    description: "Design",
    alias_name: "bobby",
    password_never_expired: true,
    disabled: true,
    enterprise_project_id: "ep-7",
    domain: "corp.example",
    user_info_map: "gold",
  });
  expect(matchesPassword(String(user["password"]), PASSWORD)).toBe(true);
});

test("an untouched user is no difference: a refresh gives back what was declared", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(BOB);
  await world().forgetCalls();
  const fresh = await world().provider();
  expect(await fresh.read(id, outs)).toEqual({ id, props: outs, inputs: BOB });
  expect(await world().calls()).toEqual({ [LIST]: 1, [GROUPS]: 1 });
});

test("asks for no groups when nobody declares any", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  await world().edit("alice", { group_names: ["sales"] });
  await world().forgetCalls();
  await (await world().provider()).read(id, outs);
  expect(await world().calls()).toEqual({ [LIST]: 1 });
});

test("sees what somebody changed, in the shape a program would declare", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(BOB);
  await world().edit("bob", {
    user_email: "b@example.com",
    user_phone: "",
    account_expires: "2031-01-01T00:00:00Z",
    enable_change_password: true,
    next_login_change_password: true,
    password_never_expired: false,
    disabled: false,
    locked: true,
    group_names: ["contractors", "sales"],
    description: "by hand",
    user_info_map: "silver",
  });
  const found = await (await world().provider()).read(id, outs);
  expect(found.inputs).toEqual({
    ...BOB,
    userEmail: "b@example.com",
    userPhone: "",
    accountExpires: "2031-01-01T00:00:00Z",
    enableChangePassword: true,
    nextLoginChangePassword: true,
    passwordNeverExpired: false,
    disabled: false,
    groupIds: [contractors, sales],
    description: "by hand",
    userInfoMap: "silver",
  });
  expect(found.props).toMatchObject({ locked: true });
});

test("imports a user with every field that a read shows", async () => {
  const { id } = await (await world().provider()).create(BOB);
  const { password, aliasName, ...readable } = BOB;
  const found = await (await world().provider()).read(id, {});
  expect(found.inputs).toEqual(readable);
  expect([password, aliasName]).toHaveLength(2);
});

test("an update sends only what changes, and clears with empty text", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(BOB);
  const { description, ...rest } = BOB;
  await world().edit("bob", { description: "by hand" });
  await world().forgetCalls();
  const { outs: changed } = await provider.update(id, outs, { ...rest, userPhone: "", accountExpires: "0", disabled: false });
  expect(changed).toEqual({ ...rest, userPhone: "", accountExpires: "0", disabled: false, userId: id, locked: false });
  expect(await world().calls()).toMatchObject({ [UPDATE]: 1 });
  expect(await stored("bob")).toMatchObject({
    description: "by hand",
    user_phone: "",
    account_expires: 0,
    disabled: false,
    user_email: "bob@example.com",
    password_never_expired: true,
  });
  expect(description).toBe("Design");
});

test("changes the activation of a living user", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, activeType: "ADMIN_ACTIVATE", password: PASSWORD });
  await provider.update(id, outs, { ...ALICE, activeType: "USER_ACTIVATE" });
  expect(await stored("alice")).toMatchObject({ active_type: "USER_ACTIVATE" });
});

test("joins and leaves groups in calls of fifty, one per group and direction", async () => {
  const provider = await world().provider();
  const names = Array.from({ length: 60 }, (_, index) => `user${index}`);
  const declare = (userName: string, groupIds: readonly string[]) => ({ userName, userEmail: `${userName}@example.com`, groupIds });
  const users = await Promise.all(names.map((name) => provider.create(declare(name, [sales, engineering]))));
  await world().forgetCalls();
  await Promise.all(users.map(({ id, outs }, index) => provider.update(id, outs, declare(names[index] ?? "", [engineering, contractors]))));
  expect(await world().calls()).toEqual({ [LIST]: 1, [GROUPS]: 1, [GROUP_ACTION]: 4 });
  for (const user of await world().users()) expect(new Set(user["group_ids"] as string[])).toEqual(new Set([engineering, contractors]));
});

test("leaves every group with an empty list", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, groupIds: [sales, contractors] });
  await provider.update(id, outs, { ...ALICE, groupIds: [] });
  expect(await stored("alice")).toMatchObject({ group_ids: [] });
});

test("a group that is gone has been left", async () => {
  const { id } = await (await world().provider()).create({ ...ALICE, groupIds: [sales] });
  const { calls } = await world().context();
  const ref = { id, key: "alice" };
  const observed = { ref, fields: { groupIds: [sales, "gone"] }, computed: {} };
  const change = { ref, desired: { ...ALICE, groupIds: [] }, observed, changed: new Set(["groupIds"]) };
  for (const step of calls.steps.filter(({ fields }) => fields.includes("groupIds"))) await step.apply(change);
  expect(await stored("alice")).toMatchObject({ group_ids: [] });
  expect((await world().callDetails())[GROUP_ACTION]?.outcomes).toEqual({ 204: 1, "400 WKS.00170208": 1 });
});

test("sends again what the service did not keep at creation", async () => {
  const provider = await world().provider();
  await world().faults(`"${LIST}" changed-by-other first=1 user=bob set.enable_change_password=true set.user_info_map=""`);
  const { outs } = await provider.create({ ...BOB, passwordNeverExpired: false, disabled: false });
  expect(outs).toMatchObject({ enableChangePassword: false, userInfoMap: "gold" });
  expect(await world().calls()).toEqual({ [BATCH_CREATE]: 1, [LIST]: 1, [UPDATE]: 1 });
  expect(await stored("bob")).toMatchObject({ enable_change_password: false, user_info_map: "gold" });
});

test("a wrong group is told with the user it concerns, and does not keep others from theirs", async () => {
  const provider = await world().provider();
  const users = await Promise.all(
    ["alice", "bob", "carol"].map((userName) => provider.create({ userName, userEmail: `${userName}@example.com` })),
  );
  const wanted = [[sales], ["no-such-group"], [sales, engineering]];
  const outcomes = await Promise.allSettled(
    users.map(({ id, outs }, index) => provider.update(id, outs, { ...outs, groupIds: wanted[index] })),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({
    reason: { code: "ERR_PARTIAL", user: "bob", reasons: [expect.stringMatching(/WKS\.00170208.*groupIds/)] },
  });
  expect((await stored("carol"))["group_ids"]).toEqual([sales, engineering]);
});

test("deletes in one call, and whoever is gone already does not hold up the others", async () => {
  const provider = await world().provider();
  const names = Array.from({ length: 100 }, (_, index) => `user${index}`);
  const users = await Promise.all(names.map((userName) => provider.create({ userName, userEmail: `${userName}@example.com` })));
  await world().forgetCalls();
  const [first, ...others] = users;
  await world().remove("user0");
  await Promise.all(others.slice(0, 49).map(({ id, outs }) => provider.delete(id, outs)));
  expect(await world().calls()).toEqual({ [BATCH_DELETE]: 1 });
  await Promise.all([...(first === undefined ? [] : [first]), ...others.slice(49)].map(({ id, outs }) => provider.delete(id, outs)));
  expect(await world().users()).toEqual([]);
});

test("disables instead of deleting where the program says so", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, onDelete: "disable" });
  await world().forgetCalls();
  await provider.delete(id, outs);
  expect(await world().calls()).toEqual({ [UPDATE]: 1 });
  expect(await stored("alice")).toMatchObject({ disabled: true });
});

test("a user deleted elsewhere is missing only when the list and the service itself say so", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  await world().remove("alice");
  expect(await (await world().provider()).read(id, outs)).toEqual({});
  await expect(provider.update(id, outs, { ...ALICE, description: "x" })).rejects.toMatchObject({
    code: "ERR_USER_MISSING",
    user: "alice",
  });
  await expect(provider.delete(id, outs)).resolves.toBeUndefined();
});

test("a user renamed at the console is found by id", async () => {
  const { id, outs } = await (await world().provider()).create({ ...ALICE, userInfoMap: "gold" });
  await world().edit("alice", { user_name: "alicia" });
  await world().forgetCalls();
  const found = await (await world().provider()).update(id, outs, { ...ALICE, userInfoMap: "silver" });
  expect(found.outs).toMatchObject({ userInfoMap: "silver" });
  expect(await stored("alicia")).toMatchObject({ id, user_info_map: "silver" });
  expect(await world().calls()).toEqual({ [LIST]: 2, [DETAIL]: 1, [UPDATE]: 1 });
});

test("a refresh of many costs one listing, one update a look-up", async () => {
  const provider = await world().provider();
  const names = Array.from({ length: 230 }, (_, index) => `user${index}`);
  const users = await Promise.all(
    names.map((userName) => provider.create({ userName, userEmail: `${userName}@example.com`, groupIds: [sales] })),
  );
  expect(await world().calls()).toEqual({ [BATCH_CREATE]: 2, [LIST]: 2 });
  await world().forgetCalls();
  const fresh = await world().provider();
  await Promise.all(users.map(({ id, outs }) => fresh.read(id, outs)));
  expect(await world().calls()).toEqual({ [LIST]: 1, [GROUPS]: 1 });
});

test("lists everybody with groups by id", async () => {
  const provider = await world().provider();
  await provider.create({ ...ALICE, groupIds: [sales] });
  const { calls } = await world().context();
  const found = [];
  for await (const user of calls.list()) found.push(user);
  expect(found).toMatchObject([{ ref: { key: "alice" }, fields: { groupIds: [sales] }, computed: { locked: false } }]);
});
