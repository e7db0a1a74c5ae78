import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { readUser } from "../../../provider/lifecycle/read";
import { updateUser } from "../../../provider/lifecycle/update";
import { FakeCloud } from "./fake-cloud";

const ALICE = { endUserId: "alice", email: "a@example.com" };
/** What state keeps of a resource that created the account in an earlier run. */
const BEFORE = { ...ALICE };
const KEPT = "say alice: the account stays, because another resource of this run has taken it over";

async function withAlice(): Promise<FakeCloud> {
  const cloud = new FakeCloud();
  await createUser(cloud.context(), ALICE);
  cloud.log.length = 0;
  return cloud;
}

describe("an account that a resource of this run has taken over", () => {
  test.each(["delete", "disable"])("is not reached when another resource ends with onDelete %s", async (onDelete) => {
    const cloud = await withAlice();
    const context = cloud.context();
    await createUser(context, ALICE);
    await deleteUser(context, "alice", { ...BEFORE, onDelete });
    expect([...cloud.users.keys()]).toEqual(["alice"]);
    expect(cloud.log).toEqual(["create", "find", KEPT]);
  });

  test("is not reached either when the creation was left unfinished", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    cloud.fail("set email", "invalid");
    await expect(createUser(context, { ...ALICE, email: "b@example.com", onExisting: "adopt" })).rejects.toThrow("the cloud said invalid");
    await deleteUser(context, "alice", BEFORE);
    expect(cloud.users.has("alice")).toBe(true);
  });

  test("goes with the resource that has it, changed and read meanwhile", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    const { outputs: first } = await createUser(context, ALICE);
    const { outputs: second } = await updateUser(context, "alice", first, { ...ALICE, email: "b@example.com" });
    const refreshed = await readUser(context, "alice", second);
    await deleteUser(context, "alice", first);
    expect(cloud.users.has("alice")).toBe(true);
    await deleteUser(context, "alice", refreshed?.outputs ?? {});
    expect(cloud.users.has("alice")).toBe(false);
  });

  test("counts as taken over also when an answer was lost, so that it may be the run's own", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    cloud.fail("create", "no-answer");
    expect((await createUser(context, ALICE)).outputs).not.toHaveProperty("adopted");
    await deleteUser(context, "alice", { ...BEFORE, remark: "as it was" });
    expect(cloud.users.has("alice")).toBe(true);
  });

  test("concerns nobody whose account this run created", async () => {
    const cloud = new FakeCloud();
    const context = cloud.context();
    const { outputs } = await createUser(context, ALICE);
    await deleteUser(context, "alice", { ...outputs, email: "older@example.com" });
    expect(cloud.users.size).toBe(0);
  });
});
