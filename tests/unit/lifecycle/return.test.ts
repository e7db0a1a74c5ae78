import { cloudidentity } from "../../../provider/cloudidentity";
import type { Directory } from "../../../provider/model/kind";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { diffUser } from "../../../provider/lifecycle/diff";
import { readUser, refOf } from "../../../provider/lifecycle/read";
import { createSet, updateSet } from "../../../provider/lifecycle/many/apply";
import { newSet } from "../../../provider/lifecycle/many/members";
import { planSet } from "../../../provider/lifecycle/many/plan";
import { readSet } from "../../../provider/lifecycle/many/preview";
import { updateUser } from "../../../provider/lifecycle/update";
import { workspace } from "../../../provider/workspace";
import type { Fields } from "../../../provider/model/values";
import { FakeCloud } from "./fake-cloud";

interface Case {
  readonly directory: Directory;
  readonly user: Fields;
  readonly shut: Fields;
  readonly open: Fields;
}

const STATUS = { shut: { status: "disabled" }, open: { status: "enabled" } };
const cases: readonly (readonly [string, Case])[] = [
  ["eds", { directory: eds, user: { endUserId: "tom", email: "tom@pier.example" }, ...STATUS }],
  ["eiam", { directory: eiam, user: { username: "tom", primaryOrganizationalUnitId: "ou_1" }, ...STATUS }],
  [
    "workspace",
    { directory: workspace, user: { userName: "tom", userEmail: "tom@pier.example" }, shut: { disabled: true }, open: { disabled: false } },
  ],
];

describe.each(cases)("who returns on %s", (_name, { directory, user, shut, open }) => {
  const ENABLED = `say ${directory.name} user tom: the account was disabled and is enabled again`;
  const leaver = { ...user, onDelete: "disable" };
  const stored = (cloud: FakeCloud): Fields => ({ ...cloud.users.get("tom") });
  const shutBy = Object.keys(shut)[0] ?? "";

  function withShut(): FakeCloud {
    const cloud = new FakeCloud(directory);
    cloud.users.set("tom", { ...user, ...shut });
    return cloud;
  }

  test("can sign in again after leaving with onDelete disable, and the run says so", async () => {
    const cloud = new FakeCloud(directory);
    const { outputs } = await createUser(cloud.context(), leaver);
    await deleteUser(cloud.context(), "tom", outputs);
    expect(stored(cloud)).toMatchObject(shut);
    const again = await createUser(cloud.context(), leaver);
    expect(stored(cloud)).toMatchObject(open);
    expect(cloud.log).toContain(ENABLED);
    expect(again.outputs).toMatchObject({ ...leaver, adopted: true });
    expect(again.outputs).not.toHaveProperty("status");
  });

  test("is enabled even where the program declares the account open, though match changes nothing else", async () => {
    const cloud = withShut();
    await createUser(cloud.context(), { ...leaver, ...open });
    expect(stored(cloud)).toMatchObject(open);
    expect(cloud.log).toContain(ENABLED);
  });

  test("stays disabled where the program says so", async () => {
    const cloud = withShut();
    await createUser(cloud.context(), { ...leaver, ...shut });
    expect(stored(cloud)).toMatchObject(shut);
    expect(cloud.log.filter((line) => line.startsWith("say"))).toEqual([]);
  });

  test.each(["delete", "retain"])("is refused in words without %s saying what to do with a disabled account", async (onDelete) => {
    const cloud = withShut();
    const error: unknown = await createUser(cloud.context(), { ...user, onDelete }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_DIFFERS", user: "tom" });
    expect(String(error)).toContain("the account is disabled on the cloud, and the program does not say whether it should be");
    expect(stored(cloud)).toEqual({ ...user, ...shut });
  });

  test("is enabled when adopted, and told so", async () => {
    const cloud = withShut();
    await createUser(cloud.context(), { ...user, onExisting: "adopt" });
    expect(stored(cloud)).toMatchObject(open);
    expect(cloud.log).toContain(ENABLED);
  });

  test("is refused by fail, and nothing changes", async () => {
    const cloud = withShut();
    await expect(createUser(cloud.context(), { ...leaver, onExisting: "fail" })).rejects.toMatchObject({ code: "ERR_ALREADY_EXISTS" });
    expect(stored(cloud)).toMatchObject(shut);
  });

  test("an account that is disabled is never the run's own, however equal it looks after a lost answer", async () => {
    const cloud = withShut();
    cloud.fail("create", "no-answer");
    const { outputs } = await createUser(cloud.context(), leaver);
    expect(outputs).toMatchObject({ adopted: true });
    expect(stored(cloud)).toMatchObject(open);
  });

  test.each([false, true])("is repaired by the next run when enabling failed (refresh between: %p)", async (refresh) => {
    const cloud = withShut();
    cloud.fail(`set ${shutBy}`, "forbidden");
    const partial = await createUser(cloud.context(), leaver);
    expect(partial.failures).toHaveLength(1);
    expect(cloud.log).toContainEqual(expect.stringMatching(/^say \w+ user tom: the account is still disabled/));
    const state = refresh ? ((await readUser(cloud.context(), "tom", partial.outputs))?.outputs ?? {}) : partial.outputs;
    expect(await diffUser(cloud.context(), refOf(cloud.context(), "tom", leaver), state, leaver)).toMatchObject({
      changed: expect.arrayContaining([shutBy]),
    });
    const { outputs } = await updateUser(cloud.context(), "tom", state, leaver);
    expect(stored(cloud)).toMatchObject(open);
    expect(outputs).not.toHaveProperty(shutBy);
  });

  test("whom somebody disabled meanwhile shows in a refresh and is enabled by the next run; others keep what they do not declare", async () => {
    const cloud = withShut();
    const found = await readUser(cloud.context(), "tom", leaver);
    expect(found?.inputs).toEqual({ ...leaver, ...shut });
    await updateUser(cloud.context(), "tom", found?.outputs ?? {}, leaver);
    expect(stored(cloud)).toMatchObject(open);
    expect((await readUser(cloud.context(), "tom", leaver))?.inputs).toEqual(leaver);
    const plain = withShut();
    expect((await readUser(plain.context(), "tom", user))?.inputs).toEqual(user);
    await updateUser(plain.context(), "tom", user, user);
    expect(stored(plain)).toMatchObject(shut);
  });

  test("the same in a set: left, put back, refreshed, and with a failure in between", async () => {
    const cloud = new FakeCloud(directory);
    const set = (...names: readonly string[]) =>
      newSet(
        directory.kinds.User,
        { onDelete: "disable" },
        names.map((name) => [name, { ...user, [directory.kinds.User.naturalKey]: name }]),
      );
    const first = await createSet(cloud.context(), set("tom", "eva"));
    const without = await updateSet(cloud.context(), first.id, first.state, set("eva"));
    expect(stored(cloud)).toMatchObject(shut);
    const back = await updateSet(cloud.context(), first.id, without.state, set("tom", "eva"));
    expect(stored(cloud)).toMatchObject(open);
    cloud.users.set("tom", { ...stored(cloud), ...shut });
    const seen = await readSet(cloud.context(), back.state);
    expect((await planSet(cloud.context(), seen, set("tom", "eva"))).changes).toHaveLength(1);
    const repaired = await updateSet(cloud.context(), first.id, seen, set("tom", "eva"));
    expect(stored(cloud)).toMatchObject(open);
    expect((await planSet(cloud.context(), repaired.state, set("tom", "eva"))).changes).toEqual([]);
  });
});

test("a lock time that has come is what the program declares, and nobody is unlocked against it", async () => {
  const cloud = new FakeCloud(eds);
  cloud.time = Date.parse("2027-01-01T00:00:00Z");
  const due = { endUserId: "tom", email: "tom@pier.example", autoLockTime: "2026-12-31 18:00:00", onDelete: "disable" };
  cloud.users.set("tom", { ...due, status: "disabled" });
  await createUser(cloud.context(), due);
  expect(cloud.users.get("tom")).toMatchObject({ status: "disabled" });
  expect((await readUser(cloud.context(), "tom", due))?.inputs).toEqual(due);
  const later = { ...due, autoLockTime: "2027-12-31 18:00:00" };
  await updateUser(cloud.context(), "tom", due, later);
  expect(cloud.users.get("tom")).toMatchObject({ status: "enabled" });
});

test("CloudIdentity disables nobody, so nothing changes there", async () => {
  const cloud = new FakeCloud(cloudidentity);
  cloud.users.set("tom", { userName: "tom" });
  expect((await createUser(cloud.context(), { userName: "tom" })).outputs).toMatchObject({ adopted: true });
  expect(cloud.log.filter((line) => line.startsWith("say"))).toEqual([]);
});
