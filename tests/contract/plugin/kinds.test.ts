import { directories as registry } from "../../../provider/directories";
import { type Directory, type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import { type Fields, UNKNOWN } from "../../../provider/model/values";
import { isEnvelope, sealedValue } from "../../../provider/pulumi/sealed";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld, type PluginProcess, type Resource, urnOf } from "./plugin-world";

const world = freshPluginWorld();
const directories: Readonly<Record<string, Directory>> = registry;

/** What a creation of each kind takes, and one field that changes in place. */
const SAMPLES: Readonly<Record<string, { readonly whole: Fields; readonly changed: Fields }>> = {
  "eds:Group": { whole: { groupName: "视觉组", description: "Night shift" }, changed: { description: "Day shift" } },
  "eds:Organization": { whole: { orgName: "设计部" }, changed: { orgName: "设计中心" } },
  "eiam:Group": { whole: { groupName: "视觉组", description: "Night shift" }, changed: { groupName: "设计组" } },
  "eiam:OrganizationalUnit": {
    whole: { organizationalUnitName: "视觉部", description: "Night shift" },
    changed: { description: "Day shift" },
  },
  "workspace:Group": { whole: { groupName: "视觉组", description: "Night shift" }, changed: { description: "Day shift" } },
  "cloudidentity:Group": { whole: { groupName: "vision", description: "Night shift" }, changed: { description: "Day shift" } },
};

const KINDS: readonly Kind[] = Object.values(directories)
  .flatMap(kindsOf)
  .filter(({ token }) => token !== "User");

test("every kind but users has a sample here", () => {
  expect(KINDS.map(kindId).sort()).toEqual(Object.keys(SAMPLES).sort());
});

describe.each(KINDS.map((kind) => ({ id: kindId(kind), kind })))("$id", ({ id: token, kind }) => {
  const { naturalKey, idOutput, directory } = kind;
  const { whole = {}, changed = {} } = SAMPLES[token] ?? {};
  const design: Resource = { type: token, name: "design" };
  const key = String(whole[naturalKey]);

  async function created(from: PluginProcess, fields: Fields = whole): Promise<{ readonly id: string; readonly properties: Fields }> {
    const { inputs, failures } = await from.check(design, fields);
    expect(failures).toEqual([]);
    return from.create(design, inputs);
  }

  test("lives its whole life", async () => {
    const process = await world().process();
    const preview = await process.create(design, (await process.check(design, whole)).inputs, true);
    expect(preview).toEqual({ id: "", properties: { ...whole, [idOutput]: UNKNOWN } });
    const { id, properties } = await created(process);
    expect(properties).toMatchObject({ ...whole, [idOutput]: id });
    expect(await process.diff(design, id, properties, whole)).toMatchObject({ changes: "DIFF_NONE", detailed: {} });
    const news = { ...whole, ...changed };
    const [field = ""] = Object.keys(changed);
    expect(await process.diff(design, id, properties, news)).toMatchObject({
      changes: "DIFF_SOME",
      replaces: [],
      detailed: { [field]: "UPDATE" },
    });
    expect(await process.update(design, id, properties, news, true)).toMatchObject({ ...news, [idOutput]: id });
    const updated = await process.update(design, id, properties, news);
    expect(await (await world().process()).read(design, id, updated, news)).toEqual({ id, properties: updated, inputs: news });
    await (await world().process()).delete(design, id, updated);
    expect(await (await world().process()).read(design, id, updated, news)).toMatchObject({ id: "" });
  });

  test("is imported by id and by name, and stays in the process that imported it", async () => {
    const { id, properties } = await created(await world().process());
    const written = [id, key, ...(directory.name === "eiam" ? [`${world().emulator.eiam.instanceId}/${key}`] : [])];
    for (const one of written) {
      const process = await world().process();
      const found = await process.read({ type: token, name: "imported" }, one);
      expect([one, found.id]).toEqual([one, id]);
      expect(found.inputs).toMatchObject(whole);
      expect((await process.check(design, found.inputs)).failures).toEqual([]);
      expect(await process.diff(design, id, found.properties, found.inputs)).toMatchObject({ changes: "DIFF_NONE" });
      await process.delete(design, id, properties);
      expect(world().lines.at(-1)).toMatchObject({ urn: urnOf(design), message: expect.stringContaining(`the ${kind.noun} stays`) });
    }
    expect((await (await world().process()).read(design, id, properties, whole)).id).toBe(id);
    expect(await (await world().process()).read(design, "nobody")).toEqual({ id: "", properties: {}, inputs: {} });
  });

  test("comes back sealed where the program keeps a value secret, and is refused by property without its value", async () => {
    const [field = ""] = Object.keys(whole).filter((name) => name !== naturalKey);
    if (field === "") return;
    const process = await world().process();
    const { id, properties } = await created(process, { ...whole, [field]: sealedValue("canary-note") });
    expect(isEnvelope(properties[field])).toBe(true);
    const read = await (await world().process()).read(design, id, properties, properties);
    expect([isEnvelope(read.properties[field]), isEnvelope(read.inputs[field])]).toEqual([true, true]);
    const bad = await process.check(design, { ...whole, [field]: sealedValue(["canary-note"]), [naturalKey]: 7, onDelete: "disable" });
    expect(new Set(bad.failures.map(({ property }) => property))).toEqual(new Set(["", naturalKey, "onDelete"]));
    expect(JSON.stringify(bad.failures)).not.toMatch(/canary/);
  });

  test("passes a preview in which nothing is known", async () => {
    const process = await world().process();
    const unknown = Object.fromEntries(Object.keys(kind.fields).map((name) => [name, UNKNOWN]));
    expect(await process.check(design, unknown)).toEqual({ inputs: unknown, failures: [] });
    expect((await process.create(design, unknown, true)).properties).toMatchObject(unknown);
  });

  const users: Kind = directories[directory.name]?.kinds.User ?? registry.eds.kinds.User;
  const means = kind.token === "Group" ? "groups" : "unit";
  const field = Object.keys(users.fields).find((name) => users.fields[name]?.means === means) ?? "";
  const person = (id: string): Fields => {
    const { groupIdList: _list, groupIds: _ids, ...sample } = samplePerson(directory.name, 1);
    return { ...sample, [field]: kind.token === "Group" ? [id] : id };
  };
  const user: Resource = { type: `${directory.name}:User`, name: "alice" };

  test("is known in a preview of who is to be in it, holds who is in it, and is kept while it does", async () => {
    const process = await world().process();
    const { inputs, failures } = await process.check(user, person(UNKNOWN));
    expect(failures).toEqual([]);
    await process.create(user, inputs, true);
    const { id, properties } = await created(process);
    const member = await process.create(user, (await process.check(user, person(id))).inputs);
    expect(await process.diff(user, member.id, member.properties, person(id))).toMatchObject({ changes: "DIFF_NONE" });
    await expect((await world().process()).delete(design, id, properties)).rejects.toThrow(
      new RegExp(`this ${kind.noun} still holds .*ERR_NOT_EMPTY`, "s"),
    );
    await (await world().process()).delete(user, member.id, member.properties);
    await (await world().process()).delete(design, id, properties);
    expect(await (await world().process()).read(design, id, properties, whole)).toMatchObject({ id: "" });
  });

  const [other] = Object.entries(kind.fields).filter(([name, { change }]) => change.kind === "replaces" && !(name in { onDelete: 1 }));

  (other === undefined ? test.skip : test)("is replaced only where nobody but the program's own people is in it", async () => {
    const [changing] = other ?? [""];
    const process = await world().process();
    const { id, properties } = await created(process, { ...whole, ...former(changing) });
    await process.create(user, person(id));
    const news = { ...whole, [changing]: another(changing) };
    await process.check(design, news);
    const refused = process.diff(design, id, properties, news);
    await expect(refused).rejects.toThrow(/cannot be replaced: they would lose it.*ERR_NOT_EMPTY/s);
    await expect(refused).rejects.toThrow(/rollcall:index:Guard/);

    const knowing = await world().process();
    const managed = { kind: users, key: String(person(id)[users.naturalKey]), declared: person(id) };
    knowing.plugin.know([{ ...managed, declared: {} }], true);
    await knowing.check(design, news);
    await expect(knowing.diff(design, id, properties, news)).rejects.not.toThrow(/rollcall:index:Guard/);
    knowing.plugin.know([managed], true);
    expect(await knowing.diff(design, id, properties, news)).toMatchObject({
      replaces: [changing],
      detailed: { [changing]: expect.stringMatching(/_REPLACE$/) },
    });
    expect(world().lines.at(-1)).toMatchObject({
      urn: urnOf(design),
      message: expect.stringContaining("will be deleted and created again"),
    });
  });

  function former(field: string): Fields {
    if (field === "instanceId") return { instanceId: world().emulator.eiam.instanceId };
    return field === "platformType" ? { platformType: "LOCAL" } : {};
  }
});

function another(field: string): string {
  return field === "platformType" ? "AD" : field === "joinType" ? "Auto" : "another";
}

test.each(["eds:Group", "eiam:Group", "workspace:Group"])(
  "one of several %s of a name is imported by id alone, and the ids are told",
  async (type) => {
    const { whole = {} } = SAMPLES[type] ?? {};
    const key = String(whole["groupName"]);
    const make = async (name: string) => (await world().process()).create({ type, name }, { ...whole, groupName: name });
    const [one, other] = [await make(key), await make(`${key}2`)];
    const process = await world().process();
    await process.update({ type, name: "other" }, other.id, other.properties, whole);
    const importing = (await world().process()).read({ type, name: "imported" }, key);
    await expect(importing).rejects.toThrow(/ERR_CONFIG/);
    for (const id of [one.id, other.id]) await expect(importing).rejects.toThrow(id);
    await expect(importing).rejects.toThrow("Import the one you mean by its id.");
    expect((await (await world().process()).read({ type, name: "imported" }, other.id)).id).toBe(other.id);
  },
);

test("a guard that knows the state counts people, and no groups", async () => {
  const { User: kind, Group } = registry.eds.kinds;
  const process = await world().process();
  const people = Array.from({ length: 12 }, (_, index) => ({ endUserId: `person_${index}`, email: `person_${index}@example.com` }));
  const resource = (name: unknown): Resource => ({ type: "eds:User", name: String(name) });
  for (const one of people) await process.create(resource(one.endUserId), one);
  const guarded = await world().process();
  const groups = people.map((_person, index) => ({ kind: Group, key: `Group ${index}`, declared: { groupName: `Group ${index}` } }));
  guarded.plugin.know([...people.map((one) => ({ kind, key: one.endUserId, declared: one })), ...groups], true);
  for (const one of people.slice(1)) {
    await guarded.check(resource(one.endUserId), one);
    await guarded.diff(resource(one.endUserId), one.endUserId, one, one);
  }
  await guarded.delete(resource("person_0"), "person_0", people[0] ?? {});
  expect(await world().stored("eds")).toHaveLength(11);
});
