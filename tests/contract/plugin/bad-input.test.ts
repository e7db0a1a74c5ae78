import { directories } from "../../../provider/directories";
import { type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import { type Fields, type Json, UNKNOWN } from "../../../provider/model/values";
import { open } from "../../../provider/pulumi/plugin/wire-values";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld } from "./plugin-world";

const world = freshPluginWorld();

const ALL: readonly { readonly id: string; readonly kind: Kind }[] = Object.values(directories)
  .flatMap(kindsOf)
  .map((kind) => ({ id: kindId(kind), kind }));

/** What a program in a language without types may write anywhere. */
const WRONG: readonly Json[] = [7.5, true, "", "\u0000", [], [{}], {}, { nested: { deep: [null] } }, null];

describe.each(ALL)("a $id", ({ id: type, kind }) => {
  const thing = { type, name: "thing" };

  test("with a value of another type in any field is refused by that field, and nothing is sent", async () => {
    const process = await world().process();
    for (const [field, spec] of Object.entries(kind.fields)) {
      for (const value of WRONG) {
        const accepts = spec.type.safeParse(value).success;
        const { failures } = await process.check(thing, { [field]: value });
        const own = failures.filter(({ property, reason }) => property === field || reason.startsWith(`${field} `));
        if (!accepts) expect([field, value, own.length > 0]).toEqual([field, value, true]);
        // The engine prints the value of a property that is named.
        if (spec.secret === true) expect(own.every(({ property }) => property === "")).toBe(true);
        for (const { reason } of failures) expect(reason).not.toMatch(/undefined|\[object|\bat \w+ \(|ZodError/);
      }
    }
    expect(await world().calls()).toEqual({});
  });

  test("with an item that is no value in a list is refused by the list, alone and beside another such value", async () => {
    const process = await world().process();
    const lists = Object.entries(kind.fields).filter(([, { type }]) => type.safeParse([]).success);
    for (const [field] of lists)
      for (const item of [null, NaN, Infinity])
        for (const beside of [{}, { onDelete: NaN }]) {
          const { failures } = await process.check(thing, { [field]: [item], ...beside });
          expect([field, item, failures.find(({ property }) => property === field)?.reason]).toEqual([
            field,
            item,
            expect.stringMatching(/not \[null\].*None and NaN are no values/),
          ]);
        }
    expect(kind.token === "User").toBe(lists.length > 0);
  });

  test("with a property that there is not is refused by it, with what was meant or what there is", async () => {
    const process = await world().process();
    const [first = ""] = Object.keys(kind.fields);
    const misspelt = `${first.slice(0, -2)}${first.slice(-1)}${first.slice(-2, -1)}`;
    const { failures } = await process.check(thing, { [misspelt]: "x", ids: { a: "b" }, __internal: "x" });
    const reasonOf = (name: string) => failures.find(({ property }) => property === name)?.reason;
    expect(reasonOf(misspelt)).toContain(`Did you mean ${first}?`);
    expect(reasonOf("ids")).toMatch(/is not a field of|Did you mean/);
    expect(failures.map(({ property }) => property)).toContain("__internal");
  });

  test("of which nothing is known is no failure in any call of a preview", async () => {
    const process = await world().process();
    const unknown = Object.fromEntries(Object.keys(kind.fields).map((field) => [field, UNKNOWN]));
    expect((await process.check(thing, unknown)).failures).toEqual([]);
    await process.create(thing, unknown, true);
    const known = kind.token === "User" ? samplePerson(kind.directory.name, 1) : { [kind.naturalKey]: "Quay" };
    for (const field of Object.keys(kind.fields)) {
      const news = { ...known, [field]: UNKNOWN };
      expect([field, (await process.check(thing, news, known)).failures]).toEqual([field, []]);
      expect(open(await process.update(thing, "id", known, news, true)).values).toMatchObject(news);
    }
  });

  test("that state of another version holds more of is read, compared and deleted by what there is", async () => {
    const process = await world().process();
    const known = kind.token === "User" ? samplePerson(kind.directory.name, 1) : { [kind.naturalKey]: "Quay" };
    const { id, properties } = await process.create(thing, known);
    const newer = { ...properties, inventedLater: { by: ["version 9"] }, __provider: "exports.handler = …" };
    expect(await process.diff(thing, id, newer, known)).toMatchObject({ changes: "DIFF_NONE" });
    expect((await process.read(thing, id, newer, known)).id).toBe(id);
    const { failures } = await process.check(thing, { ...known, inventedLater: true }, known);
    expect(failures).toEqual([{ property: "inventedLater", reason: expect.stringContaining("is not a field of") }]);
    await (await world().process()).delete(thing, id, newer);
    expect((await (await world().process()).read(thing, id, properties, known)).id).toBe("");
  });
});

describe.each(Object.values(directories))("a set of $name", ({ name, kinds }) => {
  const set = { type: `${name}:UserSet`, name: "set" };

  test.each<[string, Fields]>([
    ["users as a list", { users: ["alice"] }],
    ["users as a text", { users: "alice" }],
    ["a member that is none", { users: { alice: 7, bobby: ["x"], carol: null } }],
    ["no users", {}],
    ["an unknown property", { users: {}, usres: {} }],
    ["a member with an unknown property", { users: { alice: { nothing: 1 } } }],
  ])("with %s is refused in words", async (_what, inputs) => {
    const { failures } = await (await world().process()).check(set, inputs);
    expect(failures.length).toBeGreaterThan(0);
    for (const { reason } of failures) expect(reason).not.toMatch(/undefined|\[object|\bat \w+ \(|ZodError/);
    expect(await world().calls()).toEqual({});
  });

  test("or one of its people, that lacks a value of a resource which the run leaves out, is refused with what to do", async () => {
    const means = (what: string): readonly string[] =>
      Object.entries(kinds.User.fields).flatMap(([field, spec]) => (spec.means === what ? [field] : []));
    const person = samplePerson(name, 1);
    for (const field of [...means("unit"), ...means("groups")]) {
      for (const lacking of [null, [null]]) {
        const process = await world().process();
        const alone = await process.check({ type: `${name}:User`, name: "one" }, { ...person, [field]: lacking });
        const member = await process.check(set, { users: { one: { ...person, [field]: lacking } } });
        const left = /If the value comes from a resource that this run leaves out \(--target or --exclude\)/;
        for (const { failures } of [alone, member])
          expect(failures.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(left));
      }
      const wrong = await (await world().process()).check({ type: `${name}:User`, name: "one" }, { ...person, [field]: { a: 1 } });
      expect(wrong.failures).toEqual([expect.objectContaining({ reason: expect.not.stringContaining("leaves out") })]);
    }
  });

  test("of which anything may be unknown passes a preview", async () => {
    const process = await world().process();
    const { [kinds.User.naturalKey]: _key, ...person } = samplePerson(name, 1);
    const before = { users: { person_1: person } };
    const old = (await process.check(set, before)).inputs;
    for (const field of Object.keys(person)) {
      for (const news of [{ users: { person_1: { ...person, [field]: UNKNOWN } } }, { users: before.users, [field]: UNKNOWN }]) {
        const { inputs, failures } = await process.check(set, news, old);
        expect([field, failures]).toEqual([field, []]);
        await process.create(set, inputs, true);
        await process.update(set, "set", old, inputs, true);
      }
    }
  });

  test("from whose member ignoreChanges may have taken a field is refused with what helps", async () => {
    const process = await world().process();
    const { [kinds.User.naturalKey]: _key, ...person } = samplePerson(name, 1);
    const old = (await process.check(set, { users: { person_1: person } })).inputs;
    const none = await process.check(set, { users: { person_1: {}, person_2: {} } }, old);
    const told = (member: string) => none.failures.filter(({ reason }) => reason.includes(`users.${member}`));
    for (const { reason } of told("person_1"))
      expect(reason).toContain(`Gone since the last run: ${Object.keys(person).sort().join(", ")}. If the option ignoreChanges names that`);
    for (const { reason } of told("person_2")) expect(reason).not.toContain("ignoreChanges");
    expect(told("person_1").length).toBe(told("person_2").length);
    if (name !== "cloudidentity") expect(told("person_1")).not.toEqual([]);
  });

  test("is nothing that can be imported, and says so", async () => {
    await expect((await world().process()).read(set, "set-1")).rejects.toThrow(
      /cannot be looked up by id.* Declare the set with its users/,
    );
  });
});

test("after a cancel no kind of call that changes something is sent, and looking goes on", async () => {
  const before = await world().process();
  const alice = { type: "eds:User", name: "alice" };
  const group = { type: "eds:Group", name: "group" };
  const set = { type: "workspace:UserSet", name: "set" };
  const person = { endUserId: "alice", email: "alice@example.com" };
  const made = await before.create(alice, person);
  const quay = await before.create(group, { groupName: "Quay" });
  const crew = await before.create(set, (await before.check(set, { users: { tom: { userEmail: "tom@example.com" } } })).inputs);
  const process = await world().process();
  await process.read(alice, made.id, made.properties, person);
  await process.cancel();
  await world().control("DELETE", "calls");
  const attempts: readonly (() => Promise<unknown>)[] = [
    () => process.create({ type: "cloudidentity:User", name: "dan" }, { userName: "dan" }),
    () => process.create(group, { groupName: "Pier" }),
    () => process.update(alice, made.id, made.properties, { ...person, email: "other@example.com" }),
    () => process.update(group, quay.id, quay.properties, { groupName: "Pier" }),
    () => process.delete(alice, made.id, made.properties),
    () => process.delete(set, crew.id, crew.properties),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow(/ERR_CANCELLED|ERR_PARTIAL/);
  expect(Object.keys(await world().calls()).filter((call) => /Create|Modify|Update|Delete|Remove|POST|PUT|DELETE/.test(call))).toEqual([]);
  expect((await process.read(alice, made.id, made.properties, person)).id).toBe("alice");
});

test("an import of nobody answers with nobody, whatever the id looks like, and of another instance says so", async () => {
  const process = await world().process();
  const read = (type: string, id: string) => process.read({ type, name: "x" }, id);
  for (const name of Object.keys(directories))
    for (const id of ["nobody", "%00", "..", "x".repeat(500), ...(name === "eiam" ? [] : ["a/b/c/d", "../.."])])
      expect([name, id, (await read(`${name}:User`, id)).id]).toEqual([name, id, ""]);
  await expect(read("eiam:User", "idaas_other/alice")).rejects.toThrow(/idaas_other not found.*ERR_PARENT_MISSING/);
});
