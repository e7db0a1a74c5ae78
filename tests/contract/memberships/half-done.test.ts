import { directories } from "../../../provider/directories";
import { groupIds } from "../../../provider/model/memberships";
import { record } from "../../../provider/model/values";
import { freshWorld } from "../directories/harness/world";
import { Draw } from "../model/draw";
import { outputs, type Properties, setProvider } from "../sets/set-world";
import { groupWorlds } from "./group-world";

/** The calls that put somebody into a group and take somebody out. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  eds: ["UserBatchJoinGroup", "UserBatchQuitGroup"],
  eiam: ["AddUsersToGroup", "RemoveUsersFromGroup"],
  workspace: ['"POST /v2/{project_id}/groups/{group_id}/actions"'],
  cloudidentity: ["AddUserToGroup", "RemoveUserFromGroup"],
};
/** How the emulator calls the ids of somebody's groups. */
const STORED = ["GroupIdList", "GroupIds", "group_ids"];
/** One that nobody has played before, unless one is asked for. */
const SEED = Number(process.env["ROLLCALL_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
const HISTORIES = ["alone", "set"].flatMap((home) => Array.from({ length: 4 }, (_, index) => ({ home, seed: SEED + index })));
const RUNS = 4;

interface Group {
  readonly id: string;
  readonly name: string;
}

interface Managed {
  readonly id: string;
  readonly outs: Properties;
}

describe.each(groupWorlds(directories))("groups of $directory.name users that a run could change in part", (groupWorld) => {
  const { directory, field, user, make, drift } = groupWorld;
  const world = freshWorld(directory);

  /** Creates or updates. A failed run leaves what state keeps of it. */
  async function run(home: string, before: Managed | undefined, alice: Properties): Promise<Managed> {
    const provider = home === "set" ? await setProvider(directory, world()) : await world().provider();
    const declared = home === "set" ? { users: { alice } } : alice;
    try {
      const after = before === undefined ? await provider.create(declared) : await provider.update(before.id, before.outs, declared);
      return { id: before?.id ?? String(record(after)["id"]), outs: outputs(after.outs) };
    } catch (error) {
      const { id, properties } = record(error);
      if (properties === undefined) throw error;
      return { id: before?.id ?? String(id), outs: outputs(properties) };
    }
  }

  async function stored(): Promise<readonly string[]> {
    const [alice = {}] = await world().users();
    return [...groupIds(STORED.map((name) => alice[name]).find(Array.isArray))].sort();
  }

  test.each(HISTORIES)(
    "$home: the next run ends what an earlier one began, and nothing else (ROLLCALL_SEED=$seed)",
    async ({ home, seed }) => {
      const draw = new Draw(seed);
      const ours: Group[] = [];
      for (const name of ["one", "two", "three", "four"]) ours.push({ id: await make(world(), name), name });
      const others = draw.chance(0.5) ? [{ id: await make(world(), "others"), name: "others" }] : [];
      const some = (): readonly Group[] => draw.some(ours, 0.5);
      const ids = (groups: readonly Group[]): readonly string[] => groups.map(({ id }) => id).sort();
      const alice = (groups: readonly Group[]) => ({ ...user("alice", world().emulator), otherGroups: "keep", [field]: ids(groups) });

      let state = await run(home, undefined, alice(some()));
      const now = await stored();
      await world().edit("alice", drift([...ours.filter(({ id }) => now.includes(id)), ...others]));
      for (let runs = 0; runs < RUNS; runs++) {
        const faults = (CALLS[directory.name] ?? []).map((call) => `${call} expired-credentials at=${1 + draw.number(3)}`);
        await world().faults(...faults);
        state = await run(home, state, alice(some()));
        await world().faults();
        if (draw.chance(0.3)) {
          const provider = home === "set" ? await setProvider(directory, world()) : await world().provider();
          state = { ...state, outs: outputs((await provider.read(state.id, state.outs)).props) };
        }
      }
      const last = some();
      await run(home, state, alice(last));
      expect(await stored()).toEqual([...ids(last), ...ids(others)].sort());
    },
  );
});
