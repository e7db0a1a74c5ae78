import { openCatalogue } from "../../../provider/calls/catalogue";
import { directories } from "../../../provider/directories";
import { type Directory, kindsOf } from "../../../provider/model/kind";
import { freshWorld } from "../directories/harness/world";

/** Huawei names permissions otherwise than calls, so that its table cannot be compared so. */
const COMPARED: readonly Directory[] = [directories.eds, directories.eiam, directories.cloudidentity];

describe.each(COMPARED)("the permissions of $name", (directory) => {
  const world = freshWorld(directory);
  const named = kindsOf(directory).filter(({ token }) => token !== "User");

  test.each(named.map((kind) => [kind.noun, kind] as const))("hold every action that the life of a %s needs", async (_noun, kind) => {
    const described = "description" in kind.fields ? { description: "Night shift" } : {};
    const renamed = kind.fields[kind.naturalKey]?.change.kind === "in-place" ? { [kind.naturalKey]: "day" } : {};
    const provider = await world().provider({}, world().clock, kind);
    const { id, outs } = await provider.create({ [kind.naturalKey]: "night", ...described });
    const read = await provider.read(id, outs);
    const changed = "description" in described ? { description: "Day shift" } : {};
    const { outs: after } = await provider.update(id, read.props ?? {}, {
      [kind.naturalKey]: "night",
      ...described,
      ...changed,
      ...renamed,
    });
    await provider.delete(id, after ?? {});
    const { permissions } = directory;
    const open = openCatalogue(directory, await world().account(), (await world().context()).service);
    await open.groups();
    await open.units?.();
    const allowed = permissions.map(({ action }) => action.slice(action.indexOf(":") + 1));
    expect(Object.keys(await world().calls()).filter((action) => !allowed.includes(action))).toEqual([]);
  });
});
