import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { type Fields, record } from "../../../provider/model/values";
import { sealedValue } from "../../../provider/pulumi/sealed";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld } from "./plugin-world";

const world = freshPluginWorld();

/** A resource that is there, as the next run has it checked with what it says now. */
async function compared(type: string, before: Fields, after: Fields, ignored: readonly string[], isDeclared = true) {
  const it = { type, name: "first" };
  const process = await world().process();
  const { inputs } = await process.check(it, before);
  const { id, properties } = await process.create(it, inputs);
  const next = await world().process();
  const news = isDeclared ? (await next.check(it, after, inputs)).inputs : inputs;
  return next.diff(it, id, properties, news, ignored);
}

const KEPT = { email: "ann@example.com", onDelete: "retain" };
const TAKEN = { email: "ann@example.com" };

test.each(["users.ann.onDelete", 'users["ann"].onDelete', "users.*.onDelete", "users.ann.groupIdList[0]"])(
  "%s of a set cannot be ignored: the engine would take the field out",
  async (path) => {
    const sets = [{ users: { ann: KEPT } }, { users: { ann: TAKEN } }] as const;
    await expect(compared("eds:UserSet", ...sets, [path])).rejects.toThrow(
      `the option ignoreChanges names ${path}, but to the engine a member of a set is one text [ERR_CONFIG] Remedy: Name the whole member`,
    );
    // What the last run declared must not stand in the way of a refresh.
    expect(await compared("eds:UserSet", ...sets, [path], false)).toMatchObject({ changes: "DIFF_NONE" });
  },
);

test.each(["users", "users.ann", 'users["li.na"]', "onDelete", "*"])("%s of a set can be", async (path) => {
  const set = { users: { ann: KEPT } };
  expect(await compared("eds:UserSet", set, set, [path])).toMatchObject({ changes: "DIFF_NONE" });
});

test("any field of a user can be", async () => {
  const ann = { ...KEPT, endUserId: "ann" };
  expect(await compared("eds:User", ann, ann, ["onDelete", "groupIdList[0]"])).toMatchObject({ changes: "DIFF_NONE" });
});

describe.each(Object.values<Directory>(directories))("a member of a set of $name whom the option ignoreChanges names", ({ name }) => {
  const set = { type: `${name}:UserSet`, name: "staff" };
  const person = samplePerson(name, 1);
  const hidden = Object.fromEntries(Object.entries(person).map(([field, value]) => [field, sealedValue(value ?? null)]));

  test.each(Object.keys(person))("stays who it is although the program keeps %s secret", async (field) => {
    const process = await world().process();
    const one = { ...person, [field]: hidden[field] ?? null };
    const { inputs } = await process.check(set, { users: { ann: one } });
    const { id, properties } = await process.create(set, inputs);
    // The engine puts back what it finds at the place: the text (pulumi pkg, `processIgnoreChanges`).
    const again = await (await world().process()).check(set, { users: { ann: record(inputs["users"])["ann"] as string } }, inputs);
    expect(again).toEqual({ inputs, failures: [] });
    expect(await process.diff(set, id, properties, again.inputs)).toMatchObject({ changes: "DIFF_NONE" });
  });
});
