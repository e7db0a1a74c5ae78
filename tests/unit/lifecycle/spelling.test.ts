import { cloudidentity } from "../../../provider/cloudidentity";
import { agrees, equalValues } from "../../../provider/model/compare";
import type { Directory } from "../../../provider/model/kind";
import { directories } from "../../../provider/directories";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { checkUser } from "../../../provider/lifecycle/check";
import { validateUser } from "../../../provider/lifecycle/validate";
import { createUser } from "../../../provider/lifecycle/create";
import { diffUser } from "../../../provider/lifecycle/diff";
import { createSet, updateSet } from "../../../provider/lifecycle/many/apply";
import { newSet, type UserSet } from "../../../provider/lifecycle/many/members";
import { planSet } from "../../../provider/lifecycle/many/plan";
import { previewSet } from "../../../provider/lifecycle/many/preview";
import type { FieldSpec } from "../../../provider/model/field";
import type { Fields } from "../../../provider/model/values";
import { workspace } from "../../../provider/workspace";
import { departures } from "../../../sdk/lib/gate/departures";
import { objection } from "../../../sdk/lib/gate/objection";
import { failure, FakeCloud } from "./fake-cloud";

/** Texts whose letters have more than one Unicode form, of several scripts. */
const TEXTS = ["Inés Peña", "Zoë Müller-Lüdenscheidt", "Nguyễn Thị Hạnh", "김민준", "ガ行 がく", "Å Ångström", "Ⅷ שָׁלוֹם"].map((text) =>
  text.normalize("NFC"),
);
const FORMS = TEXTS.flatMap(
  (text) =>
    [
      [text, text.normalize("NFD")],
      [text.normalize("NFD"), text],
    ] as const,
).filter(([one, other]) => one !== other);

function fieldOf(directory: Directory, name: string): FieldSpec {
  const spec = directory.kinds.User.fields[name];
  if (spec === undefined) throw new Error(`${directory.name} has no field ${name}`);
  return spec;
}

describe.each(FORMS)("%p in another Unicode form", (before, after) => {
  test("is the same value, at any depth and by every field's own comparison", () => {
    expect(equalValues([{ name: before }], [{ name: after }])).toBe(true);
    for (const directory of Object.values<Directory>(directories)) {
      for (const [name, spec] of Object.entries(directory.kinds.User.fields)) {
        if (spec.type.safeParse(before).success)
          expect([directory.name, name, agrees(spec, before, after)]).toEqual([directory.name, name, agrees(spec, before, before)]);
      }
    }
    expect(
      agrees(fieldOf(eiam, "customFields"), [{ fieldName: "note", fieldValue: before }], [{ fieldName: "note", fieldValue: after }]),
    ).toBe(true);
  });

  test("replaces nobody and is no change", async () => {
    const tom = { endUserId: "tom", email: "tom@pier.example", onDelete: "disable" };
    const [then, now] = [
      { ...tom, realNickName: before, remark: before },
      { ...tom, realNickName: after, remark: after },
    ];
    expect(checkUser(eds.kinds.User, then, now)).toEqual([]);
    expect(await diffUser(new FakeCloud().context(), { id: "tom", key: "tom" }, then, now)).toMatchObject({ changed: [], replaces: [] });
  });

  test("is one person where it is the key: in a set, by its key and by its name in the set", async () => {
    const cloud = new FakeCloud(cloudidentity);
    const named = (name: string, fields: Fields = {}): UserSet => newSet(cloudidentity.kinds.User, {}, [[name, fields]]);
    const { id, state } = await createSet(cloud.context(), named(before));
    expect(await planSet(cloud.context(), state, named(after))).toMatchObject({ creates: [], deletes: [], changes: [] });
    const updated = await updateSet(cloud.context(), id, state, named(after));
    expect([...updated.state.members.values()]).toHaveLength(1);
    expect(cloud.log).toEqual(["create"]);
    const renamed = await planSet(cloud.context(), state, named(after, { userName: "other" }));
    expect(renamed).toMatchObject({ creates: [], deletes: [], changes: [{ diff: { changed: ["userName"] } }] });
  });

  test("is one resource and one key for the deletion guard", () => {
    const managed = { kind: cloudidentity.kinds.User, resource: before, key: before, declared: { userName: before } };
    const declared = { kind: cloudidentity.kinds.User, resource: after, aliases: [], fields: { userName: after } };
    expect(departures([managed], [declared])).toMatchObject({ leaving: [], moved: [], respelled: [] });
  });
});

test("a text that fits in its composed form is not too long in the decomposed one", () => {
  const longest = "é".repeat(64);
  expect(validateUser(cloudidentity.kinds.User, { userName: "ines", displayName: longest.normalize("NFD") })).toEqual([]);
  expect(validateUser(cloudidentity.kinds.User, { userName: "ines", displayName: `${longest}e` })).not.toEqual([]);
});

const people: readonly (readonly [Directory, Fields])[] = [
  [eiam, { primaryOrganizationalUnitId: "ou_1" }],
  [workspace, { userEmail: "anna.reed@pier.example" }],
  [cloudidentity, {}],
];

describe.each(people.map(([directory, fields]) => [directory.name, directory, fields] as const))(
  "a key in another case on %s",
  (_name, directory, fields) => {
    const key = directory.kinds.User.naturalKey;
    const renames = directory.capabilities.rename === true;
    const person = (name: string): Fields => ({ ...fields, [key]: name });

    test.each([
      ["anna.reed", "Anna.Reed"],
      ["Anna.Reed", "anna.reed"],
      ["anna.reed", "ANNA.REED"],
    ])("%s to %s renames the account or is refused, by itself and in a set", async (then, now) => {
      const refused = checkUser(directory.kinds.User, person(then), person(now));
      expect(refused.map(({ field }) => field)).toEqual(renames ? [] : [key]);
      if (!renames)
        expect(refused[0]).toMatchObject({
          rule: expect.stringContaining(`"${now}" differs from the former "${then}" only in case`),
          remedy: expect.stringContaining(`"${then}" as before`),
        });
      const cloud = new FakeCloud(directory);
      const set = (name: string): UserSet => newSet(directory.kinds.User, {}, [[name, fields]]);
      const { id, state } = await createSet(cloud.context(), set(then));
      cloud.log.length = 0;
      if (!renames)
        return void (await expect(previewSet(cloud.context(), id, state, set(now))).rejects.toMatchObject({ code: "ERR_CANNOT_CHANGE" }));
      await updateSet(cloud.context(), id, state, set(now));
      expect(cloud.log.filter((call) => call === "create" || call === "remove")).toEqual([]);
      expect([...cloud.users.values()].map((user) => user[key])).toEqual([now]);
    });

    test.each(["delete", "disable", "retain"])("stops the run where the resource is new as well (onDelete %s)", (onDelete) => {
      const managed = {
        kind: directory.kinds.User,
        resource: "anna.reed",
        key: "anna.reed",
        declared: { ...person("anna.reed"), onDelete },
      };
      const declared = { kind: directory.kinds.User, resource: "Anna.Reed", aliases: [], fields: person("Anna.Reed") };
      const text = objection(departures([managed], [declared]), { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined }) ?? "";
      expect(text).toContain(`${directory.name} user anna.reed (resource anna.reed) is now written Anna.Reed`);
      expect(text).toContain("Write the key as before.");
      expect(
        text.includes(
          '{ aliases: [{ name: "anna.reed" }] }, in a roster aliases: (name) => name === "Anna.Reed" ? [{ name: "anna.reed" }] : [].',
        ),
      ).toBe(renames);
      expect(
        objection(departures([managed], [{ ...declared, aliases: ["anna.reed"] }]), {
          maxDeletes: 10,
          maxDeleteShare: 0.2,
          allowed: undefined,
        }),
      ).toBeUndefined();
    });

    test("two people whom the directory keeps apart stay two", () => {
      const managed = ["anna", "Anna"].map((name) => ({ kind: directory.kinds.User, resource: name, key: name, declared: person(name) }));
      const declared = { kind: directory.kinds.User, resource: "Anna", aliases: [], fields: person("Anna") };
      expect(departures(managed, [declared])).toMatchObject({ leaving: [{ key: "anna" }], moved: [], respelled: [] });
    });

    test("a name that the service holds in another case is refused with that spelling", async () => {
      const cloud = new FakeCloud(directory);
      const context = cloud.context();
      const calls = {
        ...context.calls,
        create: async () => Promise.reject(failure("already-exists")),
        list: async function* () {
          yield { ref: { id: "7", key: "Anna.Reed" }, fields: {}, computed: {} };
        },
      };
      await expect(createUser({ ...context, calls }, person("anna.reed"))).rejects.toMatchObject({
        code: "ERR_ALREADY_EXISTS",
        message: expect.stringContaining("has an account named Anna.Reed"),
      });
    });
  },
);
