import { cloudidentity } from "../../../provider/cloudidentity";
import { directories } from "../../../provider/directories";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import { freshWorld } from "../directories/harness/world";
import { groupWorlds } from "../memberships/group-world";

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
