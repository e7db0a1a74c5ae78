import type { KindCalls } from "../../../provider/model/kind-calls";
import type { Directory, Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import { freshWorld, type World } from "../directories/harness/world";

/** What the suite must be told of one kind. */
export interface Subject {
  readonly directory: Directory;
  readonly kind: Kind;
  /** Every field of it that a creation takes. */
  readonly whole: Fields;
  /** Another value of each field that changes in place. */
  readonly changed: Fields;
  /** Names may repeat on this service. */
  readonly namesRepeat: boolean;
  /** The action that creates one, for faults. */
  readonly creation: string;
  /** A user of the directory. */
  user(world: World): Fields;
  /** Puts a user into one behind the program's back, or creates one that is in it. */
  join(world: World, id: string, userId: string): Promise<void>;
}

/** The whole life of a group or unit, from its field table. */
export function describeKind(subject: Subject): void {
  const { kind, whole } = subject;
  const world = freshWorld(subject.directory);
  const key = kind.naturalKey;
  const name = String(whole[key]);
  const open = (): Promise<DynamicProvider> => world().provider({}, world().clock, kind);
  const calls = async (): Promise<KindCalls> => (await world().context(kind)).calls;
  const named = async (fields: Fields): Promise<readonly string[]> => {
    const ids: string[] = [];
    for await (const { ref } of (await calls()).list(fields)) if (ref.key === fields[key]) ids.push(ref.id);
    return ids;
  };

  test("is created, read back, and then nothing differs", async () => {
    const provider = await open();
    expect(await provider.check({}, whole)).toEqual({ inputs: whole });
    const { id, outs } = await provider.create(whole);
    expect(outs).toMatchObject({ ...whole, [kind.idOutput]: id });
    expect(outs).not.toHaveProperty("adopted");
    const read = await provider.read(id, outs);
    expect(read).toMatchObject({ id, inputs: whole });
    expect(await provider.diff(id, outs, whole)).toEqual({ changes: false });
    expect(await named(whole)).toEqual([id]);
  });

  test("that gets another name is not shared with a new one that takes the name: refused in the preview, by the creation, and not when it comes after", async () => {
    const { id, outs } = await (await open()).create(whole);
    const renamed = { ...whole, [key]: "Renamed" };
    const inOrder = await open();
    await inOrder.check(whole, renamed);
    await inOrder.diff(id, outs, renamed);
    expect(await inOrder.check({}, whole)).toEqual({ inputs: whole });
    const first = await open();
    await first.check({}, whole);
    await first.check(whole, renamed);
    await expect(first.diff(id, outs, renamed)).rejects.toThrow(
      /gets another name or parent, and a new resource takes the present one first.*dependsOn/,
    );
    const told = await open();
    expect(await told.check({}, { ...whole, __taken: [id] })).toEqual({ inputs: whole });
    await expect(told.create(whole)).rejects.toThrow(/another resource of this program has this .* already.*dependsOn/);
    expect(await named(whole)).toEqual([id]);
  });

  test("needs nothing but its name, and what is not declared is left alone", async () => {
    const provider = await open();
    const { id, outs } = await provider.create({ [key]: name });
    expect(await provider.read(id, outs)).toMatchObject({ inputs: { [key]: name } });
    expect((await (await open()).read(id, {})).inputs).toMatchObject({ [key]: name });
  });

  test.each(Object.entries(subject.changed))("%s changes in place and is read back", async (field, value) => {
    const provider = await open();
    const { id, outs } = await provider.create(whole);
    const news = {
      ...whole,
      [field]: typeof value === "string" && value.startsWith("@") ? await another(provider, value.slice(1)) : value,
    };
    expect(await provider.diff(id, outs, news)).toEqual({});
    const updated = await provider.update(id, outs, news);
    expect(updated.outs).toMatchObject({ ...news, [kind.idOutput]: id });
    expect((await (await open()).read(id, updated.outs)).inputs).toEqual(news);
  });

  /** Another unit, to move below. */
  async function another(provider: DynamicProvider, other: string): Promise<string> {
    return (await provider.create({ [key]: other })).id;
  }

  test("a text that is cleared is gone, and nothing differs then", async () => {
    if (whole["description"] === undefined) return;
    const provider = await open();
    const { id, outs } = await provider.create(whole);
    const cleared = await provider.update(id, outs, { ...whole, description: "" });
    expect((await (await open()).read(id, cleared.outs)).inputs).toMatchObject({ description: "" });
  });

  test("what somebody changed at the console shows as drift, field by field", async () => {
    const provider = await open();
    const { id, outs } = await provider.create(whole);
    const [field, value] = Object.entries(subject.changed).at(-1) ?? [];
    const stranger = await open();
    await stranger.update(id, outs, { ...whole, [String(field)]: value ?? "" });
    expect((await (await open()).read(id, outs)).inputs).toEqual({ ...whole, [String(field)]: value });
  });

  const replacing = Object.entries(kind.fields).filter(([field, { change }]) => change.kind === "replaces" && field in whole);
  if (replacing.length > 0)
    test.each(replacing)("another %s is another one, said in the preview with what is lost", async (field, spec) => {
      const provider = await open();
      const { id, outs } = await provider.create(whole);
      const other = spec.type.safeParse("AD").success && field !== key ? "AD" : "another";
      const value = field === "joinType" ? "Auto" : other;
      const collides = field !== key && !kind.parentFields.includes(field);
      expect(await provider.diff(id, outs, { ...whole, [field]: value })).toEqual({ replaces: [field], deleteBeforeReplace: collides });
      expect(world().said.join("\n")).toContain(spec.change.kind === "replaces" ? spec.change.loses : "");
    });

  describe("one of that name that exists", () => {
    test("is taken over by match when it agrees, whatever else it has", async () => {
      const made = await (await open()).create(whole);
      const { id, outs } = await (await open()).create({ [key]: name });
      expect([id, outs["adopted"]]).toEqual([made.id, true]);
    });

    test("is refused by match when it differs, with the fields", async () => {
      const { description: _described, ...rest } = whole;
      await (await open()).create(rest);
      const [field = ""] = Object.keys(subject.changed).filter((one) => one !== key && !kind.parentFields.includes(one));
      const value = subject.changed[field];
      if (value === undefined) return;
      await expect((await open()).create({ ...whole, [field]: value })).rejects.toMatchObject({
        code: "ERR_DIFFERS",
        message: expect.stringContaining(field),
      });
      const adopted = await (await open()).create({ ...whole, [field]: value, onExisting: "adopt" });
      expect((await (await open()).read(adopted.id, adopted.outs)).inputs).toMatchObject({ [field]: value });
    });

    test("is refused by fail, and nothing is made", async () => {
      const made = await (await open()).create(whole);
      await expect((await open()).create({ ...whole, onExisting: "fail" })).rejects.toMatchObject({ code: "ERR_ALREADY_EXISTS" });
      expect(await named(whole)).toEqual([made.id]);
    });

    const several = subject.namesRepeat ? test : test.skip;
    several("is nobody's to choose where several have the name: their ids are told", async () => {
      const attempt = { token: "t" };
      await (await calls()).create(whole, attempt);
      // A service that tells no id leaves the second one in doubt.
      await (await calls()).create({ [key]: name }, attempt).catch(() => undefined);
      const ids = await named(whole);
      expect(ids).toHaveLength(2);
      const refused = (await open()).create({ [key]: name });
      for (const id of ids) await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(id) });
      expect(await named(whole)).toHaveLength(2);
    });

    test("is not one whose name only begins so", async () => {
      await (await open()).create({ [key]: `${name}2` });
      const { outs } = await (await open()).create({ [key]: name });
      expect(outs).not.toHaveProperty("adopted");
    });
  });

  test("a creation whose answer is lost makes one, and it is the run's own", async () => {
    await world().faults(`${subject.creation} lost-response first=1`);
    const { id, outs } = await (await open()).create(whole);
    expect(outs).not.toHaveProperty("adopted");
    expect(await named(whole)).toEqual([id]);
  });

  test("a creation whose answer is lost and that lists show late is not repeated", async () => {
    await world().faults(`${subject.creation} lost-response first=1`, "* late-visibility ms=20000");
    const { id } = await (await open()).create(whole);
    await world().clock.sleep(60_000);
    expect(await named(whole)).toEqual([id]);
  });

  test("a creation that fails before it acts is repeated", async () => {
    await world().faults(`${subject.creation} server-error first=1`);
    const { id } = await (await open()).create(whole);
    expect(await named(whole)).toEqual([id]);
  });

  describe("when it leaves the program", () => {
    test("it is deleted, and one that is gone already is no failure", async () => {
      const provider = await open();
      const { id, outs } = await provider.create(whole);
      await provider.delete(id, outs);
      expect(await named(whole)).toEqual([]);
      await (await open()).delete(id, outs);
      expect(await (await open()).read(id, outs)).toEqual({});
    });

    test("it stays with onDelete retain", async () => {
      const provider = await open();
      const { id, outs } = await provider.create({ ...whole, onDelete: "retain" });
      await provider.delete(id, outs);
      expect(await named(whole)).toEqual([id]);
    });

    test("it is kept while somebody is in it, who is named and not harmed", async () => {
      const provider = await open();
      const { id, outs } = await provider.create(whole);
      const users = await world().provider();
      const user = await users.create(subject.user(world()));
      await subject.join(world(), id, user.id);
      await expect((await open()).delete(id, outs)).rejects.toMatchObject({
        code: "ERR_NOT_EMPTY",
        message: expect.stringContaining(String(subject.user(world())[subject.directory.kinds.User.naturalKey])),
      });
      expect(await named(whole)).toEqual([id]);
      expect(await world().users()).toHaveLength(1);
      expect(Object.keys(await world().calls())).not.toContain("DeleteOrganizationalUnitChildren");
      if (!("deleteWithMembers" in kind.fields)) return;
      await (await open()).delete(id, { ...outs, deleteWithMembers: true });
      expect(await named(whole)).toEqual([]);
      expect(await world().users()).toHaveLength(1);
    });
  });

  test("a replacement that would cost somebody the membership is refused in the preview", async () => {
    const [field] = replacing.map(([one]) => one);
    if (field === undefined) return;
    const provider = await open();
    const { id, outs } = await provider.create(whole);
    const user = await (await world().provider()).create(subject.user(world()));
    await subject.join(world(), id, user.id);
    const news = { ...whole, [field]: field === "joinType" ? "Auto" : field === "platformType" ? "AD" : "another" };
    await provider.check(outs, news);
    await expect(provider.diff(id, outs, news)).rejects.toMatchObject({ code: "ERR_NOT_EMPTY" });
    // Who is in it because the program says so follows to the new one.
    const ours = [subject.user(world())[subject.directory.kinds.User.naturalKey]];
    await provider.check(outs, { ...news, __followers: ours });
    const goesFirst = news[key] === name && !kind.parentFields.includes(field);
    // A unit cannot go before those in it, who can only follow to one that is there.
    if (goesFirst && !("deleteWithMembers" in kind.fields))
      return expect(provider.diff(id, outs, news)).rejects.toMatchObject({ code: "ERR_NOT_EMPTY" });
    expect(await provider.diff(id, outs, news)).toMatchObject({ replaces: [field], deleteBeforeReplace: goesFirst });
    if (!goesFirst) return;
    await provider.delete(id, outs);
    expect(await named(whole)).toEqual([]);
    expect(await world().users()).toHaveLength(1);
  });

  test.each([
    [` ${name}`, key],
    ["", key],
  ])("a name such as %j is refused before any call", async (value, field) => {
    const { failures } = await (await open()).check({}, { ...whole, [field]: value });
    expect(failures?.map(({ reason }) => reason)).toEqual([expect.stringContaining(field)]);
    expect(await world().calls()).toEqual({});
  });

  test("a field of another kind is refused with what there is", async () => {
    const { failures } = await (await open()).check({}, { ...whole, descripton: "x" });
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining(`is not a field of ${kind.directory.name} ${kind.noun}s`) }]);
  });

  test("onDelete disable is for people", async () => {
    const { failures } = await (await open()).check({}, { ...whole, onDelete: "disable" });
    expect(failures).toHaveLength(1);
  });
}
