import { directories } from "../../../provider/directories";
import { type Directory, type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { EACH_RESOURCE } from "./each-resource";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
const KINDS = new Map<string, Kind>(
  Object.values<Directory>(directories).flatMap((one) => kindsOf(one).map((kind) => [kindId(kind), kind])),
);

/** Something of state, and what the program declares for it now. */
interface Replaced {
  readonly it: Resource;
  readonly id: string;
  readonly properties: Fields;
  readonly before: Fields;
  readonly after: Fields;
}

/** How the engine comes to a replacement: what it asks for before it has the old one deleted, or the new one made first. */
type Way = (process: PluginProcess, replaced: Replaced) => Promise<void>;

/** Pulumi pkg, `step_generator.go`: the second check is for defaults, without what there was. */
const WAYS: Readonly<Record<string, Way>> = {
  "--replace, deleted first": async (process, { it, id, properties, after }) => {
    const inputs = await checked(process, it, after);
    await process.delete(it, id, properties);
    await process.create(it, inputs);
  },
  "--replace": async (process, { it, id, properties, after }) => {
    const inputs = await checked(process, it, after);
    await process.create(it, inputs);
    await process.delete(it, id, properties);
  },
  "replacementTrigger, deleted first": async (process, { it, id, properties, before, after }) => {
    await checked(process, it, after, before);
    const inputs = await checked(process, it, after);
    await process.delete(it, id, properties);
    await process.create(it, inputs);
  },
  replacementTrigger: async (process, { it, id, properties, before, after }) => {
    await checked(process, it, after, before);
    const inputs = await checked(process, it, after);
    await process.create(it, inputs);
    await process.delete(it, id, properties);
  },
  "replaceOnChanges, deleted first": async (process, { it, id, properties, before, after }) => {
    await process.diff(it, id, properties, await checked(process, it, after, before));
    const inputs = await checked(process, it, after);
    await process.delete(it, id, properties);
    await process.create(it, inputs);
  },
};

/** What the engine goes on with: what the program declares, as far as the plugin takes it. */
async function checked(process: PluginProcess, it: Resource, news: Fields, olds?: Fields): Promise<Fields> {
  const { inputs, failures } = await process.check(it, news, olds);
  expect(failures).toEqual([]);
  return inputs;
}

async function made(it: Resource, before: Fields): Promise<Replaced> {
  const process = await world().process();
  const { id, properties } = await process.create(it, await checked(process, it, before));
  return { it, id, properties, before, after: before };
}

async function endings(): Promise<readonly string[]> {
  return Object.keys(await world().calls()).filter((action) => /Remove|Delete|batch-delete/.test(action));
}

/** Whose key no call can change, so that another key asks for another one. */
const RENAMED = EACH_RESOURCE.flatMap(({ type, one }) => {
  const kind = KINDS.get(type);
  if (kind?.fields[kind.naturalKey]?.change.kind !== "replaces") return [];
  return [{ type, one, other: { ...one, [kind.naturalKey]: `${String(one[kind.naturalKey])}2` } }];
});

describe.each(Object.entries(WAYS))("a replacement that the engine begins by itself (%s)", (_, replace) => {
  test.each(EACH_RESOURCE)("leaves $type as it is where nothing differs", async ({ type, one }) => {
    const replaced = await made({ type, name: "first" }, one);
    const { it, id, properties } = replaced;
    const before = await (await world().process()).read(it, id, properties);
    await replace(await world().process(), replaced);
    expect(await (await world().process()).read(it, id, properties)).toEqual(before);
    expect(await endings()).toEqual([]);
  });

  test.each(Object.values<Directory>(directories))(
    "ends who leaves a set of $name, and nobody else",
    async ({ name, kinds: { User: kind } }) => {
      const [ann, bob, cem] = ["ann", "bob", "cem"].map((member, index) => ({ [member]: samplePerson(name, index + 1) }));
      const replaced = await made({ type: `${name}:UserSet`, name: "staff" }, { users: { ...ann, ...bob } });
      await replace(await world().process(), { ...replaced, after: { users: { ...ann, ...cem } } });
      const key = kind.fields[kind.naturalKey]?.wire ?? kind.naturalKey;
      expect((await world().stored(name)).map((user) => user[key])).toEqual(
        [1, 3].map((number) => samplePerson(name, number)[kind.naturalKey]),
      );
    },
  );

  test.each(RENAMED)("makes another $type where the key is another one", async ({ type, one, other }) => {
    const replaced = await made({ type, name: "first" }, one);
    const { it, id, properties } = replaced;
    await replace(await world().process(), { ...replaced, after: other });
    expect(await (await world().process()).read(it, id, properties)).toMatchObject({ id: "" });
    expect(await endings()).toHaveLength(1);
  });
});
