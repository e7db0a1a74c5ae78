import { toHost } from "../../../cli/convert/to-host";
import { runDrift } from "../../../cli/drift/answer";
import { plain } from "../../../cli/report/text";
import { readStackState } from "../../../cli/stack/stack-state";
import { directories } from "../../../provider/directories";
import { type Directory, kindId, kindsOf } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { dynamicProvider, dynamicSetProvider, type DynamicProvider } from "../../../provider/pulumi/dynamic";
import { kindOfType, providerText } from "../../../provider/pulumi/names";
import { openSession } from "../../../provider/pulumi/session";
import { sealedValue } from "../../../provider/pulumi/sealed";
import { ManyRuns } from "../directories/harness/world";
import { samplePerson } from "../cli/sample-people";
import { handed, type Left, pluginStack } from "./exported-stack";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();

async function left(process: PluginProcess, resource: Resource, declared: Fields): Promise<Left> {
  const { inputs, failures } = await process.check(resource, declared);
  expect(failures).toEqual([]);
  const { id, properties } = await process.create(resource, inputs);
  return { ...resource, id, inputs, outputs: properties };
}

/** One of everything that a directory keeps, some of it secret. */
async function everything(directory: Directory): Promise<readonly Left[]> {
  const process = await world().process();
  const { name, kinds } = directory;
  const { naturalKey } = kinds.User;
  const plainField = name === "eds" ? "remark" : "description";
  const { [naturalKey]: _key, ...member } = samplePerson(name, 2);
  const all: Left[] = [];
  for (const kind of kindsOf(directory).filter(({ token }) => token !== "User"))
    all.push(await left(process, { type: kindId(kind), name: kind.token }, { [kind.naturalKey]: "quay" }));
  all.push(await left(process, { type: `${name}:User`, name: "alice" }, { ...samplePerson(name, 1), [plainField]: sealedValue("canary") }));
  all.push(
    await left(
      process,
      { type: `${name}:UserSet`, name: "crew" },
      { users: { person_2: { ...member, [plainField]: sealedValue("canary") } } },
    ),
  );
  return all;
}

/** A dynamic provider as its host runs it for a type. */
async function dynamic(type: string): Promise<DynamicProvider> {
  const found = kindOfType(type, directories);
  if (found?.host !== "dynamic") throw new Error(`${type} is no dynamic type`);
  const settings = new Map(Object.entries(world().settings()).map(([key, value]) => [`rollcall:${key}`, String(value)]));
  const provider = (found.many ? dynamicSetProvider : dynamicProvider)(found.kind, async (kind) => ({
    ...(await openSession(kind, { config: (name) => settings.get(name), environment: {} }, () => undefined, world().clock)),
    claims: new ManyRuns(),
  }));
  await provider.configure({ config: { get: (name) => settings.get(name) } });
  return provider;
}

describe.each(Object.values<Directory>(directories))("a stack of $name that the plugin made", (directory) => {
  const { name } = directory;

  test("is clean to a drift report, and an edit, a deletion and a stranger show", async () => {
    // Groups that nobody manages are furniture of the emulator, and would show beside one that is managed.
    const all = (await everything(directory)).filter(({ type }) => /User(Set)?$/.test(type));
    const drift = async () => {
      const state = readStackState(JSON.stringify(pluginStack(world().settings(), all)));
      const { report, exitCode } = await runDrift(
        { state, config: undefined },
        { ignore: [], folder: "/nowhere", environment: {}, say: () => undefined, clock: world().clock },
      );
      return { exitCode, found: Object.fromEntries(report.sections.map(({ id, entries }) => [id, entries.map(({ key }) => plain(key))])) };
    };
    expect(await drift()).toEqual({ exitCode: 0, found: {} });
    const other = await world().process();
    await left(other, { type: `${name}:User`, name: "stranger" }, samplePerson(name, 3));
    const alice = all.find((one) => one.name === "alice");
    await other.delete({ type: `${name}:User`, name: "alice" }, alice?.id ?? "", alice?.outputs ?? {}).catch(() => undefined);
    await (await world().process()).delete({ type: `${name}:User`, name: "alice" }, alice?.id ?? "", alice?.outputs ?? {});
    expect(await drift()).toEqual({ exitCode: 7, found: { deleted: ["person_1"], unmanaged: ["person_3"] } });
  });

  test("is unchanged as dynamic resources and as the plugin's again, and can be destroyed as either", async () => {
    const all = await everything(directory);
    const before = pluginStack(world().settings(), all);
    const moved = toHost(before, "dynamic");
    for (const { name: resource } of all) {
      const { type, id, inputs, outputs } = handed(moved, resource, "clear");
      const provider = await dynamic(type);
      expect([type, await provider.diff(id, outputs, inputs)]).toEqual([type, { changes: false }]);
      const read = await provider.read(id, outputs);
      expect([type, read.id]).toEqual([type, id]);
    }
    const back = toHost(moved, "plugin");
    const process = await world().process();
    for (const one of all) {
      const { type, id, inputs, outputs } = handed(back, one.name, "sealed");
      expect(type).toBe(`rollcall:${one.type}`);
      expect(outputs).toEqual(one.outputs);
      expect([type, await process.diff(one, id, outputs, inputs)]).toMatchObject([type, { changes: "DIFF_NONE" }]);
    }
    // Whoever is in something leaves first, as the engine orders it.
    const inOrder = [...all].reverse();
    const half = Math.ceil(inOrder.length / 2);
    for (const { name: resource } of inOrder.slice(0, half)) {
      const { type, id, outputs } = handed(moved, resource, "clear");
      await (await dynamic(type)).delete(id, outputs);
    }
    for (const one of inOrder.slice(half)) {
      const { id, outputs } = handed(back, one.name, "sealed");
      await (await world().process()).delete(one, id, outputs);
    }
    expect(await world().stored(name)).toEqual([]);
  });

  test("may still hold what its dynamic resources left, which the plugin passes over", async () => {
    const [alice] = (await everything(directory)).filter((one) => one.name === "alice");
    if (alice === undefined) throw new Error("nobody was made");
    const old = { ...alice.outputs, __provider: providerText(directory.kinds.User) };
    const process = await world().process();
    expect(await process.diff(alice, alice.id, old, alice.inputs)).toMatchObject({ changes: "DIFF_NONE" });
    expect((await process.read(alice, alice.id, old, { ...alice.inputs, __provider: "x" })).properties).toEqual(alice.outputs);
  });
});
