import { type Fields, record } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { EACH_RESOURCE } from "./each-resource";
import { type Left, pluginStack } from "./exported-stack";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();

/** A resource as a run of its own leaves it. */
async function left(it: Resource, one: Fields, options: Fields = {}): Promise<Left> {
  const process = await world().process();
  const { inputs } = await process.check(it, one);
  const { id, properties } = await process.create(it, inputs);
  return { ...it, id, inputs, outputs: properties, options };
}

const end = (process: PluginProcess, { id, outputs, ...it }: Left) => process.delete(it, id, outputs);

async function endings(): Promise<number> {
  const counts = Object.entries(await world().calls()).filter(([action]) => /Remove|Delete|batch-delete/.test(action));
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

describe.each(EACH_RESOURCE)("$type that two resources of the state have", ({ type, one }) => {
  const [first, second]: readonly Resource[] = [
    { type, name: "first" },
    { type, name: "second" },
  ] as const;

  test("stays when a run that does not check one ends the other, and goes with both", async () => {
    const both = [await left(first, one), await left(second, one)] as const;
    world().exported = pluginStack(world().settings(), both);
    await end(await world().process(), both[0]);
    await end(await world().process(), both[1]);
    expect(await endings()).toBe(0);
    expect(world().lines.at(-1)?.message).toMatch(/stays, because another resource of the stack has it/);

    // Others that are checked say nothing of it.
    const partial = await world().process();
    await partial.check({ type, name: "third" }, one, one);
    await end(partial, both[0]);
    expect(await endings()).toBe(0);

    const destroy = await world().process();
    await Promise.all(both.map((it) => end(destroy, it)));
    expect(await endings()).toBe(1);
  });
});

const secret = (value: Fields): Fields => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

/** What an option or the program makes secret of whom a set has. */
const HIDDEN: Readonly<Record<string, (outputs: Fields) => Fields>> = {
  "its members": (outputs) => ({ ...outputs, users: secret(record(outputs["users"]) as Fields) }),
  "their ids": (outputs) => ({ ...outputs, ids: secret(record(outputs["ids"]) as Fields) }),
};

describe.each(EACH_RESOURCE.filter(({ type }) => type.endsWith(":UserSet")))("$type that keeps secret whom it has", ({ type, one }) => {
  test.each(Object.entries(HIDDEN))("(%s) keeps the account when another resource with it ends", async (_, hide) => {
    const set = await left({ type, name: "crew" }, one);
    const alone = await left({ type: type.replace("UserSet", "User"), name: "first" }, record(one["users"])["first"] as Fields);
    world().exported = pluginStack(world().settings(), [{ ...set, outputs: hide(set.outputs) }, alone]);
    await end(await world().process(), alone);
    expect(await endings()).toBe(0);
    expect(world().lines.at(-1)?.message).toMatch(/stays, because another resource of the stack has it/);
  });
});

describe.each(EACH_RESOURCE.slice(0, 4))("$type that another resource of the state names", ({ type, one }) => {
  test.each([
    ["is only read", { external: true }],
    ["goes when its replacement is complete", { delete: true }],
    ["is under another provider", { provider: "urn:pulumi:test::people::pulumi:providers:rollcall::south::s-1" }],
  ])("goes where the other one %s", async (_, options) => {
    const both = [await left({ type, name: "first" }, one), await left({ type, name: "second" }, one, options)] as const;
    world().exported = pluginStack(world().settings(), both);
    await end(await world().process(), both[0]);
    expect(await endings()).toBe(1);
  });
});

describe.each(EACH_RESOURCE.slice(0, 4))("$type with the option replaceWith", ({ type, one }) => {
  const it: Resource = { type, name: "first" };
  const replaceWith = ["urn:pulumi:test::people::random:index:Pet::pet"];

  test("is not ended before the program is heard of, stays where it is declared, and goes without the option", async () => {
    const had = await left(it, one, { replaceWith });
    world().exported = pluginStack(world().settings(), [had]);
    await expect(end(await world().process(), had)).rejects.toThrow(
      /replaceWith .* nothing was deleted .*Run pulumi up once without replaceWith/,
    );
    expect(await endings()).toBe(0);

    const process = await world().process();
    await process.check(it, one, had.inputs);
    await process.diff(it, had.id, had.outputs, had.inputs);
    await end(process, had);
    expect(await endings()).toBe(0);

    world().exported = pluginStack(world().settings(), [{ ...had, options: { replaceWith: [] } }]);
    await end(await world().process(), had);
    expect(await endings()).toBe(1);
  });
});

describe("a member who leaves a set while the state has another resource for the same person", () => {
  const set = { type: "eds:UserSet", name: "staff" };
  const [ann, bob] = [
    { endUserId: "ann", email: "ann@example.com" },
    { endUserId: "bob", email: "bob@example.com" },
  ];

  test.each([
    ["stays where --target leaves that one out", false],
    ["goes where that one goes, too", true],
  ])("%s", async (_, bothGo) => {
    const both = [await left(set, { users: { ann, bob } }), await left({ type: "eds:User", name: "ann" }, ann)] as const;
    world().exported = pluginStack(world().settings(), both);
    const process = await world().process();
    const { inputs } = await process.check(set, { users: { bob } }, both[0].inputs);
    await process.diff(set, both[0].id, both[0].outputs, inputs);
    const outputs = await process.update(set, both[0].id, both[0].outputs, inputs);
    expect(Object.keys(record(outputs["users"]))).toEqual(["bob"]);
    expect(await endings()).toBe(0);
    if (bothGo) await end(process, both[1]);
    expect((await world().stored("eds")).length).toBe(bothGo ? 1 : 2);
  });
});

test("a person who joins the set while its leaver stays with another resource is the set's from then on", async () => {
  const [ann, bob] = [samplePerson("eds", 1), samplePerson("eds", 2)];
  const staff = { type: "eds:UserSet", name: "staff" };
  const [had, alone] = [await left(staff, { users: { ann } }), await left({ type: "eds:User", name: "bob" }, bob)];
  world().exported = pluginStack(world().settings(), [had, alone, await left({ type: "eds:User", name: "ann" }, ann)]);
  const process = await world().process();
  const { inputs } = await process.check(staff, { users: { bob } }, had.inputs);
  await process.diff(staff, had.id, had.outputs, inputs);
  await process.update(staff, had.id, had.outputs, inputs);
  await end(process, alone);
  expect(await endings()).toBe(0);
});

test.each([undefined, null, "", { deployment: { resources: [{ type: "rollcall:eds:UserSet", outputs: { users: { a: "{" } } }] } }])(
  "a state that cannot be read (%j) stops nobody",
  async (state) => {
    const one = await left({ type: "eds:User", name: "ann" }, { endUserId: "ann", email: "ann@example.com" });
    world().exported = state;
    await end(await world().process(), one);
    expect(await endings()).toBe(1);
  },
);

describe.each([
  ["a set", "eds:UserSet"],
  ["the set of a roster", "index:Roster$rollcall:eds:UserSet"],
])("%s with the option protect", (_what, type) => {
  const set = { type, name: "staff" };
  const member = (name: string, more: Fields = {}): Fields => ({ email: `${name}@example.com`, ...more });
  const all = { users: { ann: member("ann"), bob: member("bob"), eve: member("eve", { onDelete: "retain" }) } };

  async function changed(users: Fields, options: Fields, it: Resource = set) {
    const before = await left(it, all, options);
    world().exported = pluginStack(world().settings(), [before]);
    const process = await world().process();
    const { inputs } = await process.check(it, { users }, before.inputs);
    return process.diff(it, before.id, before.outputs, inputs);
  }

  test.each([
    ["leaves", { bob: member("bob"), eve: member("eve") }],
    ["gets another account", { ...all.users, ann: member("ann", { endUserId: "ann_2" }) }],
  ])("refuses that a member %s who would lose the account", async (_, users) => {
    await expect(changed(users, { protect: true })).rejects.toThrow(
      /the set has the option protect, and ann would lose the account; nothing was changed .* pulumi state unprotect/,
    );
    expect(await changed(users, { protect: false })).toMatchObject({ changes: "DIFF_SOME" });
  });

  test("lets others change, join, and leave with their account", async () => {
    const users = { ann: member("anna"), bob: member("bob"), dan: member("dan") };
    expect(Object.keys(record((await changed(users, { protect: true })).detailed))).toHaveLength(3);
  });
});
