import { directories } from "../../../provider/directories";
import { groupIds } from "../../../provider/model/memberships";
import { openRest } from "../../../provider/workspace/api";
import { freshWorld } from "../directories/harness/world";
import { groupWorlds } from "./group-world";

const [workspace] = groupWorlds(directories).filter(({ directory }) => directory === directories.workspace);
if (workspace === undefined) throw new Error("no groups of workspace");
const { user, make } = workspace;

/** Reads of Workspace tell groups by name, so that a rename between two reads shows a user in another group, or in none. */
describe("a group of Workspace that is renamed while a user's groups change", () => {
  const world = freshWorld(directories.workspace);
  const NAMES = ["one", "two", "six"];
  let ids: readonly string[];
  afterEach(() => jest.restoreAllMocks());

  async function rename(to: readonly string[]): Promise<void> {
    const rest = openRest(await world().account(), (await world().context()).service);
    for (const id of ids) await rest.write("UpdateUserGroup", "repeatable", "PUT", ["groups", id], { group_name: `${id}-` });
    for (const [index, id] of ids.entries())
      await rest.write("UpdateUserGroup", "repeatable", "PUT", ["groups", id], { group_name: to[index] ?? "" });
  }

  /** Runs something before the next listing of all groups is answered. */
  function beforeListing(work: () => Promise<void>): void {
    const real = globalThis.fetch;
    let isDue = true;
    jest.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (isDue && url.pathname.endsWith("/groups") && (init?.method ?? "GET") === "GET") {
        isDue = false;
        await work();
      }
      return real(input, init);
    });
  }

  const RENAMES: readonly (readonly string[])[] = [
    ["one", "other", "six"],
    ["two", "one", "six"],
    ["six", "one", "two"],
    ["gone", "six", "new"],
  ];
  const MOVES = [
    [[1], []],
    [[1], [0]],
    [[1, 2], [2]],
    [
      [0, 1],
      [1, 2],
    ],
  ] as const;
  test.each(
    RENAMES.flatMap((to) => MOVES.flatMap(([from, into]) => ["listed before", "listed after"].map((when) => ({ to, from, into, when })))),
  )("the user is in exactly the declared groups: $to, from $from to $into, $when", async ({ to, from, into, when }) => {
    ids = [];
    for (const name of NAMES) ids = [...ids, await make(world(), name)];
    const groupsOf = (places: readonly number[]): readonly string[] => places.map((place) => ids[place] ?? "");
    const alice = (places: readonly number[]) => ({ ...user("alice", world().emulator), groupIds: groupsOf(places) });
    const made = await (await world().provider()).create(alice(from));
    const provider = await world().provider();
    if (when === "listed before") {
      await provider.read(made.id, made.outs);
      await rename(to);
    } else beforeListing(() => rename(to));
    await provider.update(made.id, made.outs, alice(into));
    const [stored] = await world().users();
    expect([...groupIds(stored?.["group_ids"])].sort()).toEqual([...groupsOf(into)].sort());
  });

  test("who was taken out at the console is still seen to be, also where the key may not list who is in a group", async () => {
    ids = [await make(world(), "one"), await make(world(), "two")];
    const alice = { ...user("alice", world().emulator), groupIds: ids };
    const { id, outs } = await (await world().provider()).create(alice);
    await world().edit("alice", { group_names: ["two"] });
    const seen = async () => (await (await world().provider()).read(id, outs)).inputs;
    expect(await seen()).toMatchObject({ groupIds: [ids[1]] });
    await world().faults("ListUsersOfGroup forbidden");
    expect(await seen()).toMatchObject({ groupIds: [ids[1]] });
  });
});
