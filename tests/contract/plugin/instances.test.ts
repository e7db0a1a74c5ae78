import type { Fields } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
const TEAM: Resource = { type: "eiam:UserSet", name: "team" };
const ANN: Resource = { type: "eiam:User", name: "ann" };

/** The same person in a declaration that leaves the instance to the settings, and in one that names it. */
function forms(index: number): { readonly tacit: Fields; readonly told: Fields } {
  const { instanceId: _instance, ...tacit } = samplePerson("eiam", index);
  return { tacit, told: { ...tacit, instanceId: world().emulator.eiam.instanceId } };
}

async function made(it: Resource, declared: Fields) {
  const process = await world().process();
  const { inputs, failures } = await process.check(it, declared);
  expect(failures).toEqual([]);
  return { ...(await process.create(it, inputs)), inputs };
}

describe.each([
  ["names the instance where the other leaves it to the settings", "told", "tacit"],
  ["leaves the instance to the settings where the other names it", "tacit", "told"],
] as const)("a declaration of a person that %s is one of the same person", (_, first, second) => {
  const [ann, bob] = [1, 2];
  const leave = async (process: PluginProcess): Promise<unknown> => {
    const had = await made(TEAM, { users: { ann: forms(ann)[first], bob: forms(bob).tacit } });
    const { inputs } = await process.check(TEAM, { users: { bob: forms(bob).tacit } }, had.inputs);
    return process.diff(TEAM, had.id, had.properties, inputs);
  };
  const join = async (process: PluginProcess): Promise<string> =>
    (await process.check(ANN, forms(ann)[second])).failures.map(({ reason }) => reason).join();

  test("who leaves a set for another resource is refused, whichever of the two comes first", async () => {
    const process = await world().process();
    await leave(process);
    expect(await join(process)).toMatch(/leaves a set in this run, and whose account would end/);
    const other = await world().process();
    expect(await join(other)).toBe("");
    await expect(leave(other)).rejects.toThrow(/another resource declares the same person/);
  });

  test("a set that has both is refused", async () => {
    const process = await world().process();
    const { failures } = await process.check(TEAM, { users: { ann: forms(ann)[first], anna: forms(ann)[second] } });
    expect(failures.map(({ reason }) => reason).join()).toContain(`users.anna.username "person_1" is declared already by users.ann`);
  });

  test("an address goes from the one to the other in one run of a set", async () => {
    const [giver, taker] = [forms(ann)[first], forms(bob)[second]];
    const had = await made(TEAM, { users: { giver, taker } });
    const passed = { giver: { ...giver, email: "free@example.com" }, taker: { ...taker, email: giver["email"] ?? "" } };
    const process = await world().process();
    const { inputs } = await process.check(TEAM, { users: passed }, had.inputs);
    await process.diff(TEAM, had.id, had.properties, inputs);
    await process.update(TEAM, had.id, had.properties, inputs);
    const emails = (await world().stored("eiam")).map(({ Email }) => Email);
    expect(emails).toEqual(expect.arrayContaining(["free@example.com", giver["email"]]));
  });
});
