import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import { type Fields, UNKNOWN } from "../../../provider/model/values";
import { isEnvelope, sealedValue } from "../../../provider/pulumi/sealed";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld, urnOf } from "./plugin-world";

const world = freshPluginWorld();

describe.each(Object.values(directories))("users of $name", ({ name, kinds }) => {
  const { naturalKey, idOutput, fields }: Kind = kinds.User;
  const type = `${name}:User`;
  const alice = { type, name: "alice" };
  const key = String(samplePerson(name, 1)[naturalKey]);

  test("live their whole life", async () => {
    const process = await world().process();
    const person = samplePerson(name, 1);
    const { inputs, failures } = await process.check(alice, person);
    expect({ inputs, failures }).toEqual({ inputs: person, failures: [] });
    const preview = await process.create(alice, inputs, true);
    expect(preview).toEqual({
      id: "",
      properties: expect.objectContaining({ ...person, [idOutput]: idOutput === naturalKey ? key : UNKNOWN }),
    });
    expect(await world().stored(name)).toHaveLength(0);

    const made = await process.create(alice, inputs);
    expect(made.properties).toMatchObject({ ...person, [idOutput]: made.id });
    expect(await process.diff(alice, made.id, made.properties, inputs)).toMatchObject({ changes: "DIFF_NONE", detailed: {} });

    const other = { ...person, ...changeOf(name) };
    const [[field = ""] = []] = Object.entries(changeOf(name));
    expect(await process.diff(alice, made.id, made.properties, other)).toMatchObject({
      changes: "DIFF_SOME",
      replaces: [],
      detailed: { [field]: "UPDATE" },
    });
    expect(await process.update(alice, made.id, made.properties, other, true)).toMatchObject({ ...other, [idOutput]: made.id });
    const changed = await process.update(alice, made.id, made.properties, other);
    expect(changed).toMatchObject({ ...other, [idOutput]: made.id });

    const refreshed = await (await world().process()).read(alice, made.id, changed, other);
    expect(refreshed).toEqual({ id: made.id, properties: changed, inputs: other });
    await (await world().process()).delete(alice, made.id, changed);
    expect(await world().stored(name)).toHaveLength(0);
    expect(await (await world().process()).read(alice, made.id, changed, other)).toMatchObject({ id: "" });
  });

  test.each(["after", "before"])(
    "keep the account where only the program asks for another one, deleted %s it is made again",
    async (order) => {
      const person = samplePerson(name, 1);
      const rename = fields[naturalKey]?.change.kind === "in-place" ? { [naturalKey]: `${key}2` } : {};
      const other = { ...person, ...changeOf(name), ...rename };
      const made = await (await world().process()).create(alice, person);
      const process = await world().process();
      await process.check(alice, other, person);
      expect(await process.diff(alice, made.id, made.properties, other)).toMatchObject({ replaces: [] });
      if (order === "before") await process.delete(alice, made.id, made.properties);
      const again = await process.create(alice, other);
      expect(again).toMatchObject({ id: made.id, properties: other });
      if (order === "after") await process.delete(alice, made.id, made.properties);
      expect(await world().stored(name)).toHaveLength(1);
      expect(await (await world().process()).read(alice, made.id, again.properties, other)).toMatchObject({ inputs: other });
      expect(world().lines.map(({ message }) => message)).toContainEqual(expect.stringContaining("stays and is changed in place"));
    },
  );

  test("are imported by id and by natural key, and what was imported is declared already", async () => {
    const { id } = await (await world().process()).create(alice, samplePerson(name, 1));
    const written = [id, key, ...(name === "eiam" ? [`${world().emulator.eiam.instanceId}/${key}`] : [])];
    for (const one of written) {
      const process = await world().process();
      const found = await process.read({ type, name: "imported" }, one);
      expect([one, found.id]).toEqual([one, id]);
      expect(found.inputs).toMatchObject({ [naturalKey]: key });
      expect((await process.check(alice, found.inputs)).failures).toEqual([]);
      expect(await process.diff(alice, id, found.properties, found.inputs)).toMatchObject({ changes: "DIFF_NONE" });
    }
    expect(await (await world().process()).read(alice, "nobody")).toEqual({ id: "", properties: {}, inputs: {} });
  });

  test("who was imported is never deleted by the process that imported", async () => {
    const made = await (await world().process()).create(alice, samplePerson(name, 1));
    const process = await world().process();
    await process.read(alice, key);
    await process.delete(alice, made.id, made.properties);
    expect(await world().stored(name)).toHaveLength(1);
    expect(world().lines.at(-1)).toMatchObject({ urn: urnOf(alice), message: expect.stringContaining("the account stays") });
  });

  test("come back sealed where the program or the table keeps a secret, and no failure names a secret's property", async () => {
    const process = await world().process();
    const password = Object.keys(fields).find((field) => fields[field]?.secret === true) ?? "";
    const plain = name === "eds" ? "remark" : "description";
    const person: Fields = { ...samplePerson(name, 1), [plain]: sealedValue("canary-note"), [password]: "Canary-Pass-7" };
    const { inputs } = await process.check(alice, person);
    expect([isEnvelope(inputs[plain]), isEnvelope(inputs[password])]).toEqual([true, true]);
    const bad = await process.check(alice, { ...person, [plain]: sealedValue(["canary-note"]), [naturalKey]: ["nobody"] });
    expect(new Set(bad.failures.map(({ property, reason }) => [property, reason.split(" ")[0]].join()))).toEqual(
      new Set([`${naturalKey},${naturalKey}`, `,${plain}`]),
    );
    expect(JSON.stringify(bad.failures)).not.toMatch(/canary/i);
    if (name === "eiam" || name === "workspace") return;
    const made = await process.create(alice, inputs);
    expect([isEnvelope(made.properties[plain]), isEnvelope(made.properties[password])]).toEqual([true, true]);
    const again = await (await world().process()).read(alice, made.id, made.properties, inputs);
    expect([isEnvelope(again.properties[plain]), isEnvelope(again.inputs[plain])]).toEqual([true, true]);
  });
});

/** One field that changes in place, and another value for it. */
function changeOf(name: string): Fields {
  return name === "eds" ? { email: "other@example.com" } : name === "workspace" ? { description: "Desk 9" } : { displayName: "Other" };
}

test("refuses a resource that there is not, an unknown property with what was meant, and an unknown setting", async () => {
  const process = await world().process();
  await expect(process.check({ type: "eds:Usr", name: "x" }, {})).rejects.toThrow(
    /rollcall:eds:Usr is not a resource of Rollcall.*rollcall:eds:User/s,
  );
  for (const type of ["index:Roster", "index:Guard"])
    await expect(process.check({ type, name: "x" }, {})).rejects.toThrow(`rollcall:${type} is a component of Rollcall, and no resource`);
  expect(
    (await process.check({ type: "eds:User", name: "x" }, { endUserId: "xavier", phone: "13800138000", emial: "x@example.com" })).failures,
  ).toEqual([{ property: "emial", reason: expect.stringContaining("Did you mean email?") }]);
  expect(await process.checkConfig({ target: "cluod", regoin: "x", accessKeySecret: "canary" })).toEqual({
    inputs: expect.objectContaining({ accessKeySecret: sealedValue("canary") }),
    failures: [
      { property: "", reason: expect.stringContaining("Did you mean region?") },
      { property: "target", reason: "target must be emulator or cloud." },
    ],
  });
});

test("unknown values of a preview pass, and so does a whole set of them", async () => {
  const process = await world().process();
  const person = { endUserId: "xavier", email: UNKNOWN, groupIdList: [UNKNOWN], isLocalAdmin: UNKNOWN };
  expect(await process.check({ type: "eds:User", name: "x" }, person)).toEqual({ inputs: person, failures: [] });
  expect((await process.create({ type: "eds:User", name: "x" }, person, true)).properties).toMatchObject(person);
  const set = { users: { tom: { email: UNKNOWN }, ann: UNKNOWN } };
  expect(await process.check({ type: "eds:UserSet", name: "s" }, set)).toEqual({ inputs: set, failures: [] });
});

test("a replacement is named by property, with its reason at the resource", async () => {
  const process = await world().process();
  const alice = { type: "eds:User", name: "alice" };
  const made = await process.create(alice, { endUserId: "alice", email: "alice@example.com", ownerType: "Normal" });
  const after = { endUserId: "alice_2", email: "alice@example.com", ownerType: "Normal" };
  await process.check(alice, after);
  expect(await process.diff(alice, made.id, made.properties, after)).toEqual({
    changes: "DIFF_SOME",
    replaces: ["endUserId"],
    deleteBeforeReplace: false,
    detailed: { endUserId: "UPDATE_REPLACE" },
  });
  expect(world().lines.at(-1)).toMatchObject({ urn: urnOf(alice), message: expect.stringContaining("will be deleted and created again") });
});
