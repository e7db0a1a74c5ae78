import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { readUser } from "../../../provider/lifecycle/read";
import { FakeCloud } from "./fake-cloud";

const ALICE = { endUserId: "alice", email: "a@example.com", ownerType: "CreateFromManager", password: "Diary-Secret-1" };

function deeds({ diary }: FakeCloud): readonly string[] {
  return diary.map(({ deed, key, id }) => [deed, key, id ?? ""].join(" ").trim());
}

describe("what the diary is told", () => {
  test("a creation before it is sent and once it is known, and its end; never a field but the name", async () => {
    const cloud = new FakeCloud();
    const context = cloud.context();
    const { create } = context.calls;
    const watched = {
      ...context,
      calls: {
        ...context.calls,
        create: (...args: Parameters<typeof create>) => (
          cloud.diary.push({ at: "", directory: "eds", key: "the call", deed: "creating" }),
          create(...args)
        ),
      },
    };
    await createUser(watched, ALICE);
    await deleteUser(cloud.context(), "alice", ALICE);
    expect(deeds(cloud)).toEqual(["creating alice", "creating the call", "has alice alice", "settled alice alice"]);
    expect(JSON.stringify(cloud.diary)).not.toMatch(/Secret|example/);
  });

  test.each(["retain", "disable"])("an account that stays because its onDelete is %s is settled", async (onDelete) => {
    const cloud = new FakeCloud();
    await createUser(cloud.context(), { ...ALICE, onDelete });
    await deleteUser(cloud.context(), "alice", { ...ALICE, onDelete });
    expect(deeds(cloud).at(-1)).toBe("settled alice alice");
  });

  test("a creation that failed stays open, whatever the reason: an earlier run may have made the account", async () => {
    for (const category of ["invalid", "forbidden", "already-exists"] as const) {
      const cloud = new FakeCloud();
      cloud.fail("create", category);
      await expect(createUser(cloud.context(), ALICE)).rejects.toThrow();
      expect(deeds(cloud)).toEqual(["creating alice"]);
    }
  });

  test("that a name is secret where the program marks the key so, and only there", async () => {
    const cloud = new FakeCloud();
    const context = cloud.context();
    context.secretFields.mark(ALICE, ["endUserId"]);
    await createUser(context, ALICE);
    await createUser(context, { ...ALICE, endUserId: "bob" });
    expect(cloud.hiddenNames).toEqual(["alice", "alice"]);
  });

  test("a person whom a refresh drops", async () => {
    const cloud = new FakeCloud();
    await createUser(cloud.context(), ALICE);
    cloud.invisible = 3;
    expect(await readUser(cloud.context(), "alice", ALICE)).toBeUndefined();
    expect(deeds(cloud).at(-1)).toBe("unseen alice alice");
  });

  test("an account that could not be ended is not settled", async () => {
    const cloud = new FakeCloud();
    await createUser(cloud.context(), ALICE);
    cloud.fail("remove", "forbidden");
    await expect(deleteUser(cloud.context(), "alice", ALICE)).rejects.toThrow();
    expect(deeds(cloud).at(-1)).toBe("has alice alice");
  });
});
