import { cloudidentity } from "../../../provider/cloudidentity";
import type { Directory } from "../../../provider/model/kind";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { workspace } from "../../../provider/workspace";
import type { RunningEmulator } from "../../../emulator";
import { freshWorld, World } from "../directories/harness/world";
import { outputs, people, type Properties, setProvider, tree } from "./set-world";

/** Two and a half times the smallest batch of any service. */
const PEOPLE = 250;
/** People of whom one field changes. */
const CHANGED = 3;

/** Where the ledger counts Workspace's users. */
const USERS = "/v2/{project_id}/users";

type Calls = Readonly<Record<string, number>>;

interface Case {
  readonly directory: Directory;
  shared(emulator: RunningEmulator): Properties;
  person(name: string, index: number): Properties;
  readonly change: Properties;
  readonly create: Calls;
  readonly read: Calls;
  readonly update: Calls;
  readonly remove: Calls;
}

const cases: readonly Case[] = [
  {
    directory: eds,
    shared: () => ({ orgId: "org-design" }),
    person: (name) => ({ email: `${name}@example.com`, groupIdList: ["ug-design"] }),
    change: { groupIdList: ["ug-sales"] },
    create: { CreateUsers: 3 },
    read: { DescribeUsers: 1 },
    update: { DescribeUsers: 1, UserBatchJoinGroup: 1, UserBatchQuitGroup: 1 },
    remove: { RemoveUsers: 1 },
  },
  {
    directory: eiam,
    shared: ({ eiam: { rootOrganizationalUnitId } }) => ({ primaryOrganizationalUnitId: rootOrganizationalUnitId, emailVerified: true }),
    person: (name) => ({ displayName: "Somebody", email: `${name}@example.com` }),
    change: { displayName: "Somebody else" },
    create: { CreateUser: PEOPLE },
    // One listing for each organizational unit of the instance, and one page of 100 more for every further hundred users.
    read: { ListOrganizationalUnits: 1, ListUsers: 10 },
    update: { GetUser: CHANGED, UpdateUser: CHANGED },
    remove: { DeleteUsers: 3 },
  },
  {
    directory: workspace,
    shared: () => ({ activeType: "USER_ACTIVATE" }),
    person: (name) => ({ userEmail: `${name}@example.com` }),
    change: { description: "Changed" },
    create: { [`POST ${USERS}/batch-create`]: 2, [`GET ${USERS}`]: 2 },
    read: { [`GET ${USERS}`]: 1 },
    update: { [`GET ${USERS}`]: 1, [`PUT ${USERS}/{user_id}`]: CHANGED },
    remove: { [`POST ${USERS}/batch-delete`]: 3 },
  },
  {
    directory: cloudidentity,
    shared: () => ({ description: "Staff" }),
    person: (name) => ({ displayName: "Somebody", email: `${name}@example.com` }),
    change: { displayName: "Somebody else" },
    create: { CreateUser: PEOPLE },
    read: { ListUsers: 3 },
    update: { GetUser: CHANGED, UpdateUser: CHANGED },
    remove: { DeleteUser: PEOPLE },
  },
];

describe.each(cases)("calls for a set of $directory.name users", (one) => {
  const world = freshWorld(one.directory);

  test("are as few as the service permits, in every operation", async () => {
    const shared = one.shared(world().emulator);
    const users = people(PEOPLE, one.person);
    const inputs = { ...shared, users };
    const calls = async (): Promise<Calls> => {
      const made = await world().calls();
      await world().forgetCalls();
      return made;
    };

    const provider = await setProvider(one.directory, world());
    const { id, outs } = await provider.create(inputs);
    expect(await calls()).toEqual(one.create);
    expect(await world().users()).toHaveLength(PEOPLE);

    expect(await provider.diff(id, outputs(outs), inputs)).toEqual({ changes: false });
    expect(await calls()).toEqual({});

    const refreshed = await (await setProvider(one.directory, world())).read(id, outputs(outs));
    expect(await calls()).toEqual(one.read);
    expect(tree(refreshed.inputs)).toEqual(inputs);
    expect(outputs(refreshed.props)).toEqual(outputs(outs));

    const changed = Object.fromEntries(
      Object.entries(users).map(([name, user], index) => [name, index < CHANGED ? { ...user, ...one.change } : user]),
    );
    const updated = await (await setProvider(one.directory, world())).update(id, outputs(outs), { ...shared, users: changed });
    expect(await calls()).toEqual(one.update);
    expect(tree(updated.outs)).toMatchObject({ users: changed });

    await (await setProvider(one.directory, world())).delete(id, outputs(updated.outs));
    expect(await calls()).toEqual(one.remove);
    expect(await world().users()).toEqual([]);
  }, 60_000);
});

test("a field newly declared for many, which no action changes, is compared with one listing", async () => {
  const world = new World(eds);
  await world.start();
  try {
    const users = people(PEOPLE, (name) => ({ email: `${name}@example.com` }));
    const { id, outs } = await (await setProvider(eds, world)).create({ users });
    await world.forgetCalls();
    await (await setProvider(eds, world)).diff(id, outputs(outs), { users, remark: "" });
    expect(await world.calls()).toEqual({ DescribeUsers: 1 });
  } finally {
    await world.close();
  }
}, 60_000);
