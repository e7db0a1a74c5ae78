import { matchesPassword } from "../../../../emulator/passwords";
import { isCleared } from "../../../../provider/model/compare";
import { isReadable } from "../../../../provider/model/field";
import { actionsOf, changedValue, ownFields, stateOf, type Subject, userOf, writes } from "./sample";

/** Every field changes the way its row in the field table says. */
export function describeFields(subject: Subject): void {
  const { directory, world } = subject;
  for (const [name, spec] of ownFields(subject)) {
    if (name === directory.kinds.User.naturalKey) continue;
    const { change } = spec;
    if (change.kind === "in-place" || (change.kind === "write-only" && change.by !== undefined)) {
      test(`${name} changes in place`, async () => {
        const provider = await world().provider();
        const user = userOf(subject);
        const { id, outs } = await provider.create(user);
        const news = { ...user, [name]: changedValue(subject, name) };
        expect(await provider.check(user, news)).toEqual({ inputs: news });
        expect(await provider.diff(id, outs, news)).toEqual({});
        await world().forgetCalls();
        const { outs: updated } = await provider.update(id, outs, news);
        expect(updated).toEqual(stateOf(subject, news, id));
        const sent = Object.keys(await writes(subject));
        expect(sent).not.toEqual([]);
        expect(actionsOf(subject, spec)).toEqual(expect.arrayContaining(sent));
        const found = await (await world().provider()).read(id, updated);
        expect(found).toEqual({ id, inputs: news, props: updated });
        if (spec.secret === true) {
          const [stored] = await world().users();
          expect(holdsPassword(stored, String(news[name]))).toBe(true);
          expect(holdsPassword(stored, String(user[name]))).toBe(false);
        }
      });
    }
    if (change.kind === "in-place") describeClear(subject, name);
    if (change.kind === "write-only" && change.by === undefined) {
      test(`a changed ${name} is refused with the way out`, async () => {
        const provider = await world().provider();
        const user = userOf(subject);
        const { failures } = await provider.check(user, { ...user, [name]: changedValue(subject, name) });
        expect(failures).toEqual([{ property: "", reason: expect.stringMatching(new RegExp(`^${name} .*cannot`)) }]);
        expect(failures?.[0]?.reason).not.toContain(String(changedValue(subject, name)));
        expect(await provider.check(user, user)).toEqual({ inputs: user });
      });
    }
    if (change.kind === "option") {
      test(`a changed ${name} calls nothing that writes`, async () => {
        const provider = await world().provider();
        const user = userOf(subject);
        const { id, outs } = await provider.create(user);
        const news = { ...user, [name]: changedValue(subject, name) };
        expect(await provider.diff(id, outs, news)).toEqual({});
        await world().forgetCalls();
        expect((await provider.update(id, outs, news)).outs).toEqual(stateOf(subject, news, id));
        expect(await writes(subject)).toEqual({});
      });
    }
    if (change.kind === "replaces") {
      test(`a changed ${name} replaces the user, and the preview says why`, async () => {
        const provider = await world().provider();
        const user = userOf(subject);
        const { id, outs } = await provider.create(user);
        const news = { ...user, [name]: changedValue(subject, name) };
        const sameParent = !directory.kinds.User.parentFields.includes(name);
        expect(await provider.check(user, news)).toEqual({ inputs: news });
        expect(await provider.diff(id, outs, news)).toEqual({ replaces: [name], deleteBeforeReplace: sameParent });
        expect(world().said.join("\n")).toContain(`${name} changes and ${change.because}. The person loses ${change.loses}.`);
        if (!sameParent) return;
        await provider.delete(id, outs);
        const again = await provider.create(news);
        const found = await (await world().provider()).read(again.id, again.outs);
        expect(found.inputs).toEqual(news);
        expect(await world().users()).toHaveLength(1);
      });
    }
    if (change.kind === "replaces" && isReadable(spec)) {
      test(`a ${name} newly declared as the account has it replaces nobody`, async () => {
        const provider = await world().provider();
        const user = userOf(subject);
        const { id, outs } = await provider.create(user);
        const { [name]: value, ...before } = outs;
        expect(value).toBeDefined();
        expect(await provider.diff(id, before, user)).toEqual({});
        const other = { ...user, [name]: changedValue(subject, name) };
        expect(await provider.diff(id, before, other)).toMatchObject({ replaces: [name] });
      });
    }
  }
  describeRename(subject);
}

/** `""` and `[]` clear a field, where its rule allows them. */
function describeClear(subject: Subject, name: string): void {
  const { directory, world } = subject;
  const spec = directory.kinds.User.fields[name];
  const empty = ["", []].find((value) => spec?.type.safeParse(value).success === true);
  if (empty === undefined) return;
  test(`${name} is cleared by ${JSON.stringify(empty)}`, async () => {
    const provider = await world().provider();
    const user = userOf(subject);
    const { id, outs } = await provider.create(user);
    const news = { ...user, [name]: empty };
    expect(isCleared(news[name])).toBe(true);
    const { failures } = await provider.check(user, news);
    if (failures !== undefined) return expect(failures.map(({ reason }) => reason).join()).toContain(name);
    const { outs: updated } = await provider.update(id, outs, news);
    const found = await (await world().provider()).read(id, updated);
    expect(found.inputs).toEqual(news);
    expect(await provider.diff(id, found.props ?? {}, news)).toEqual({ changes: false });
  });
}

function describeRename(subject: Subject): void {
  const { directory, world } = subject;
  const key = directory.kinds.User.naturalKey;
  const rename = directory.capabilities.rename;
  if (rename === true) {
    test("a rename keeps the account and frees the old name", async () => {
      const provider = await world().provider();
      const user = userOf(subject);
      const { id, outs } = await provider.create(user);
      const news = { ...user, [key]: userOf(subject, "bob")[key] ?? "" };
      expect(await provider.diff(id, outs, news)).toEqual({});
      const { outs: renamed } = await provider.update(id, outs, news);
      expect(renamed).toEqual(stateOf(subject, news, id));
      expect(await (await world().provider()).read(id, renamed)).toEqual({ id, inputs: news, props: renamed });
      expect((await provider.create({ ...userOf(subject, "carol"), [key]: user[key] ?? "" })).id).not.toBe(id);
    });
    test("a name that somebody has is not taken away", async () => {
      const provider = await world().provider();
      const { id, outs } = await provider.create(userOf(subject));
      await provider.create(userOf(subject, "bob"));
      const taken = userOf(subject, "bob")[key] ?? "";
      await expect(provider.update(id, outs, { ...userOf(subject), [key]: taken })).rejects.toMatchObject({ code: "ERR_PARTIAL", id });
      expect((await (await world().provider()).read(id, outs)).inputs).toEqual(userOf(subject));
    });
    return;
  }
  test(`another ${key} is another person: ${rename}`, async () => {
    const provider = await world().provider();
    const user = userOf(subject);
    const { id, outs } = await provider.create(user);
    const news = { ...user, [key]: userOf(subject, "bob")[key] ?? "" };
    expect(await provider.diff(id, outs, news)).toEqual({ replaces: [key], deleteBeforeReplace: false });
  });
}

/** Whether a stored user has this password among its salted hashes. */
export function holdsPassword(stored: Readonly<Record<string, unknown>> | undefined, password: string): boolean {
  return Object.values(stored ?? {}).some((value) => typeof value === "string" && matchesPassword(value, password));
}
