import { RollcallError } from "../../../provider/model/error";
import { type AppliedSet, createSet, deleteSet, updateSet } from "../../../provider/lifecycle/many/apply";
import { setOf } from "../../../provider/lifecycle/many/members";
import { outputsOf, type SetState, stateOf } from "../../../provider/lifecycle/many/state";
import { eds } from "../../../provider/eds";
import type { Fields } from "../../../provider/model/values";
import { FakeCloud } from "./fake-cloud";

const alice = { email: "alice@example.com", ownerType: "CreateFromManager" };
const bob = { email: "bob@example.com" };
const carol = { email: "carol@example.com", remark: "one" };

function set(users: Readonly<Record<string, Fields>>, shared: Fields = {}): ReturnType<typeof setOf> {
  return setOf(eds.kinds.User, { ...shared, users });
}

async function created(cloud: FakeCloud, users: Readonly<Record<string, Fields>>, shared: Fields = {}): Promise<SetState> {
  const { state } = await createSet(cloud.context(), set(users, shared));
  cloud.log.length = 0;
  return state;
}

/** State as the engine keeps it: through outputs and back. */
function stored(state: SetState): SetState {
  return stateOf(eds.kinds.User, outputsOf(eds.kinds.User, state));
}

/** What came of an operation in which something failed for somebody. */
async function partial(operation: Promise<AppliedSet>): Promise<AppliedSet> {
  const applied = await operation;
  expect(applied.failures).not.toEqual([]);
  return applied;
}

describe("creating a set", () => {
  test("creates everybody, the name being the natural key, and keeps no more than was declared", async () => {
    const cloud = new FakeCloud();
    const { id, state } = await createSet(cloud.context(), set({ alice, bob: { ...bob, endUserId: "robert" } }, { orgId: "org-1" }));
    expect(id).toBe("eds-users-token");
    expect(cloud.users.get("alice")).toMatchObject({ ...alice, endUserId: "alice", orgId: "org-1" });
    expect(cloud.users.get("robert")).toMatchObject({ ...bob, orgId: "org-1" });
    expect(outputsOf(eds.kinds.User, state)).toEqual({ orgId: "org-1", users: { alice, bob: { ...bob, endUserId: "robert" } } });
  });

  test("an empty set is a set", async () => {
    const { state } = await createSet(new FakeCloud().context(), set({}));
    expect(outputsOf(eds.kinds.User, state)).toEqual({ users: {} });
  });

  test("leaves out whom the cloud refused, saves the others, and the next run creates exactly the missing one", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "quota");
    const { state, failures, id } = await partial(createSet(cloud.context(), set({ alice, bob })));
    expect(failures.map(({ user, category }) => [user, category])).toEqual([["alice", "quota"]]);
    expect(outputsOf(eds.kinds.User, state)).toEqual({ users: { bob } });
    cloud.log.length = 0;
    const repaired = await updateSet(cloud.context(), id, stored(state), set({ alice, bob }));
    expect(cloud.log).toEqual(["create"]);
    expect(outputsOf(eds.kinds.User, repaired.state)).toEqual({ users: { alice, bob } });
  });

  test("throws when nobody could be created, with a line for each person", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "forbidden");
    cloud.fail("create", "quota");
    const error: unknown = await createSet(cloud.context(), set({ alice, bob })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RollcallError);
    expect(String(error)).toMatch(/none of the 2 users of the set could be created:\n {2}alice: .*forbidden.*\n {2}bob: .*quota/);
  });

  test("a member of whom a later call failed is saved without what was not applied, and the next run applies it", async () => {
    const cloud = new FakeCloud();
    cloud.fail("set status", "forbidden");
    const desired = set({ alice: { ...alice, status: "disabled" }, bob });
    const { state, id } = await partial(createSet(cloud.context(), desired));
    expect(outputsOf(eds.kinds.User, state)).toEqual({ users: { alice, bob }, unfinished: { alice: true } });
    await updateSet(cloud.context(), id, stored(state), desired);
    expect(cloud.users.get("alice")).toMatchObject({ status: "disabled" });
  });

  test("notes who was taken over", async () => {
    const cloud = new FakeCloud();
    cloud.users.set("bob", { endUserId: "bob", ...bob, remark: "by hand" });
    const { state } = await createSet(cloud.context(), set({ alice, bob }));
    expect(outputsOf(eds.kinds.User, state)).toEqual({ users: { alice, bob }, adopted: ["bob"] });
    expect(stored(state).members.get("bob")?.adopted).toBe(true);
  });

  test("onExisting counts for each member", async () => {
    const cloud = new FakeCloud();
    for (const name of ["alice", "bob"]) cloud.users.set(name, { endUserId: name, email: "other@example.com" });
    const { failures, state } = await partial(
      createSet(cloud.context(), set({ alice: { email: "alice@example.com", onExisting: "adopt" }, bob }, { onExisting: "match" })),
    );
    expect(failures.map(({ user, code }) => [user, code])).toEqual([["bob", "ERR_DIFFERS"]]);
    expect([...state.members.keys()]).toEqual(["alice"]);
  });
});

describe("updating a set", () => {
  test("touches nobody who agrees", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob, carol });
    await updateSet(cloud.context(), "id", stored(state), set({ alice, bob: { email: "b@example.com" }, carol }));
    expect(cloud.log).toEqual(["read", "set email"]);
  });

  test("creates joiners and deletes leavers, leavers first", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob });
    const { state: after } = await updateSet(cloud.context(), "id", stored(state), set({ alice, carol }));
    expect(cloud.log).toEqual(["remove", "create"]);
    expect(outputsOf(eds.kinds.User, after)).toEqual({ users: { alice, carol } });
  });

  test("a leaver's own onDelete counts, else the set's", async () => {
    const cloud = new FakeCloud();
    const state = await created(
      cloud,
      { alice: { ...alice, onDelete: "delete" }, bob, carol: { ...carol, onDelete: "disable" } },
      { onDelete: "retain" },
    );
    await updateSet(cloud.context(), "id", stored(state), set({}));
    expect([...cloud.users.keys()]).toEqual(["bob", "carol"]);
    expect(cloud.users.get("carol")).toMatchObject({ status: "disabled" });
  });

  test("a changed default reaches everybody who has no value of his own, and an option reaches nobody", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice: { ...alice, orgId: "org-9" }, bob }, { orgId: "org-1" });
    const { state: moved } = await updateSet(
      cloud.context(),
      "id",
      stored(state),
      set({ alice: { ...alice, orgId: "org-9" }, bob }, { orgId: "org-2" }),
    );
    expect(cloud.users.get("alice")).toMatchObject({ orgId: "org-9" });
    expect(cloud.users.get("bob")).toMatchObject({ orgId: "org-2" });
    cloud.log.length = 0;
    const { state: steered } = await updateSet(
      cloud.context(),
      "id",
      stored(moved),
      set({ alice: { ...alice, orgId: "org-9" }, bob }, { orgId: "org-2", onDelete: "retain" }),
    );
    expect(cloud.log).toEqual([]);
    expect(outputsOf(eds.kinds.User, steered)).toEqual({
      orgId: "org-2",
      onDelete: "retain",
      users: { alice: { ...alice, orgId: "org-9" }, bob },
    });
  });

  test("a failed change keeps the member's old values, even where a new default would hide it", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob });
    cloud.fail("read", "forbidden");
    const desired = set({ alice, bob }, { orgId: "org-1" });
    const { state: kept, failures } = await partial(updateSet(cloud.context(), "id", stored(state), desired));
    expect(failures.map(({ user }) => user)).toEqual(["alice"]);
    expect(outputsOf(eds.kinds.User, kept)).toEqual({ users: { alice, bob: { ...bob, orgId: "org-1" } } });
    cloud.log.length = 0;
    const { state: done } = await updateSet(cloud.context(), "id", stored(kept), desired);
    expect(cloud.log).toEqual(["read", "set orgId"]);
    expect(outputsOf(eds.kinds.User, done)).toEqual({ orgId: "org-1", users: { alice, bob } });
  });

  test("a failed removal keeps the member in state, and the next run removes it", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob });
    cloud.fail("remove", "forbidden");
    const { state: kept } = await partial(updateSet(cloud.context(), "id", stored(state), set({ alice })));
    expect(outputsOf(eds.kinds.User, kept)).toEqual({ users: { alice, bob } });
    await updateSet(cloud.context(), "id", stored(kept), set({ alice }));
    expect([...cloud.users.keys()]).toEqual(["alice"]);
  });

  test("replaces one person and touches nobody else", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob, carol });
    const { state: after } = await updateSet(cloud.context(), "id", stored(state), set({ alice, bob, carol: { ...carol, remark: "two" } }));
    expect(cloud.log).toEqual(["remove", "create"]);
    expect(cloud.users.get("carol")).toMatchObject({ remark: "two" });
    expect(after.members.get("carol")?.fields).toMatchObject({ remark: "two" });
  });

  test("a replacement that got no further than the removal is finished by the next run", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, carol });
    cloud.fail("create", "quota");
    const desired = set({ alice, carol: { ...carol, remark: "two" } });
    const { state: kept } = await partial(updateSet(cloud.context(), "id", stored(state), desired));
    expect([...kept.members.keys()]).toEqual(["alice"]);
    await updateSet(cloud.context(), "id", stored(kept), desired);
    expect(cloud.users.get("carol")).toMatchObject({ remark: "two" });
  });

  test("another user name is another person, created first; an old account that stays behind is not forgotten", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob: { ...bob, password: "Canary-Secret-1" } });
    cloud.fail("remove", "forbidden");
    const desired = set({ alice, bob: { ...bob, endUserId: "robert" } });
    const { state: kept } = await partial(updateSet(cloud.context(), "id", stored(state), desired));
    expect(cloud.log).toEqual(["create", "remove"]);
    expect(kept.leaving.map(({ id }) => id)).toEqual(["bob"]);
    expect(kept.members.get("bob")?.id).toBe("robert");
    cloud.log.length = 0;
    const { state: done } = await updateSet(cloud.context(), "id", stored(kept), desired);
    expect(cloud.log).toEqual(["remove"]);
    expect(outputsOf(eds.kinds.User, done)).toEqual({ users: { alice, bob: { ...bob, endUserId: "robert" } } });
  });

  test("exchanged user names, renamed members and both together end nobody's account", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { a: { ...alice, endUserId: "alice" }, b: { ...bob, endUserId: "bob" } });
    const desired = set({ b: { ...alice, endUserId: "alice" }, bobby: { ...bob, endUserId: "bob" } });
    const { state: after } = await updateSet(cloud.context(), "id", stored(state), desired);
    expect(cloud.log).toEqual([]);
    expect([...after.members].map(([name, { id }]) => [name, id])).toEqual([
      ["b", "alice"],
      ["bobby", "bob"],
    ]);
  });

  test("does not create what the rules of new users refuse, and says so for that person alone", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice });
    const { failures } = await partial(updateSet(cloud.context(), "id", stored(state), set({ alice, bob, nobody: {} })));
    expect(failures.map(({ user, code }) => [user, code])).toEqual([["nobody", "ERR_INVALID_USER"]]);
    expect([...cloud.users.keys()]).toEqual(["alice", "bob"]);
  });
});

describe("deleting a set", () => {
  test("ends everybody's management, those left over included", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob, carol: { ...carol, onDelete: "retain" } });
    const left = stored(state).members.get("bob");
    if (left === undefined) throw new Error("bob is in the state");
    const members = new Map([...state.members].filter(([name]) => name !== "bob"));
    await deleteSet(cloud.context(), stored({ ...state, members, leaving: [left] }));
    expect([...cloud.users.keys()]).toEqual(["carol"]);
  });

  test("names everybody who could not be deleted, and a repeat passes over those who are gone", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { alice, bob });
    cloud.fail("remove", "forbidden");
    await expect(deleteSet(cloud.context(), stored(state))).rejects.toThrow(/1 of 2 users of the set could not be deleted:\n {2}alice: /);
    await deleteSet(cloud.context(), stored(state));
    expect(cloud.users.size).toBe(0);
  });
});
