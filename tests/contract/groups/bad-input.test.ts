import { cloudidentity } from "../../../provider/cloudidentity";
import { directories } from "../../../provider/directories";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { Claims } from "../../../provider/lifecycle/claims";
import { createUser } from "../../../provider/lifecycle/create";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import { freshWorld } from "../directories/harness/world";
import { people, setProvider } from "../sets/set-world";
import { groupWorlds } from "../memberships/group-world";

/** What the stored users call their natural key. */
const KEYS: Readonly<Record<string, string>> = { eds: "EndUserId", eiam: "Username", workspace: "user_name", cloudidentity: "UserName" };

interface Tree {
  readonly directory: typeof eds | typeof eiam;
  readonly kind: Kind;
  /** The field with the parent. */
  readonly parent: string;
  readonly creation: string;
  readonly move: string;
}

const trees: readonly Tree[] = [
  { directory: eds, kind: eds.kinds.Organization, parent: "parentOrgId", creation: "CreateOrg", move: "MoveOrg" },
  {
    directory: eiam,
    kind: eiam.kinds.OrganizationalUnit,
    parent: "parentId",
    creation: "CreateOrganizationalUnit",
    move: "UpdateOrganizationalUnitParentId",
  },
];

describe.each(trees)("a tree of $directory.name", ({ directory, kind, parent, creation, move }) => {
  const world = freshWorld(directory);
  const open = (): Promise<DynamicProvider> => world().provider({}, world().clock, kind);
  const unit = (name: string, below?: string): Fields => ({ [kind.naturalKey]: name, ...(below !== undefined && { [parent]: below }) });
  const make = async (name: string, below?: string) => (await open()).create(unit(name, below));

  test("takes no unit below itself or those below it: refused in the preview, and before anything is sent", async () => {
    const above = await make("above");
    const middle = await make("middle", above.id);
    const low = await make("low", middle.id);
    for (const target of [above.id, middle.id, low.id]) {
      const news = unit("above", target);
      const refusal = { code: "ERR_CANNOT_CHANGE", message: expect.stringContaining("above: it cannot be moved below itself") };
      await expect((await open()).diff(above.id, above.outs, news)).rejects.toMatchObject(refusal);
      await expect((await open()).update(above.id, above.outs, news)).rejects.toMatchObject({
        reasons: [expect.stringContaining("it cannot be moved below itself")],
      });
    }
    expect(await world().calls()).not.toHaveProperty(move);
    expect(await (await open()).diff(low.id, low.outs, unit("low", above.id))).toEqual({});
  });

  test("takes no unit below a parent that does not exist: one sentence with the field, and nothing is made or moved", async () => {
    const told = new RegExp(`${parent}: there is no ${kind.noun} "nowhere" .*Remedy: Correct ${parent}:`);
    await expect(make("lost", "nowhere")).rejects.toThrow(told);
    const made = await make("here");
    await expect((await open()).diff(made.id, made.outs, unit("here", "nowhere"))).rejects.toThrow(told);
    await world().faults(`${creation} quota`);
    await expect(make("more", made.id)).rejects.not.toThrow(told);
    const names: string[] = [];
    for await (const { ref } of (await world().context(kind)).calls.list({})) names.push(ref.key);
    expect(names).not.toContain("lost");
    expect(await world().calls()).not.toHaveProperty(move);
  });
});

describe.each(trees)("units of $directory.name that others made below one of the program", ({ directory, kind, parent }) => {
  const world = freshWorld(directory);
  test("keep it, and are named", async () => {
    const provider = await world().provider({}, world().clock, kind);
    const above = await provider.create({ [kind.naturalKey]: "above" });
    await provider.create({ [kind.naturalKey]: "theirs", [parent]: above.id });
    await expect(provider.delete(above.id, above.outs)).rejects.toMatchObject({
      code: "ERR_NOT_EMPTY",
      message: expect.stringContaining(`${kind.noun} theirs, and was kept`),
    });
    expect(await provider.read(above.id, above.outs)).toMatchObject({ id: above.id });
  });
});

describe.each(trees)("two resources of a program for one unit of $directory.name", ({ directory, kind }) => {
  const world = freshWorld(directory);
  test("are refused: the second does not take over what the first has made", async () => {
    const context = { ...(await world().context(kind)), claims: new Claims() };
    await createUser(context, { [kind.naturalKey]: "design" });
    await expect(createUser(context, { [kind.naturalKey]: "design", onExisting: "adopt" })).rejects.toThrow(
      new RegExp(`design: another resource of this program has this ${kind.noun} already`),
    );
  });
});

describe("a unit of eiam in an instance that does not exist", () => {
  const world = freshWorld(eiam);
  test("is refused with the instance as what to correct", async () => {
    const { rootOrganizationalUnitId: parentId } = world().emulator.eiam;
    const provider = await world().provider({}, world().clock, eiam.kinds.OrganizationalUnit);
    await expect(provider.create({ instanceId: "idaas_other", organizationalUnitName: "design", parentId })).rejects.toThrow(
      /design: .*idaas_other.* Remedy: Check instanceId/,
    );
  });
});

describe.each(groupWorlds(directories))("a user of $directory.name in a group that does not exist", ({ directory, field, user }) => {
  const world = freshWorld(directory);
  test("is refused by name of the field, and nobody is created", async () => {
    const alice = { ...user("alice", world().emulator), [field]: ["nothing"] };
    await expect((await world().provider()).create(alice)).rejects.toMatchObject({
      category: "invalid",
      user: "alice",
      message: expect.stringContaining(field),
    });
    expect(await world().users()).toEqual([]);
  });
});

describe.each(groupWorlds(directories))(
  "a set of $directory.name users of whom one is to join a group that does not exist",
  ({ directory, field, user, make }) => {
    const world = freshWorld(directory);
    test("makes the others, in their groups, and names that one", async () => {
      const group = await make(world(), "night");
      const provider = await setProvider(directory, world());
      const { [directory.kinds.User.naturalKey]: _key, ...rest } = user("x", world().emulator);
      const users = people(5, (name, index) => ({
        ...rest,
        ...("email" in rest && { email: `${name}@example.com` }),
        ...("userEmail" in rest && { userEmail: `${name}@example.com` }),
        [field]: [index === 2 ? "nothing" : group],
      }));
      await expect(provider.create({ users })).rejects.toMatchObject({
        reasons: [expect.stringMatching(new RegExp(`user_2: .*${field}|user_2.*\\n?.*${field}`))],
      });
      const made = await world().users();
      expect(made.map((one) => one[KEYS[directory.name] ?? ""]).sort()).toEqual(["user_0", "user_1", "user_3", "user_4"]);
    });
  },
);

describe("a group of cloudidentity that is provisioned into an account", () => {
  const world = freshWorld(cloudidentity);
  test("is kept with its members, and the error says what to remove first", async () => {
    const provider = await world().provider({}, world().clock, cloudidentity.kinds.Group);
    const { id, outs } = await provider.create({ groupName: "night" });
    const response = await fetch(`${world().emulator.endpoint}/_rollcall/cloudidentity/groups`, {
      method: "POST",
      body: JSON.stringify({ group: "night", HasProvision: true }),
    });
    expect(response.ok).toBe(true);
    await expect(provider.delete(id, outs)).rejects.toThrow(
      /night: .*UserGroupDeletionConflict, HTTP 409.* Remedy: The group is provisioned into an account: remove its user provisionings/,
    );
    expect(await provider.read(id, outs)).toMatchObject({ id });
  });
});
