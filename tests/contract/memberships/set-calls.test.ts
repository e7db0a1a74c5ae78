import { directories } from "../../../provider/directories";
import { freshWorld } from "../directories/harness/world";
import { outputs, people, setProvider, tree } from "../sets/set-world";
import { groupWorlds } from "./group-world";

type Calls = Readonly<Record<string, number>>;

/** Groups, each with a tenth of the people: everybody is in two. */
const GROUPS = 20;

interface Case {
  /** As many as this takes seconds for; `ROLLCALL_SET_USERS=1000` counts the calls of a thousand everywhere. */
  readonly users: number;
  /** What each step calls, for so many users. */
  calls(users: number): {
    readonly create: Calls;
    readonly refresh: Calls;
    /** One person moves from one group to another. */
    readonly one: Calls;
    /** Everybody moves from one group to another. */
    readonly move: Calls;
    /** Everybody goes, and no call ends a membership. */
    readonly destroy: Calls;
  };
}

const USERS = "/v2/{project_id}/users";
const ACTIONS = "POST /v2/{project_id}/groups/{group_id}/actions";

/** Calls for so many users. */
const pages = (users: number, each: number): number => Math.ceil(users / each);
/** Units of the emulated instance beside the one in which everybody is. */
const OTHER_UNITS = 7;

const cases: Readonly<Record<string, Case>> = {
  eds: {
    users: 1_000,
    calls(users) {
      const read = { DescribeUsers: pages(users, 500) };
      const each = GROUPS * pages(users / GROUPS, 100);
      return {
        create: { CreateUsers: pages(users, 100) },
        refresh: read,
        one: { DescribeUsers: 1, UserBatchJoinGroup: 1, UserBatchQuitGroup: 1 },
        move: { ...read, UserBatchJoinGroup: each, UserBatchQuitGroup: each },
        destroy: { RemoveUsers: pages(users, 500) },
      };
    },
  },
  eiam: {
    users: 300,
    calls(users) {
      const members = GROUPS * pages((2 * users) / GROUPS, 100);
      const read = { ListOrganizationalUnits: 1, ListUsers: pages(users, 100) + OTHER_UNITS, ListUsersForGroup: members };
      const each = GROUPS * pages(users / GROUPS, 100);
      return {
        create: { CreateUser: users, ListGroups: 1, AddUsersToGroup: members },
        refresh: read,
        one: { GetUser: 1, ListUsersForGroup: 1, ListGroups: 1, AddUsersToGroup: 1, RemoveUsersFromGroup: 1 },
        move: { ...read, ListGroups: 1, AddUsersToGroup: each, RemoveUsersFromGroup: each },
        destroy: { DeleteUsers: pages(users, 100) },
      };
    },
  },
  workspace: {
    users: 1_000,
    calls(users) {
      const read = { [`GET ${USERS}`]: 1, "GET /v2/{project_id}/groups": 1 };
      return {
        create: { [`POST ${USERS}/batch-create`]: pages(users, 200), [`GET ${USERS}`]: pages(users, 200) },
        refresh: read,
        one: { ...read, [ACTIONS]: 2 },
        move: { ...read, [ACTIONS]: 2 * GROUPS * pages(users / GROUPS, 50) },
        destroy: { [`POST ${USERS}/batch-delete`]: pages(users, 100) },
      };
    },
  },
  cloudidentity: {
    // One write at a time.
    users: 100,
    calls(users) {
      const read = { ListUsers: pages(users, 100), ListGroupMembers: GROUPS * pages((2 * users) / GROUPS, 100) };
      return {
        create: { CreateUser: users, ListGroups: 1, AddUserToGroup: 2 * users },
        refresh: read,
        // Who is in the groups that the program names is asked of the groups.
        one: { GetUser: 1, ListGroupMembers: read.ListGroupMembers, ListGroups: 1, AddUserToGroup: 1, RemoveUserFromGroup: 1 },
        move: { ...read, ListGroups: 1, AddUserToGroup: users, RemoveUserFromGroup: users },
        destroy: { DeleteUser: users },
      };
    },
  },
};

describe.each(groupWorlds(directories))("memberships of a set of $directory.name users", ({ directory, field, user, make }) => {
  const world = freshWorld(directory);
  const known = cases[directory.name];
  if (known === undefined) throw new Error(`no floor for ${directory.name}`);
  const users = Number(process.env["ROLLCALL_SET_USERS"] ?? known.users);
  const floor = known.calls(users);

  test("cost as few calls as the service permits, at creation, refresh, a move of everybody and their end", async () => {
    const groups: string[] = [];
    for (let index = 0; index < GROUPS; index++) groups.push(await make(world(), `team${index}`));
    const group = (index: number): string => groups[index % GROUPS] ?? "";
    const set = (shift: number, only?: number) => ({
      users: people(users, (name, index) => {
        const { [directory.kinds.User.naturalKey]: _key, ...rest } = user(name, world().emulator);
        return { ...rest, [field]: [group(index), group(index + 1 + (only === undefined || only === index ? shift : 0))] };
      }),
    });
    const calls = async (): Promise<Calls> => {
      const made = await world().calls();
      await world().forgetCalls();
      return made;
    };
    await calls();
    const { id, outs } = await (await setProvider(directory, world())).create(set(0));
    expect(await calls()).toEqual(floor.create);

    const refreshed = await (await setProvider(directory, world())).read(id, outputs(outs));
    expect(await calls()).toEqual(floor.refresh);
    expect(outputs(refreshed.props)).toEqual(outputs(outs));

    const provider = await setProvider(directory, world());
    // As the engine does, so that the process knows which groups the program names.
    await provider.check(outputs(outs), set(1, 7));
    const one = await provider.update(id, outputs(outs), set(1, 7));
    expect(await calls()).toEqual(floor.one);
    await (await setProvider(directory, world())).update(id, outputs(one.outs), set(0));
    await calls();

    const moved = await (await setProvider(directory, world())).update(id, outputs(outs), set(1));
    expect(await calls()).toEqual(floor.move);
    const { props } = await (await setProvider(directory, world())).read(id, outputs(moved.outs));
    expect(outputs(props)).toEqual(outputs(moved.outs));
    expect(tree(props)).toMatchObject(set(1));
    await calls();
    await (await setProvider(directory, world())).delete(id, outputs(props));
    expect(await calls()).toEqual(floor.destroy);
    expect(await world().users()).toEqual([]);
  }, 120_000);
});
