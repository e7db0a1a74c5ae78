import { directories } from "../../../provider/directories";
import { type Directory, type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import { type Fields, record } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { EACH_RESOURCE } from "./each-resource";
import { type Left, pluginStack } from "./exported-stack";
import { freshPluginWorld, type Resource } from "./plugin-world";

const world = freshPluginWorld();
const KINDS = new Map<string, Kind>(
  Object.values<Directory>(directories).flatMap((one) => kindsOf(one).map((kind) => [kindId(kind), kind])),
);

/** Each single resource with another value in one field that a call changes, key and name among them. */
const CHANGED = EACH_RESOURCE.flatMap(({ type, one }) => {
  const [directory = ""] = type.split(":");
  const other: Fields = type.endsWith(":User")
    ? samplePerson(directory, 2)
    : { groupName: "day_shift", orgName: "Day", organizationalUnitName: "Day" };
  return Object.keys(one)
    .filter(
      (field) =>
        KINDS.get(type)?.fields[field]?.change.kind === "in-place" && typeof other[field] === "string" && other[field] !== one[field],
    )
    .map((field) => ({ type, field, one, after: { ...one, [field]: other[field] ?? "" } }));
});

async function left(it: Resource, one: Fields, options: Fields = {}): Promise<Left> {
  const process = await world().process();
  const { inputs } = await process.check(it, one);
  const { id, properties } = await process.create(it, inputs);
  const had = { ...it, id, inputs, outputs: properties, options };
  world().exported = pluginStack(world().settings(), [had]);
  return had;
}

/** What the engine asks for where `pulumi state taint` or --replace begins: the former inputs stay untold, and nothing is compared. */
async function replace({ id, outputs, ...it }: Left, after: Fields) {
  const process = await world().process();
  const { inputs, failures } = await process.check(it, after);
  expect(failures).toEqual([]);
  await process.create(it, inputs, true);
  const running = await world().process();
  const { inputs: sent } = await running.check(it, after);
  const made = await running.create(it, sent);
  await running.delete(it, id, outputs);
  return made;
}

async function endings(): Promise<readonly string[]> {
  return Object.keys(await world().calls()).filter((action) => /Remove|Delete|batch-delete/.test(action));
}

const said = (): readonly string[] => world().lines.map(({ message }) => message);

test("every directory has something that is changed", () => {
  expect(new Set(CHANGED.map(({ type }) => type.split(":")[0]))).toEqual(new Set(Object.keys(directories)));
  expect(CHANGED.map(({ type, field }) => `${type} ${field}`)).toEqual(expect.arrayContaining(["eiam:User username", "eds:User email"]));
});

test.each(CHANGED)("$type stays and is changed where $field changes", async ({ type, one, after }) => {
  const had = await left({ type, name: "first" }, one);
  const made = await replace(had, after);
  expect(made.id).toBe(had.id);
  const found = await (await world().process()).read(had, made.id, made.properties, after);
  expect(found).toMatchObject({ id: had.id, inputs: after });
  expect(await endings()).toEqual([]);
  expect(said().filter((line) => line.includes("stays and is changed in place"))).toHaveLength(2);
});

test.each(Object.keys(directories))("a set of %s ends who leaves, and keeps and changes the others", async (directory) => {
  const [ann, bob, cem] = [1, 2, 3].map((number) => samplePerson(directory, number));
  const had = await left({ type: `${directory}:UserSet`, name: "staff" }, { users: { ann: ann ?? {}, bob: bob ?? {} } });
  const before = record(had.outputs["ids"])["bob"];
  const made = await replace(had, { users: { bob: bob ?? {}, cem: cem ?? {} } });
  expect(made.id).toBe(had.id);
  expect(record(made.properties["ids"])["bob"]).toEqual(before);
  expect(await world().stored(directory)).toHaveLength(2);
});

describe("somebody of EDS", () => {
  const it: Resource = { type: "eds:User", name: "ann" };
  const ann: Fields = { endUserId: "ann", email: "ann@example.com", remark: "one" };
  const secret = (value: string): Fields => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

  test("keeps the password that the last run made, which state holds encrypted", async () => {
    const had = await left(it, { ...ann, ownerType: "CreateFromManager", password: secret("(generate)") });
    const [before] = await world().stored("eds");
    const made = await replace(had, { ...had.inputs, email: "other@example.com" });
    expect(made.properties["initialPassword"]).toEqual(had.outputs["initialPassword"]);
    expect(made.properties["initialPassword"]).toBeDefined();
    expect(await world().stored("eds")).toEqual([
      expect.objectContaining({ PasswordHash: before?.["PasswordHash"], Email: "other@example.com" }),
    ]);
  });

  test("whose account is gone is made anew", async () => {
    const had = await left(it, ann);
    await world().control("POST", "drift", JSON.stringify({ service: "eds", user: "ann", remove: true }));
    await replace(had, { ...ann, email: "other@example.com" });
    expect(await world().stored("eds")).toMatchObject([{ EndUserId: "ann", Email: "other@example.com" }]);
    expect(await endings()).toEqual([]);
  });

  test("who needs another account is refused with the way out while the name is the same", async () => {
    const had = await left(it, ann);
    await expect(replace(had, { ...ann, remark: "two" })).rejects.toThrow(
      /^ann: remark needs a new account, and the present one must go first.* nothing was changed .*Run pulumi state untaint, or leave --replace out/,
    );
    expect(said()).toEqual([]);
    expect(await endings()).toEqual([]);
    await replace(had, { ...ann, endUserId: "ann_2" });
    expect(await world().stored("eds")).toMatchObject([{ EndUserId: "ann_2" }]);
  });

  test.each([
    ["is only read", { external: true }],
    ["goes when its replacement is complete", { delete: true }],
    ["went first in an interrupted run", { pendingReplacement: true }],
    ["is under another provider", { provider: "urn:pulumi:test::people::pulumi:providers:rollcall::south::s-1" }],
  ])("whom state has where the resource %s is taken over only as onExisting says", async (_, options) => {
    const had = await left(it, ann, options);
    await expect(replace(had, { ...ann, email: "other@example.com" })).rejects.toThrow(/exists and differs: email/);
  });
});
