import { agrees } from "../../../../provider/model/compare";
import { isReadable } from "../../../../provider/model/field";
import type { Json } from "../../../../provider/model/values";
import { changedValue, ownFields, type Subject, userOf } from "./sample";

/** What a person changes behind the program's back is seen, and put right. */
export function describeDrift(subject: Subject): void {
  const { directory, sample, world } = subject;
  const key = (): string => String(userOf(subject)[directory.kinds.User.naturalKey]);

  for (const [name, spec] of ownFields(subject)) {
    if (!isReadable(spec) || name === directory.kinds.User.naturalKey || directory.kinds.User.parentFields.includes(name)) continue;
    test(`a ${name} changed by somebody else is seen and put right`, async () => {
      const user = userOf(subject);
      const { id, outs } = await (await world().provider()).create(user);
      const value = changedValue(subject, name);
      await world().edit(key(), sample.drift?.(name, value) ?? { [spec.wire]: value });
      const provider = await world().provider();
      const found = await provider.read(id, outs);
      const { [name]: seen, ...rest } = found.inputs ?? {};
      expect(agrees(spec, user[name], seen)).toBe(false);
      expect(agrees(spec, value, seen)).toBe(true);
      expect({ ...rest, [name]: user[name] }).toEqual(user);
      const props = found.props ?? {};
      if (spec.change.kind === "replaces") {
        expect(await provider.diff(id, props, user)).toMatchObject({ replaces: [name] });
        return;
      }
      expect(await provider.diff(id, props, user)).toEqual({});
      const { outs: repaired } = await provider.update(id, props, user);
      expect((await (await world().provider()).read(id, repaired)).inputs).toEqual(user);
    });
  }

  test("a change made just before an update, unseen by any refresh, is put right as well", async () => {
    const user = userOf(subject);
    const { id, outs } = await (await world().provider()).create(user);
    const editable = ownFields(subject).filter(
      ([name, spec]) => isReadable(spec) && spec.change.kind === "in-place" && name !== directory.kinds.User.naturalKey,
    );
    const [[edited, spec] = ["", undefined], [declared] = [""]] = editable;
    const value = changedValue(subject, edited);
    await world().edit(key(), sample.drift?.(edited, value) ?? { [spec?.wire ?? ""]: value });
    const news = { ...user, [declared]: changedValue(subject, declared) };
    const { outs: updated } = await (await world().provider()).update(id, outs, news);
    expect((await (await world().provider()).read(id, updated)).inputs).toEqual(news);
  });

  for (const [name, spec] of ownFields(subject)) {
    if ((spec.means !== "groups" && spec.means !== "unit") || !isReadable(spec)) continue;
    test(`what ${name} names may have been removed by somebody else, and the error says how the program makes it again`, async () => {
      const provider = await world().provider();
      const user = userOf(subject);
      const { id, outs } = await provider.create(user);
      const gone = (known: Json): Json =>
        Array.isArray(known) ? known.map(gone) : String(known).replace(/.$/, (last) => (last === "9" ? "8" : "9"));
      const known = user[name] ?? null;
      const news = { ...user, [name]: gone(Array.isArray(known) && known.length === 0 ? changedValue(subject, name) : known) };
      const failure: unknown = await provider.update(id, outs, news).catch((error: unknown) => error);
      expect(JSON.stringify(failure) + String(failure)).toContain("If this program makes it, run pulumi up --refresh");
    });
  }

  test("a user removed by somebody else is gone for a refresh, and missing for an update", async () => {
    const user = userOf(subject);
    const { id, outs } = await (await world().provider()).create(user);
    await world().remove(key());
    const provider = await world().provider();
    expect(await provider.read(id, outs)).toEqual({});
    const [[name] = [""]] = ownFields(subject).filter(
      ([field, { change }]) => change.kind === "in-place" && field !== directory.kinds.User.naturalKey,
    );
    await expect(provider.update(id, outs, { ...user, [name]: changedValue(subject, name) })).rejects.toMatchObject({
      code: "ERR_USER_MISSING",
    });
    expect((await provider.create(user)).outs).toMatchObject(user);
  });
}
