import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { createSet, deleteSet } from "../../../provider/lifecycle/many/apply";
import { setOf } from "../../../provider/lifecycle/many/members";
import { stateOf } from "../../../provider/lifecycle/many/state";
import { eds } from "../../../provider/eds";
import { FakeCloud } from "./fake-cloud";

const ALICE = { endUserId: "alice", email: "a@example.com" };
const OTHER = { endUserId: "alice", email: "b@example.com" };
const KEPT = "say alice: the account stays, because another resource of this run was to have it";

/** A cloud where an earlier run has created alice. */
async function withAlice(): Promise<FakeCloud> {
  const cloud = new FakeCloud();
  await createUser(cloud.context(), ALICE);
  return cloud;
}

describe("somebody whom a resource of this run was to have, and could not", () => {
  test.each([
    ["differs", undefined],
    ["is not to be looked at", "forbidden"],
    ["is not made, since the service is busy", "throttled"],
    ["is refused", "invalid"],
  ] as const)("keeps the account when the old resource goes: the person %s", async (_why, outcome) => {
    const cloud = await withAlice();
    const context = cloud.context();
    if (outcome !== undefined) cloud.fail("create", outcome);
    await expect(createUser(context, OTHER)).rejects.toThrow();
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.has("alice")).toBe(true);
    expect(cloud.log).toContain(KEPT);
  });

  test("keeps it as a member of a set, of which others could be made", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    const made = await createSet(context, setOf(eds.kinds.User, { users: { alice: OTHER, bob: { email: "bob@example.com" } } }));
    expect(made.failures).toHaveLength(1);
    await deleteSet(context, stateOf(eds.kinds.User, { users: { alice: ALICE } }));
    expect([...cloud.users.keys()].sort()).toEqual(["alice", "bob"]);
  });

  test("is another person than one of another key, and than the same one in the next run", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    cloud.fail("create", "forbidden");
    await expect(createUser(context, { ...OTHER, endUserId: "alicia" })).rejects.toThrow();
    await deleteUser(context, "alice", ALICE);
    expect(cloud.users.size).toBe(0);
    await createUser(cloud.context(), ALICE);
    const first = cloud.context();
    await expect(createUser(first, OTHER)).rejects.toThrow();
    await deleteUser(cloud.context(), "alice", ALICE);
    expect(cloud.users.size).toBe(0);
  });
});
