import { cloudidentity } from "../../../provider/cloudidentity";
import { Claims } from "../../../provider/lifecycle/claims";
import type { Context } from "../../../provider/lifecycle/context";
import type { Fields } from "../../../provider/model/values";
import { userOperations } from "../../../provider/pulumi/dynamic-user";
import { freshWorld } from "../directories/harness/world";

const world = freshWorld(cloudidentity);
const { Group } = cloudidentity.kinds;
if (Group === undefined) throw new Error("no groups");
const kind = Group;

/** One run of the engine, which knows nothing of the state but what it compares. */
const run = async (): Promise<Context> => ({ ...(await world().context(kind)), claims: new Claims() });
const group = (groupName: string): Fields => ({ groupName, deleteWithMembers: true });

async function make(names: readonly string[]): Promise<readonly string[]> {
  const context = await run();
  const ids: string[] = [];
  for (const name of names) ids.push((await userOperations.create(context, group(name))).id);
  return ids;
}

async function names(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for await (const { ref } of (await world().context(kind)).calls.list()) found[ref.id] = ref.key;
  return found;
}

/** What the engine asks of a resource that gets another group, before it creates that. */
async function compare(context: Context, id: string, before: string, after: string): Promise<unknown> {
  userOperations.check(context, group(before), group(after), []);
  const diff = await userOperations.diff(context, id, group(before), group(after));
  if (diff.replaces.length > 0) userOperations.check(context, {}, group(after), []);
  return diff.replaces;
}

/** CloudIdentity has no way to rename a group, so that each name needs another group. The engine asks of all resources at once. */
describe("groups that exchange their names in one run, each in another resource's place", () => {
  test.each([[["one", "two"]], [["one", "two", "six"]], [["one", "two", "six", "ten"]]])(
    "are refused and stay with their resources: %j",
    async (all) => {
      const next = (index: number): string => all[(index + 1) % all.length] ?? "";
      const ids = await make(all);
      const before = await names();
      const context = await run();
      const asked = await Promise.allSettled(all.map((name, index) => compare(context, ids[index] ?? "", name, next(index))));
      const made = await Promise.allSettled(
        all.flatMap((_, index) => (asked[index]?.status === "rejected" ? [] : [userOperations.create(context, group(next(index)))])),
      );
      for (const outcome of [...asked, ...made].filter(({ status }) => status === "rejected"))
        expect(String(outcome.status === "rejected" && outcome.reason)).toMatch(/dependsOn/);
      expect(made.filter(({ status }) => status === "fulfilled")).toEqual([]);
      expect(await names()).toEqual(before);
    },
  );

  test("one that waits takes the name, and the group of it, when the other resource has got its own", async () => {
    const [id = ""] = await make(["one"]);
    const context = await run();
    expect(await compare(context, id, "one", "two")).toEqual(["groupName"]);
    await userOperations.create(context, group("two"));
    userOperations.check(context, {}, group("one"), []);
    expect((await userOperations.create(context, group("one"))).id).toBe(id);
    await userOperations.delete(context, id, group("one"));
    expect(Object.values(await names()).sort()).toEqual(expect.arrayContaining(["one", "two"]));
  });

  test.each(["kept", "replaced"])(
    "a group that two resources have by an older state stays with the one that keeps it, %s first",
    async (first) => {
      const [id = ""] = await make(["one"]);
      const context = await run();
      const ask = { kept: () => compare(context, id, "one", "one"), replaced: () => compare(context, id, "one", "two") };
      await ask[first === "kept" ? "kept" : "replaced"]();
      await ask[first === "kept" ? "replaced" : "kept"]();
      await userOperations.create(context, group("two"));
      await userOperations.delete(context, id, group("one"));
      expect(await names()).toHaveProperty(id, "one");
    },
  );
});
