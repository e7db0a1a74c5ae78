import { equalValues } from "../../../../provider/model/compare";
import { isReadable } from "../../../../provider/model/field";
import type { Fields } from "../../../../provider/model/values";
import { holdsPassword } from "./fields";
import { actionsOf, changedUser, failureOf, ownFields, secretsOf, stateOf, type Subject, userOf, writes } from "./sample";

/** A user who exists already is taken over as `onExisting` says. */
export function describeExisting(subject: Subject): void {
  const { directory, sample, world } = subject;

  /** The sample user as somebody else made it: other values in these fields. */
  const otherUser = (names: readonly string[]): Promise<Fields> => changedUser(subject, names);
  /** Whether a value tells that somebody else made the user; the service's default may be what a killed run of ours left. */
  const isForeign = (name: string, other: Fields): boolean => {
    const { atCreate, serviceDefault } = directory.kinds.User.fields[name] ?? {};
    return !equalValues(other[name], userOf(subject)[name]) && (atCreate !== false || !equalValues(other[name], serviceDefault));
  };
  const changeable = ownFields(subject)
    .filter(([name, spec]) => name !== directory.kinds.User.naturalKey && spec.change.kind === "in-place" && isReadable(spec))
    .map(([name]) => name);
  const stuck = ownFields(subject)
    .filter(
      ([name, spec]) =>
        ![directory.kinds.User.naturalKey, ...directory.kinds.User.parentFields, ...(sample.partOfName ?? [])].includes(name) &&
        spec.change.kind === "replaces" &&
        isReadable(spec),
    )
    .map(([name]) => name);

  test("match takes over a user that agrees, and changes nothing that can be read", async () => {
    const user = userOf(subject);
    const { id } = await (await world().provider()).create(user);
    await world().forgetCalls();
    const { id: taken, outs } = await (await world().provider()).create(user);
    expect(taken).toBe(id);
    expect(outs).toEqual({ ...stateOf(subject, user, id), adopted: true });
    const unsent = ownFields(subject).filter(([, spec]) => spec.atCreate === false && spec.change.kind === "write-only");
    expect([sample.calls.create, ...unsent.flatMap(([, spec]) => actionsOf(subject, spec))]).toEqual(
      expect.arrayContaining(Object.keys(await writes(subject))),
    );
    expect(await world().users()).toHaveLength(1);
    expect((await (await world().provider()).read(id, outs)).props).toEqual(outs);
  });

  test.each(["match", "adopt"])(
    "%s takes over nobody whom another resource of the program has, and is going to rename",
    async (onExisting) => {
      const user = { ...userOf(subject), onExisting };
      const { id } = await (await world().provider()).create(user);
      const provider = await world().provider();
      await provider.check({}, { ...user, __taken: [id] });
      const { text } = await failureOf(provider.create(user));
      expect(text).toContain("another resource of this program has this user already");
    },
  );

  test("match refuses a user that differs, naming each field and no secret", async () => {
    const other = await otherUser(changeable);
    const { id } = await (await world().provider()).create(other);
    const before = await world().users();
    const { error, text } = await failureOf((await world().provider()).create(userOf(subject)));
    expect(error).toMatchObject({ code: "ERR_DIFFERS", user: userOf(subject)[directory.kinds.User.naturalKey] });
    for (const name of changeable) expect(text.includes(`${name} is `)).toBe(isForeign(name, other));
    for (const secret of secretsOf(subject, other, userOf(subject))) expect(text).not.toContain(secret);
    expect(id).not.toBe("");
    expect(await world().users()).toEqual(before);
  });

  test("match compares only what the program declares", async () => {
    // An account that is shut is a question of its own where the program does not say whether it should be.
    const open = changeable.filter((name) => directory.kinds.User.fields[name]?.means !== "access");
    const other = await otherUser(open);
    const { id } = await (await world().provider()).create(other);
    const named = Object.fromEntries(
      [directory.kinds.User.naturalKey, ...directory.kinds.User.parentFields].map((name) => [name, other[name] ?? ""]),
    );
    const provider = await world().provider();
    const kept = ownFields(subject)
      .filter(([, spec]) => spec.change.kind !== "write-only")
      .map(([name]) => name);
    const rest = Object.fromEntries(kept.flatMap((name) => (other[name] === undefined ? [] : [[name, other[name]]])));
    const { failures } = await provider.check({}, named);
    expect((await provider.create(failures === undefined ? named : rest)).id).toBe(id);
  });

  test("adopt takes over a user that differs and brings it in line", async () => {
    const { id } = await (await world().provider()).create(await otherUser(changeable));
    const user = { ...userOf(subject), onExisting: "adopt" };
    const { id: taken, outs } = await (await world().provider()).create(user);
    expect(taken).toBe(id);
    expect(outs).toEqual({ ...stateOf(subject, user, id), adopted: true });
    expect((await (await world().provider()).read(id, outs)).inputs).toEqual(user);
  });

  test("adopt gives the user its declared secrets, or says that it cannot", async () => {
    const secrets = ownFields(subject).filter(([, spec]) => spec.secret === true);
    await (await world().provider()).create(await otherUser(secrets.map(([name]) => name)));
    await (await world().provider()).create({ ...userOf(subject), onExisting: "adopt" });
    const [stored] = await world().users();
    for (const [name, spec] of secrets) {
      const sent = spec.change.kind === "write-only" && spec.change.by !== undefined;
      expect(holdsPassword(stored, String(userOf(subject)[name]))).toBe(sent);
      if (!sent) expect(world().said.join("\n")).toContain(`keeps its ${name}`);
    }
  });

  for (const name of stuck) {
    test(`adopt refuses a user whose ${name} nothing can change`, async () => {
      await (await world().provider()).create(await otherUser([name]));
      const before = await world().users();
      const { error, text } = await failureOf((await world().provider()).create({ ...userOf(subject), onExisting: "adopt" }));
      expect(error).toMatchObject({ code: "ERR_ALREADY_EXISTS" });
      expect(text).toContain(name);
      expect(await world().users()).toEqual(before);
    });
  }

  test("fail refuses any existing user", async () => {
    await (await world().provider()).create(userOf(subject));
    const before = await world().users();
    await expect((await world().provider()).create({ ...userOf(subject), onExisting: "fail" })).rejects.toMatchObject({
      code: "ERR_ALREADY_EXISTS",
    });
    expect(await world().users()).toEqual(before);
  });

  test("one name that is taken does not keep the others from being created", async () => {
    await (await world().provider()).create(userOf(subject, "bob"));
    const provider = await world().provider();
    const outcomes = await Promise.allSettled(
      ["alice", "bob", "carol"].map((tag) => provider.create({ ...userOf(subject, tag), onExisting: "fail" })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { user: userOf(subject, "bob")[directory.kinds.User.naturalKey] } });
    expect(await world().users()).toHaveLength(3);
  });
}
