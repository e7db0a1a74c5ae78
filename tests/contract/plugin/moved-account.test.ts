import { type RunningEmulator, startEmulator } from "../../../emulator";
import { directories } from "../../../provider/directories";
import { type Fields, record } from "../../../provider/model/values";
import { EACH_RESOURCE } from "./each-resource";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
let elsewhere: RunningEmulator;
beforeEach(async () => (elsewhere = await startEmulator({ seed: 2 })));
afterEach(() => elsewhere.close());

/** Settings of the same account at the other place. */
function there(): Fields {
  const { endpoint, accessKeyId, accessKeySecret, eiam, workspace } = elsewhere;
  const endpoints = Object.fromEntries(Object.keys(directories).map((name) => [`${name}Endpoint`, endpoint]));
  return { ...world().settings(), ...endpoints, accessKeyId, accessKeySecret, instanceId: eiam.instanceId, projectId: workspace.projectId };
}

const stored = async (endpoint: string): Promise<string> => (await fetch(`${endpoint}/_rollcall/users`)).text();

/** The run in which an account moves: the engine has its settings checked and compared, and keeps those that were checked. */
async function runOfMove(olds: Fields, news: Fields): Promise<{ readonly process: PluginProcess; readonly kept: Fields }> {
  const { inputs, failures } = await (await world().process()).checkConfig(news, olds);
  expect(failures).toEqual([]);
  const process = await world().process(inputs);
  await process.diffConfig(olds, inputs);
  return { process, kept: inputs };
}

const REFUSED = /has no such (user|group|organisation|unit); nothing was changed .*ERR_CANNOT_CHANGE/;

describe.each(EACH_RESOURCE)("$type of an account that names another place", ({ type, one }) => {
  const it: Resource = { type, name: "first" };

  test("is not taken for unchanged there, and not ended there, in this run and in later ones; its former settings end it", async () => {
    const home = await world().process();
    const made = await home.create(it, (await home.check(it, one)).inputs);
    const [here, abroad] = [await stored(world().emulator.endpoint), await stored(elsewhere.endpoint)];

    const { process, kept } = await runOfMove(world().settings(), there());
    const { inputs } = await process.check(it, one, one);
    await expect(process.diff(it, made.id, made.properties, inputs)).rejects.toThrow(REFUSED);
    await expect(process.delete(it, made.id, made.properties)).rejects.toThrow(REFUSED);
    const later = await runOfMove(kept, there());
    await expect(later.process.delete(it, made.id, made.properties)).rejects.toThrow(REFUSED);
    // A destroy runs no program: nothing but the settings in state tells.
    const destroy = await world().process(later.kept);
    await expect(destroy.delete(it, made.id, made.properties)).rejects.toThrow(/former settings for the run in which they leave/);
    expect([await stored(world().emulator.endpoint), await stored(elsewhere.endpoint)]).toEqual([here, abroad]);

    const back = await runOfMove(later.kept, world().settings());
    await back.process.delete(it, made.id, made.properties);
    const left = await home.read(it, made.id, made.properties);
    expect(left.properties["users"] ?? left.id).toEqual(type.endsWith("UserSet") ? {} : "");
  });
});

test("a namesake at the new place is not ended, alone or by a set, and is named without what is secret", async () => {
  const staff: Resource = { type: "eds:UserSet", name: "staff" };
  const bob: Resource = { type: "eds:User", name: "bob" };
  const person = (name: string, email: string): Fields => ({ endUserId: name, email });
  const set = { users: { eve: person("eve", "eve@example.com"), dan: person("dan", "dan@example.com") } };
  const home = await world().process();
  const madeSet = await home.create(staff, (await home.check(staff, set)).inputs);
  const made = await home.create(bob, person("bob", "bob@example.com"));
  const strangers = await world().process(there());
  for (const name of ["bob", "eve", "dan"]) {
    const namesake = { type: "eds:User", name };
    await strangers.create(namesake, person(name, `${name}@${name === "dan" ? "example.com" : "elsewhere.example"}`));
  }
  const abroad = await stored(elsewhere.endpoint);

  const { kept } = await runOfMove(world().settings(), there());
  // The run of the move was refused; the settings are kept all the same.
  const { process } = await runOfMove(kept, there());
  await expect(process.delete(bob, made.id, made.properties)).rejects.toThrow(
    /bob: .* has a user of this id who differs: email is "bob@elsewhere\.example" on the cloud, "bob@example\.com" in the last state; nothing was changed/,
  );
  const smaller = { users: { dan: record(set.users)["dan"] as Fields } };
  const { inputs } = await process.check(staff, smaller, set);
  await expect(process.diff(staff, madeSet.id, madeSet.properties, inputs)).rejects.toThrow(/eve: .*who differs/);
  // Whoever is the same there may go there: the new address was another one of the same place.
  const others = { users: { eve: record(set.users)["eve"] as Fields } };
  const another = await runOfMove(kept, there());
  const next = await another.process.check(staff, others, set);
  expect(await another.process.diff(staff, madeSet.id, madeSet.properties, next.inputs)).toMatchObject({ changes: "DIFF_SOME" });
  // What is let go of is not looked for.
  await process.delete(bob, made.id, { ...made.properties, onDelete: "retain" });
  expect(await stored(elsewhere.endpoint)).toBe(abroad);
});

test.each([{ type: "eds:User" }, { type: "eds:UserSet" }])(
  "$type that a refresh has found at the new place leaves it, though somebody has edited the person since",
  async ({ type }) => {
    const it: Resource = { type, name: "ann" };
    const one: Fields = { endUserId: "ann", email: "ann@example.com" };
    const declared = type.endsWith("Set") ? { users: { ann: { email: one["email"] ?? "" } } } : one;
    const made = await (await world().process()).create(it, declared);
    await (await world().process(there())).create({ type: "eds:User", name: "ann" }, one);
    const { process, kept } = await runOfMove(world().settings(), there());
    const { properties } = await process.read(it, made.id, made.properties, declared);

    const drift = { service: "eds", user: "ann", set: { Email: "edited@example.com" } };
    await fetch(`${elsewhere.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify(drift) });
    const later = (await runOfMove(kept, there())).process;
    await expect(later.delete(it, made.id, made.properties)).rejects.toThrow("who differs");
    await later.delete(it, made.id, properties);
    expect(await stored(elsewhere.endpoint)).not.toContain('"ann"');
    expect(await stored(world().emulator.endpoint)).toContain('"ann"');
  },
);

test("only another place is kept in mind: neither a new account nor other keys are", async () => {
  const process = await world().process();
  const olds = world().settings();
  expect((await process.checkConfig(olds)).inputs).not.toHaveProperty("__hasMoved");
  expect((await process.checkConfig({ ...olds, accessKeyId: "other" }, olds)).inputs).not.toHaveProperty("__hasMoved");
  const moved = (await process.checkConfig(there(), olds)).inputs;
  expect(moved).toMatchObject({ __hasMoved: true });
  expect((await process.checkConfig(there(), moved)).inputs).toEqual(moved);
  // As a dynamic stack keeps it, before convert --to plugin.
  expect((await process.checkConfig(there(), { ...moved, __hasMoved: "true" })).inputs).toMatchObject({ __hasMoved: true });
});
