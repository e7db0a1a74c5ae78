import { setOperations } from "../../../provider/pulumi/dynamic-set";
import { userOperations } from "../../../provider/pulumi/dynamic-user";
import type { Context } from "../../../provider/lifecycle/context";
import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { deleteSet, updateSet } from "../../../provider/lifecycle/many/apply";
import { setOf } from "../../../provider/lifecycle/many/members";
import { stateOf } from "../../../provider/lifecycle/many/state";
import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import { Claims } from "../../../provider/lifecycle/claims";
import { refuseJoiner } from "../../../provider/lifecycle/many/movers";
import { refuseSuccessor } from "../../../provider/lifecycle/successors";
import type { Fields } from "../../../provider/model/values";
import { FakeCloud } from "./fake-cloud";

const ALICE = { endUserId: "alice", email: "a@example.com" };
const KEPT = "say alice: the account stays, because another resource of this run has it";

/** A cloud where an earlier run has created alice. */
async function withAlice(): Promise<FakeCloud> {
  const cloud = new FakeCloud();
  await createUser(cloud.context(), ALICE);
  cloud.log.length = 0;
  return cloud;
}

/** What the engine asks of a resource that the program still declares. */
function diff(context: Context, olds: Fields, news: Fields = olds, id = "alice") {
  expect(userOperations.check(context, olds, news, [])).toEqual([]);
  return userOperations.diff(context, id, olds, news);
}

describe("an account that a resource of this run has taken over", () => {
  // What another resource's state says of the account, even if it is the same.
  test.each([{}, { adopted: true }, { onDelete: "disable" }, { remark: "as it was" }])(
    "is not reached when another resource ends that has %j",
    async (other) => {
      const cloud = await withAlice();
      const context = cloud.context();
      await createUser(context, ALICE);
      await deleteUser(context, "alice", { ...ALICE, ...other });
      expect([...cloud.users.keys()]).toEqual(["alice"]);
      expect(cloud.log).toEqual(["create", "find", KEPT]);
    },
  );

  test("is not reached either when the creation was left unfinished", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    cloud.fail("set email", "invalid");
    const { failures } = await createUser(context, { ...ALICE, email: "b@example.com", onExisting: "adopt" });
    expect(failures.map(({ summary }) => summary)).toEqual(["the cloud said invalid"]);
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.has("alice")).toBe(true);
  });

  test("counts as taken over also when an answer was lost, so that it may be the run's own", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    cloud.fail("create", "no-answer");
    expect((await createUser(context, ALICE)).outputs).toMatchObject({ adopted: true });
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.has("alice")).toBe(true);
  });
});

describe("what an interrupted replacement condemned", () => {
  test.each([{}, { adopted: true }])("does not reach the account that this run has created under its name (%j)", async (other) => {
    const cloud = new FakeCloud();
    const context = cloud.context();
    await createUser(context, ALICE);
    await deleteUser(context, "alice", { ...ALICE, ...other });
    expect(cloud.users.has("alice")).toBe(true);
  });

  test.each([{}, { adopted: true }, { email: "older@example.com" }])(
    "does not reach the account that a resource has had since an earlier run (%j)",
    async (other) => {
      const cloud = await withAlice();
      const context = cloud.context();
      await diff(context, ALICE, { ...ALICE, email: "new@example.com" });
      await deleteUser(context, "alice", { ...ALICE, ...other });
      expect(cloud.users.has("alice")).toBe(true);
    },
  );

  test("goes when the resource that had its account is replaced as well", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    await diff(context, ALICE);
    expect(await diff(context, ALICE, { ...ALICE, endUserId: "alice2" })).toMatchObject({ replaces: ["endUserId"] });
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.has("alice")).toBe(false);
  });

  test("does not reach who exchanged names with somebody", async () => {
    const cloud = await withAlice();
    const bob = { endUserId: "bob", email: "b@example.com" };
    await createUser(cloud.context(), bob);
    const context = cloud.context();
    await diff(context, ALICE, { ...ALICE, endUserId: "bob", onExisting: "adopt" });
    await createUser(context, { ...ALICE, endUserId: "bob", onExisting: "adopt" });
    await diff(context, bob, { ...bob, endUserId: "alice", onExisting: "adopt" }, "bob");
    await createUser(context, { ...bob, endUserId: "alice", onExisting: "adopt" });
    await deleteUser(context, "alice", ALICE);
    await deleteUser(context, "bob", bob);
    expect([...cloud.users.keys()]).toEqual(["alice", "bob"]);
  });

  test("spares the members whom a set has kept, and ends who has left it", async () => {
    const cloud = await withAlice();
    await createUser(cloud.context(), { endUserId: "bob", email: "b@example.com" });
    const outputs = { users: { alice: { email: "a@example.com" }, bob: { email: "b@example.com" } } };
    const context = cloud.context();
    const news = { users: { alice: { email: "a@example.com" } } };
    expect(setOperations.check(context, outputs, news, [])).toEqual([]);
    await updateSet(context, "new-set", stateOf(eds.kinds.User, outputs), setOf(eds.kinds.User, news));
    expect([...cloud.users.keys()]).toEqual(["alice"]);
    await deleteSet(context, stateOf(eds.kinds.User, outputs));
    expect([...cloud.users.keys()]).toEqual(["alice"]);
    expect(cloud.log).toContain(KEPT);
  });
});

describe("an account of which a refresh was told before the program was", () => {
  test("goes with its resource when nobody declares it any more", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    await userOperations.diff(context, "alice", ALICE, ALICE);
    expect(userOperations.check(context, {}, { ...ALICE, endUserId: "bob" }, [])).toEqual([]);
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.has("alice")).toBe(false);
  });

  test("goes with its set, or when it alone leaves the set", async () => {
    const cloud = await withAlice();
    await createUser(cloud.context(), { endUserId: "bob", email: "b@example.com" });
    const outputs = { users: { alice: { email: "a@example.com" }, bob: { email: "b@example.com" } } };
    const context = cloud.context();
    await setOperations.diff(context, "set", outputs, outputs);
    const news = { users: { alice: outputs.users.alice } };
    expect(setOperations.check(context, outputs, news, [])).toEqual([]);
    await updateSet(context, "set", stateOf(eds.kinds.User, outputs), setOf(eds.kinds.User, news));
    expect([...cloud.users.keys()]).toEqual(["alice"]);
    const destroying = cloud.context();
    await setOperations.diff(destroying, "set", news, news);
    await deleteSet(destroying, stateOf(eds.kinds.User, news));
    expect([...cloud.users.keys()]).toEqual([]);
  });
});

describe("somebody who leaves a set that stays, while another resource declares the same person", () => {
  const outputs = { users: { alice: { email: "a@example.com" }, bob: { email: "b@example.com" } } };
  const news = { users: { bob: { email: "b@example.com" } } };
  const RETAIN = 'Give that member onDelete: "retain" in one run';

  /** A set that alice leaves, before or after the other resource is asked about. */
  async function setDiff(context: Context, olds: Fields = outputs) {
    expect(setOperations.check(context, olds, news, [])).toEqual([]);
    return setOperations.diff(context, "set", olds, news);
  }

  test.each([
    ["a user", (context: Context) => userOperations.check(context, {}, ALICE, [])],
    ["a set", (context: Context) => setOperations.check(context, {}, { users: { alice: { email: "a@example.com" } } }, [])],
  ])("is refused as a new member of the program: %s", async (_what, declare) => {
    const cloud = await withAlice();
    const after = cloud.context();
    await setDiff(after);
    expect(declare(after)).toEqual([{ path: expect.anything(), text: expect.stringContaining(RETAIN) }]);
    const before = cloud.context();
    expect(declare(before)).toEqual([]);
    await expect(setDiff(before)).rejects.toThrow(`users.alice: leaves the set, which would end the account`);
  });

  test("is refused as somebody who joins a set that was there before", async () => {
    const context = (await withAlice()).context();
    await setDiff(context);
    const joined = { users: { alice: { email: "a@example.com" }, carol: { email: "c@example.com" } } };
    const others = { users: { carol: joined.users.carol } };
    expect(setOperations.check(context, others, joined, [])).toEqual([]);
    await expect(setOperations.diff(context, "other", others, joined)).rejects.toThrow(
      `users.alice.endUserId is that of somebody who leaves a set`,
    );
  });

  test("is refused as a user who has had the account all along, also when it has ended by then", async () => {
    const cloud = await withAlice();
    const after = cloud.context();
    await setDiff(after);
    await expect(diff(after, ALICE)).rejects.toThrow("the same person leaves a set in this run");
    await updateSet(after, "set", stateOf(eds.kinds.User, outputs), setOf(eds.kinds.User, news));
    await expect(diff(after, ALICE)).rejects.toThrow("pulumi up --refresh");
    const before = cloud.context();
    await diff(before, ALICE);
    await expect(setDiff(before)).rejects.toThrow(RETAIN);
  });

  test("may move when the account stays, and a namesake may come when it has ended", async () => {
    const cloud = await withAlice();
    const retained = { users: { ...outputs.users, alice: { email: "a@example.com", onDelete: "retain" } } };
    const moving = cloud.context();
    await setDiff(moving, retained);
    expect(userOperations.check(moving, {}, ALICE, [])).toEqual([]);
    const ended = cloud.context();
    await setDiff(ended);
    await updateSet(ended, "set", stateOf(eds.kinds.User, outputs), setOf(eds.kinds.User, news));
    expect(userOperations.check(ended, {}, ALICE, [])).toEqual([]);
  });

  test("does not keep others from what they do", async () => {
    const context = (await withAlice()).context();
    await setDiff(context);
    expect(userOperations.check(context, {}, { ...ALICE, endUserId: "carol" }, [])).toEqual([]);
    expect(await diff(context, { endUserId: "dave", email: "d@example.com" }, undefined, "dave")).toMatchObject({ changes: "none" });
  });
});

describe("somebody who gets another key, while a new resource takes the present one", () => {
  const [before, after] = [{ userName: "albert" }, { userName: "alfred" }];
  const say = jest.fn();
  const context = { kind: cloudidentity.kinds.User, claims: new Claims(), say };

  test("is refused where accounts are renamed and the new one comes first, since it would find this very account", () => {
    expect(refuseJoiner(context, before)).toBeUndefined();
    expect(() => refuseSuccessor(context, "id", before, after)).toThrow(/albert: this user gets another name .*dependsOn/);
    expect(() => refuseSuccessor(context, "id", before, { ...before, displayName: "Al" })).not.toThrow();
  });

  test("goes on where the new one comes later, and where another key is another account", () => {
    expect(() => refuseSuccessor({ ...context, claims: new Claims() }, "id", before, after)).not.toThrow();
    const elsewhere = { kind: eds.kinds.User, claims: new Claims(), say };
    expect(refuseJoiner(elsewhere, ALICE)).toBeUndefined();
    expect(() => refuseSuccessor(elsewhere, "alice", ALICE, { ...ALICE, endUserId: "alice2" })).not.toThrow();
  });
});
