import type { RunningEmulator } from "../../../emulator";
import type { Directory } from "../../../provider/model/kind";
import { freshWorld } from "../directories/harness/world";
import { outputs, type Properties, setProvider, tree } from "./set-world";

type People = Readonly<Record<string, Properties>>;

/** What the suite must be told of the users of a directory. */
export interface Case {
  readonly directory: Directory;
  /** Wire name of the natural key. */
  readonly key: string;
  shared(emulator: RunningEmulator): Properties;
  person(name: string): Properties;
  readonly password: Properties;
  /** A field and another value, as programs and as the service write it. */
  readonly field: string;
  readonly value: string;
  readonly drift: Properties;
}

/** The whole life of a set of users, and of each in it. */
export function describeSet(one: Case): void {
  const { directory } = one;
  const world = freshWorld(directory);
  const people = (...names: readonly string[]): People => Object.fromEntries(names.map((name) => [name, one.person(name)]));
  const inputs = (users: People): Properties => ({ ...one.shared(world().emulator), users });
  const stored = async (): Promise<readonly string[]> => (await world().users()).map((user) => String(user[one.key])).sort();

  test("creates, reads back as declared, and deletes; passwords are marked one by one", async () => {
    const provider = await setProvider(directory, world());
    const declared = inputs({ ...people("alice"), robert: { ...one.person("robert"), ...one.password } });
    const { id, outs } = await provider.create(declared);
    expect(await stored()).toEqual(["alice", "robert"]);
    expect(tree(outs)).toMatchObject(declared);
    expect(outs).toMatchObject({
      secrets: {
        robert: { password: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "Correct-Horse-7" } },
      },
    });
    const ids = Object.keys(directory.kinds.User.naturalKey === directory.kinds.User.idOutput ? {} : { alice: 1, robert: 2 });
    expect(Object.keys((outs["ids"] ?? {}) as Properties)).toEqual(ids);
    const read = await provider.read(id, outputs(outs));
    expect(tree(read.inputs)).toEqual(declared);
    expect(outputs(read.props)).toEqual(outputs(outs));
    expect(await provider.diff(id, outputs(read.props), declared)).toEqual({ changes: false });
    await provider.delete(id, outputs(outs));
    expect(await stored()).toEqual([]);
  });

  test("takes over whom it finds equal, and leaves alone whom it finds different", async () => {
    const provider = await setProvider(directory, world());
    await provider.create(inputs(people("alice", "carol")));
    const declared = inputs({ ...people("alice", "dave_d"), carol: { ...one.person("carol"), [one.field]: one.value } });
    const error: { readonly properties?: Properties } = await provider.create(declared).then(
      () => ({}),
      (reason: object) => reason,
    );
    expect({ ...error, properties: tree(error.properties) }).toMatchObject({
      code: "ERR_PARTIAL",
      reasons: [expect.stringMatching(/^carol: .*differs/)],
      properties: { users: people("alice", "dave_d"), adopted: ["alice"] },
    });
  });

  test("sees what somebody changed or removed, and repairs just that", async () => {
    const provider = await setProvider(directory, world());
    const declared = inputs(people("alice", "robert", "carol"));
    const { id, outs } = await provider.create(declared);
    await world().edit("alice", one.drift);
    await world().remove("robert");
    const read = await (await setProvider(directory, world())).read(id, outputs(outs));
    expect(tree(read.inputs)).toEqual(inputs({ alice: { ...one.person("alice"), [one.field]: one.value }, ...people("carol") }));
    const repaired = await provider.update(id, outputs(read.props), declared);
    expect(tree(repaired.outs)).toMatchObject(declared);
    expect(await stored()).toEqual(["alice", "carol", "robert"]);
    expect(tree((await (await setProvider(directory, world())).read(id, outputs(repaired.outs))).inputs)).toEqual(declared);
  });

  test("a new natural key renames where the service can, and is another person where it cannot", async () => {
    const provider = await setProvider(directory, world());
    const { id, outs } = await provider.create(inputs(people("alice", "robert")));
    await world().forgetCalls();
    const declared = inputs({ ...people("robert"), alice: { ...one.person("alice"), [directory.kinds.User.naturalKey]: "alicia" } });
    const renamed = await provider.update(id, outputs(outs), declared);
    expect(await stored()).toEqual(["alicia", "robert"]);
    expect(tree(renamed.outs)).toMatchObject(declared);
    const removals = Object.keys(await world().calls()).filter((call) => /delete|remove/i.test(call));
    expect(removals).toHaveLength(directory.capabilities.rename === true ? 0 : 1);
    expect(tree((await (await setProvider(directory, world())).read(id, outputs(renamed.outs))).inputs)).toEqual(declared);
  });

  test("a leaver's onDelete counts", async () => {
    const provider = await setProvider(directory, world());
    const { id, outs } = await provider.create(inputs({ ...people("alice"), robert: { ...one.person("robert"), onDelete: "retain" } }));
    const { outs: after } = await provider.update(id, outputs(outs), inputs(people("carol")));
    expect(await stored()).toEqual(["carol", "robert"]);
    expect(Object.keys(outputs(after)["users"] as Properties)).toEqual(["carol"]);
  });
}
