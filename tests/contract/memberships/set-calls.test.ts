import { directories } from "../../../provider/directories";
import { freshWorld } from "../directories/harness/world";
import { outputs, people, setProvider, tree } from "../sets/set-world";
import { groupWorlds } from "./group-world";

type Calls = Readonly<Record<string, number>>;

/** Groups, each with a tenth of the people: everybody is in two. */
const GROUPS = 20;

interface Case {
  readonly users: number;
  readonly create: Calls;
  /** Reads of groups and members at a refresh, beside those of the users. */
  readonly refresh: Calls;
  /** Everybody moves from one group to another. */
  readonly move: Calls;
  /** Everybody goes, and no call ends a membership. */
  readonly destroy: Calls;
}

const USERS = "/v2/{project_id}/users";
const ACTIONS = "POST /v2/{project_id}/groups/{group_id}/actions";

const cases: Readonly<Record<string, Case>> = {
  eds: {
    users: 1_000,
    create: { CreateUsers: 10 },
    refresh: { DescribeUsers: 2 },
    move: { DescribeUsers: 2, UserBatchJoinGroup: GROUPS, UserBatchQuitGroup: GROUPS },
    destroy: { RemoveUsers: 2 },
  },
  eiam: {
    users: 1_000,
    create: { CreateUser: 1_000, ListGroups: 1, AddUsersToGroup: GROUPS },
    refresh: { ListOrganizationalUnits: 1, ListUsers: 10, ListUsersForGroup: GROUPS },
    move: {
      ListOrganizationalUnits: 1,
      ListUsers: 10,
      ListUsersForGroup: GROUPS,
      ListGroups: 1,
      AddUsersToGroup: GROUPS,
      RemoveUsersFromGroup: GROUPS,
    },
    destroy: { DeleteUsers: 10 },
  },
  workspace: {
    users: 1_000,
    create: { [`POST ${USERS}/batch-create`]: 5, [`GET ${USERS}`]: 5 },
    refresh: { [`GET ${USERS}`]: 1, "GET /v2/{project_id}/groups": 1 },
    // 50 of the 50 who come to each group, and of the 50 who leave it.
    move: { [`GET ${USERS}`]: 1, "GET /v2/{project_id}/groups": 1, [ACTIONS]: 2 * GROUPS },
    destroy: { [`POST ${USERS}/batch-delete`]: 10 },
  },
  cloudidentity: {
    users: 1_000,
    create: { CreateUser: 1_000, ListGroups: 1, AddUserToGroup: 2_000 },
    refresh: { ListUsers: 1, ListGroupMembers: GROUPS },
    move: { ListUsers: 1, ListGroupMembers: GROUPS, ListGroups: 1, AddUserToGroup: 1_000, RemoveUserFromGroup: 1_000 },
    destroy: { DeleteUser: 1_000 },
  },
};

describe.each(groupWorlds(directories))("memberships of a set of $directory.name users", ({ directory, field, user, make }) => {
  const world = freshWorld(directory);
  const one = cases[directory.name];
  if (one === undefined) throw new Error(`no floor for ${directory.name}`);

  test("cost as few calls as the service permits, at creation, refresh and a move of everybody", async () => {
    const groups: string[] = [];
    for (let index = 0; index < GROUPS; index++) groups.push(await make(world(), `team${index}`));
    const group = (index: number): string => groups[index % GROUPS] ?? "";
    const set = (shift: number) => ({
      users: people(one.users, (name, index) => {
        const { [directory.kinds.User.naturalKey]: _key, ...rest } = user(name, world().emulator);
        return { ...rest, [field]: [group(index), group(index + 1 + shift)] };
      }),
    });
    const calls = async (): Promise<Calls> => {
      const made = await world().calls();
      await world().forgetCalls();
      return made;
    };
    await calls();
    const { id, outs } = await (await setProvider(directory, world())).create(set(0));
    expect(await calls()).toEqual(one.create);

    const refreshed = await (await setProvider(directory, world())).read(id, outputs(outs));
    expect(await calls()).toEqual(one.refresh);
    expect(outputs(refreshed.props)).toEqual(outputs(outs));

    const moved = await (await setProvider(directory, world())).update(id, outputs(outs), set(1));
    expect(await calls()).toEqual(one.move);
    const { props } = await (await setProvider(directory, world())).read(id, outputs(moved.outs));
    expect(outputs(props)).toEqual(outputs(moved.outs));
    expect(tree(props)).toMatchObject(set(1));
    await calls();
    await (await setProvider(directory, world())).delete(id, outputs(props));
    expect(await calls()).toEqual(one.destroy);
    expect(await world().users()).toEqual([]);
  }, 120_000);
});
