import { endedIn } from "../../../provider/lifecycle/memberships";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import { freshWorld } from "../directories/harness/world";
import type { GroupWorld } from "./group-world";

interface Group {
  readonly id: string;
  readonly name: string;
}

/** How the groups of a directory's users come and go. */
export function describeMemberships({ directory, field, user, make, drift }: GroupWorld): void {
  const world = freshWorld(directory);

  const group = async (name: string): Promise<Group> => ({ id: await make(world(), name), name });
  const alice = (groups?: readonly Group[], more: Readonly<Record<string, string>> = {}) => ({
    ...user("alice", world().emulator),
    ...(groups !== undefined && { [field]: groups.map(({ id }) => id) }),
    ...more,
  });
  /** The groups that a fresh look finds, whoever gave them. */
  const groupsOf = async (id: string): Promise<readonly unknown[]> => {
    const found = (await (await world().provider()).read(id, {})).inputs?.[field];
    return Array.isArray(found) ? [...found].sort() : [];
  };
  const ids = (...groups: readonly Group[]): readonly string[] => groups.map(({ id }) => id).sort();
  /** Somebody else, whom the program declares too, so that it names the groups. */
  const bobNames = async (provider: DynamicProvider, ...groups: readonly Group[]): Promise<void> => {
    await provider.check({}, { ...user("bobby", world().emulator), [field]: ids(...groups) });
  };

  test("what others gave shows in a refresh, is named by the preview and goes; what is gone comes back", async () => {
    const [one, two, three] = [await group("one"), await group("two"), await group("three")];
    const { id, outs } = await (await world().provider()).create(alice([one, two]));
    expect(await groupsOf(id)).toEqual(ids(one, two));
    await world().edit("alice", drift([two, three]));

    const provider = await world().provider();
    await bobNames(provider, three);
    const { inputs, props = {} } = await provider.read(id, outs);
    expect([...(Array.isArray(inputs?.[field]) ? inputs[field] : [])].sort()).toEqual(ids(two, three));
    world().said.length = 0;
    expect(await provider.diff(id, props, alice([one, two]))).toEqual({});
    expect([...endedIn(world().said)]).toEqual([[`${directory.name} alice`, [three.id]]]);
    const { outs: repaired } = await provider.update(id, props, alice([one, two]));
    expect(await groupsOf(id)).toEqual(ids(one, two));
    expect(repaired).not.toHaveProperty("foreignGroups");
    expect(await provider.diff(id, repaired, alice([one, two]))).toEqual({ changes: false });
  });

  test("a second refresh still tells others' memberships from the program's own", async () => {
    const [one, two] = [await group("one"), await group("two")];
    const { id, outs } = await (await world().provider()).create(alice([one]));
    await world().edit("alice", drift([one, two]));
    const provider = await world().provider();
    await bobNames(provider, two);
    const first = await provider.read(id, outs);
    const second = await (await world().provider()).read(id, first.props ?? {});
    expect(second.props).toEqual(first.props);
    world().said.length = 0;
    await provider.diff(id, second.props ?? {}, alice([one], { otherGroups: "keep" }));
    expect(world().said).toEqual([]);
    await provider.update(id, second.props ?? {}, alice([one], { otherGroups: "keep" }));
    expect(await groupsOf(id)).toEqual(ids(one, two));
  });

  test("with otherGroups keep they stay, and only what left the list is ended", async () => {
    const [one, two, three] = [await group("one"), await group("two"), await group("three")];
    const keeping = (...groups: readonly Group[]) => alice(groups, { otherGroups: "keep" });
    const { id, outs } = await (await world().provider()).create(keeping(one, two));
    await world().edit("alice", drift([one, two, three]));
    const provider = await world().provider();
    await bobNames(provider, three);
    const { props = {} } = await provider.read(id, outs);
    expect(await provider.diff(id, props, keeping(one, two))).toEqual({ changes: false });
    const { outs: updated } = await provider.update(id, props, keeping(one));
    expect(await groupsOf(id)).toEqual(ids(one, three));
    world().said.length = 0;
    expect(await provider.diff(id, updated, alice([one]))).toEqual({});
    expect([...endedIn(world().said)]).toEqual([[`${directory.name} alice`, [three.id]]]);
    await provider.update(id, updated, alice([one]));
    expect(await groupsOf(id)).toEqual(ids(one));
  });

  test("an absent list leaves memberships alone, and an empty one ends those that the program made", async () => {
    const [one, two] = [await group("one"), await group("two")];
    const { id, outs } = await (await world().provider()).create(alice([one, two]));
    const { outs: undeclared } = await (await world().provider()).update(id, outs, alice());
    expect(await groupsOf(id)).toEqual(ids(one, two));
    const { props = {} } = await (await world().provider()).read(id, undeclared);
    const provider = await world().provider();
    expect(await provider.diff(id, props, alice([]))).toEqual({});
    const { outs: empty } = await provider.update(id, props, alice([]));
    expect(await groupsOf(id)).toEqual([]);
    expect(empty).not.toHaveProperty("formerGroups");
  });

  test("a first declaration on a user who has groups names in the preview what it would end", async () => {
    const [one, two] = [await group("one"), await group("two")];
    const { id, outs } = await (await world().provider()).create(alice());
    await world().edit("alice", drift([one, two]));
    const provider = await world().provider();
    await bobNames(provider, one, two);
    world().said.length = 0;
    await provider.diff(id, outs, alice([one]));
    expect([...endedIn(world().said)]).toEqual([[`${directory.name} alice`, [two.id]]]);
    world().said.length = 0;
    await provider.diff(id, outs, alice([one], { otherGroups: "keep" }));
    expect(world().said).toEqual([]);
  });

  test("only the difference is sent, whoever joins does so before leaving, and who could not join leaves nothing", async () => {
    const [one, two, three] = [await group("one"), await group("two"), await group("three")];
    const { id, outs } = await (await world().provider()).create(alice([one, two]));
    const [join = "", leave = ""] =
      directory.kinds.User.fields[field]?.change.kind === "in-place" ? directory.kinds.User.fields[field].change.by : [];
    const isWorkspace = directory.name === "workspace";
    const joining = isWorkspace ? "POST /v2/{project_id}/groups/{group_id}/actions" : join;
    await world().faults(`"${joining}" expired-credentials first=1`);
    await expect((await world().provider()).update(id, outs, alice([two, three]))).rejects.toMatchObject({ code: "ERR_PARTIAL" });
    expect(await groupsOf(id)).toEqual(ids(one, two));
    await world().faults(`"${joining}" lost-response first=1`);
    await world().forgetCalls();
    await (await world().provider()).update(id, outs, alice([two, three]));
    const made = await world().calls();
    expect(made).toMatchObject(isWorkspace ? { [joining]: 3 } : { [joining]: 2, [leave]: 1 });
    expect(await groupsOf(id)).toEqual(ids(two, three));
  });
}
