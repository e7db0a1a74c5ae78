import fc from "fast-check";
import { agrees } from "../../../../provider/model/compare";
import { isReadable } from "../../../../provider/model/field";
import type { Fields } from "../../../../provider/model/values";
import { changedValue, ownFields, stateOf, type Subject, userOf, without, writes } from "./sample";

/** Creation, reading, letting go: the life of a user whom nobody disturbs. */
export function describeLife(subject: Subject): void {
  const { directory, sample, world } = subject;

  test("the sample declares every field, with a changed value for each", () => {
    const user = userOf(subject);
    for (const [name] of ownFields(subject)) {
      expect(Object.keys(user)).toContain(name);
      if (name !== directory.kinds.User.naturalKey) expect(changedValue(subject, name)).not.toEqual(user[name]);
    }
  });

  test("creates a user with every field, which a refresh then finds as declared", async () => {
    const provider = await world().provider();
    const user = userOf(subject);
    const checked = await provider.check({}, { ...user, __provider: "text" });
    expect(checked).toEqual({ inputs: user });
    const { id, outs } = await provider.create(user);
    expect(id).not.toBe("");
    expect(outs).toEqual(stateOf(subject, user, id));
    expect(await world().users()).toHaveLength(1);
    expect((await world().calls())[sample.calls.create]).toBe(1);
    const found = await (await world().provider()).read(id, outs);
    expect(found).toEqual({ id, inputs: user, props: outs });
    expect(await provider.diff(id, outs, user)).toEqual({ changes: false });
  });

  test("an untouched user is never a diff, whatever of it the program declares", async () => {
    const provider = await world().provider();
    const optional = ownFields(subject)
      .filter(([, spec]) => !spec.required)
      .map(([name]) => name);
    const required = ownFields(subject)
      .filter(([, spec]) => spec.required)
      .map(([name]) => name);
    const changeable = optional.filter((name) => !directory.kinds.User.parentFields.includes(name));
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.subarray(optional), fc.subarray(changeable), async (declared, changed) => {
        const all = userOf(subject, `user${letters(count++)}`);
        const user: Fields = Object.fromEntries([
          ...required.map((name) => [name, all[name]]),
          ...declared.map((name) => [name, changed.includes(name) ? changedValue(subject, name) : all[name]]),
        ]);
        const { failures } = await provider.check({}, user);
        fc.pre(failures === undefined);
        const { id, outs } = await provider.create(user);
        const found = await (await world().provider()).read(id, outs);
        expect(found).toEqual({ id, inputs: user, props: outs });
        expect(await provider.diff(id, found.props ?? {}, user)).toEqual({ changes: false });
        await provider.delete(id, outs);
      }),
      { numRuns: 25 },
    );
  });

  test("a read by id alone shows what the cloud knows and no secret", async () => {
    const provider = await world().provider();
    const user = userOf(subject);
    const { id } = await provider.create(user);
    const { inputs } = await (await world().provider()).read(id, parents(subject, user));
    expect(inputs?.[directory.kinds.User.naturalKey]).toEqual(user[directory.kinds.User.naturalKey]);
    for (const [name, spec] of ownFields(subject)) {
      if (!isReadable(spec)) expect(inputs).not.toHaveProperty(name);
      else if (inputs !== undefined && name in inputs) expect(agrees(spec, user[name], inputs[name])).toBe(true);
    }
  });

  test("a field dropped from the program is no longer managed and keeps its value", async () => {
    const provider = await world().provider();
    for (const [name, spec] of ownFields(subject)) {
      if (spec.required) continue;
      const user = userOf(subject, `user${letters(Object.keys(directory.kinds.User.fields).indexOf(name))}`);
      const news = without(user, name);
      const { failures } = await provider.check(user, news);
      if (failures !== undefined) continue;
      const { id, outs } = await provider.create(user);
      const before = await world().users();
      await world().forgetCalls();
      expect(await provider.diff(id, outs, news)).toEqual({});
      // What no read would show without it.
      const kept = spec.readsNamedOnly === true ? { formerGroups: user[name] } : {};
      expect((await provider.update(id, outs, news)).outs).toEqual({ ...stateOf(subject, news, id), ...kept });
      expect(await writes(subject)).toEqual({});
      expect(await world().users()).toEqual(before);
    }
  });

  test("deletes a user, and takes one already gone as deleted", async () => {
    const provider = await world().provider();
    const { id, outs } = await provider.create(userOf(subject));
    await provider.delete(id, outs);
    expect(await world().users()).toEqual([]);
    expect(await (await world().provider()).read(id, outs)).toEqual({});
    await provider.delete(id, outs);
    const other = await provider.create(userOf(subject));
    await world().remove(String(userOf(subject)[directory.kinds.User.naturalKey]));
    await provider.delete(other.id, other.outs);
  });

  test("says that another account of the name stays where the one of state was gone, however it was to end", async () => {
    for (const onDelete of ["delete", ...("cannot" in directory.kinds.User.disable ? [] : ["disable"])]) {
      const user = userOf(subject);
      const provider = await world().provider();
      const { id, outs } = await provider.create({ ...user, onDelete });
      await world().remove(String(user[directory.kinds.User.naturalKey]));
      await provider.delete(id, outs);
      expect(world().said).toEqual([]);
      const byHand = await (await world().provider()).create(user);
      // Where the name is the id, nothing tells the two apart.
      const isOther = byHand.id !== id;
      const leaver = await world().provider();
      await leaver.delete(id, outs);
      expect(world().said.filter((line) => line.includes(`is there and stays (id ${byHand.id})`))).toHaveLength(isOther ? 1 : 0);
      expect(await world().users()).toHaveLength(isOther || onDelete === "disable" ? 1 : 0);
      await leaver.delete(byHand.id, byHand.outs);
      world().said.length = 0;
    }
  });

  test("lets go of a user with onDelete retain, without any call", async () => {
    const provider = await world().provider();
    const { id, outs } = await provider.create({ ...userOf(subject), onDelete: "retain" });
    await world().forgetCalls();
    await provider.delete(id, outs);
    expect(await world().calls()).toEqual({});
    expect(await world().users()).toHaveLength(1);
  });

  describeDisable(subject);

  test("creates and deletes many at once, each with its own id", async () => {
    const provider = await world().provider();
    const users = Array.from({ length: 12 }, (_, index) => userOf(subject, `user${letters(index)}`));
    const created = await Promise.all(users.map((user) => provider.create(user)));
    expect(new Set(created.map(({ id }) => id)).size).toBe(users.length);
    const fresh = await world().provider();
    const found = await Promise.all(created.map(({ id, outs }) => fresh.read(id, outs)));
    expect(found.map(({ inputs }) => inputs)).toEqual(users);
    await Promise.all(created.map(({ id, outs }) => provider.delete(id, outs)));
    expect(await world().users()).toEqual([]);
  });
}

function describeDisable(subject: Subject): void {
  const { directory, world } = subject;
  const { disable } = directory.kinds.User;
  if ("cannot" in disable) {
    test(`onDelete disable is refused: ${disable.cannot}`, async () => {
      const provider = await world().provider();
      const { failures } = await provider.check({}, { ...userOf(subject), onDelete: "disable" });
      expect(failures).toEqual([{ property: "", reason: expect.stringContaining(disable.cannot) }]);
    });
    return;
  }
  test("disables a user with onDelete disable, and takes one already gone as done", async () => {
    const provider = await world().provider();
    const user = userOf(subject);
    const { id, outs } = await provider.create({ ...user, onDelete: "disable" });
    await provider.delete(id, outs);
    expect(await world().users()).toHaveLength(1);
    const found = await (await world().provider()).read(id, outs);
    expect(found.inputs).toMatchObject(disable.set);
    await world().remove(String(user[directory.kinds.User.naturalKey]));
    await provider.delete(id, outs);
  });
}

/** The fields that say where a user is looked for. */
function parents({ directory }: Subject, user: Fields): Fields {
  return Object.fromEntries(directory.kinds.User.parentFields.flatMap((name) => (user[name] === undefined ? [] : [[name, user[name]]])));
}

/** `a`, `b`, …, `z`, `ba`, …: tags that keep users apart. */
export function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26)) + last;
}
