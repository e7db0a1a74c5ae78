import { eiam } from "../../../provider/eiam";
import { alibabaCaller } from "../emulator/alibaba-client";
import { freshWorld } from "./harness/world";

const world = freshWorld(eiam);

const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";

const declaredAs = (username: string) => ({ username, primaryOrganizationalUnitId: world().emulator.eiam.rootOrganizationalUnitId });

async function createMany(count: number, further: Readonly<Record<string, unknown>> = {}) {
  const provider = await world().provider();
  const users = await Promise.all(
    Array.from({ length: count }, (_, index) => provider.create({ ...declaredAs(`user${index}`), ...further })),
  );
  await world().forgetCalls();
  return users;
}

test("a refresh of many costs the listings of the units, not a call a user", async () => {
  const users = await createMany(130, { displayName: "Staff" });
  const provider = await world().provider();
  const found = await Promise.all(users.map(({ id, outs }) => provider.read(id, outs)));
  expect(found.map(({ inputs }) => inputs)).toEqual(users.map((_, index) => ({ ...declaredAs(`user${index}`), displayName: "Staff" })));
  expect(await world().calls()).toEqual({ ListOrganizationalUnits: 1, ListUsers: 9 });
});

test("custom fields and further units are read one by one, a few at a time", async () => {
  const customFields = [{ fieldName: "badge", fieldValue: "1" }];
  const users = await createMany(20, { customFields });
  const provider = await world().provider();
  const found = await Promise.all(users.map(({ id, outs }) => provider.read(id, outs)));
  expect(found.map(({ inputs }) => inputs?.["customFields"])).toEqual(users.map(() => customFields));
  expect(await world().calls()).toEqual({ GetUser: 20 });
  expect((await world().callDetails())["GetUser"]?.peakInFlight).toBeLessThanOrEqual(8);
});

test("what changed behind the program's back shows, wherever it is told", async () => {
  const users = await createMany(7);
  const root = world().emulator.eiam.rootOrganizationalUnitId;
  await world().edit("user0", { PrimaryOrganizationalUnitId: DESIGN, OrganizationalUnitIds: [] });
  await world().edit("user1", { PrimaryOrganizationalUnitId: DESIGN, OrganizationalUnitIds: [root] });
  await world().edit("user2", { OrganizationalUnitIds: [SALES] });
  await world().edit("user3", { Username: "renamed" });
  await world().remove("user4");
  await world().edit("user5", { DisplayName: "by hand" });
  const provider = await world().provider();
  const found = await Promise.all(users.map(({ id, outs }) => provider.read(id, outs)));
  expect(found.map(({ inputs }) => inputs)).toEqual([
    { ...declaredAs("user0"), primaryOrganizationalUnitId: DESIGN },
    { ...declaredAs("user1"), primaryOrganizationalUnitId: DESIGN },
    declaredAs("user2"),
    declaredAs("renamed"),
    undefined,
    declaredAs("user5"),
    declaredAs("user6"),
  ]);
});

test("drift of declared further units and of a cleared number shows", async () => {
  const provider = await world().provider();
  const phone = { phoneRegion: "86", phoneNumber: "13800000000", phoneNumberVerified: true };
  const { id, outs } = await provider.create({ ...declaredAs("alice"), ...phone, organizationalUnitIds: [] });
  await world().edit("alice", { OrganizationalUnitIds: [SALES], PhoneRegion: null, PhoneNumber: null, PhoneNumberVerified: false });
  const { inputs } = await provider.read(id, outs);
  const root = world().emulator.eiam.rootOrganizationalUnitId;
  expect(inputs).toEqual({
    ...declaredAs("alice"),
    phoneRegion: "",
    phoneNumber: "",
    phoneNumberVerified: false,
    organizationalUnitIds: [root, SALES],
  });
});

test("a user changed in this run is not read from a listing made before", async () => {
  const [first, second] = await createMany(2);
  if (first === undefined || second === undefined) throw new Error("nobody was created");
  const provider = await world().provider();
  await provider.read(first.id, first.outs);
  const { outs } = await provider.update(second.id, second.outs, { ...declaredAs("user1"), displayName: "One" });
  expect((await provider.read(second.id, outs)).inputs).toMatchObject({ displayName: "One" });
});

test("where listing is not allowed, each user is asked for", async () => {
  const users = await createMany(12);
  await world().faults("ListOrganizationalUnits expired-credentials");
  const provider = await world().provider();
  const found = await Promise.all(users.map(({ id, outs }) => provider.read(id, outs)));
  expect(found.every(({ id }) => id !== undefined)).toBe(true);
  expect(await world().calls()).toEqual({ ListOrganizationalUnits: 1, GetUser: 12 });
});

test("in an instance of many units a refresh of a few stays near one call a user", async () => {
  const users = await createMany(6);
  const provider = await world().provider();
  await createUnits(40);
  await world().forgetCalls();
  for (const { id, outs } of users) await provider.read(id, outs);
  const spent = Object.values(await world().calls()).reduce((sum, count) => sum + count, 0);
  expect(spent).toBeLessThanOrEqual(2 * users.length + 10);
});

test("an import knows every field, and lists everybody", async () => {
  const provider = await world().provider();
  const { id } = await provider.create({
    ...declaredAs("alice"),
    customFields: [{ fieldName: "badge", fieldValue: "1" }],
    organizationalUnitIds: [SALES],
  });
  const { inputs } = await provider.read(id, {});
  const { eiam: parents } = world().emulator;
  expect(inputs).toEqual({
    instanceId: parents.instanceId,
    ...declaredAs("alice"),
    userExternalId: id,
    status: "enabled",
    organizationalUnitIds: [parents.rootOrganizationalUnitId, SALES],
    customFields: [{ fieldName: "badge", fieldValue: "1" }],
  });
  expect(await provider.check({}, inputs ?? {})).toEqual({ inputs });
  await Promise.all(Array.from({ length: 100 }, (_, index) => provider.create(declaredAs(`user${index}`))));
  const names: string[] = [];
  for await (const user of (await world().context()).calls.list()) names.push(user.ref.key);
  expect(new Set(names).size).toBe(101);
});

async function createUnits(count: number): Promise<void> {
  const call = alibabaCaller(world().emulator, "eiam");
  const { instanceId, rootOrganizationalUnitId } = world().emulator.eiam;
  for (let index = 0; index < count; index++) {
    await call("CreateOrganizationalUnit", {
      query: { InstanceId: instanceId, OrganizationalUnitName: `Unit ${index}`, ParentId: rootOrganizationalUnitId },
    });
  }
}
