import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fields } from "../../../../provider/model/values";
import {
  actionsOf,
  changedUser,
  changedValue,
  failureOf,
  faultOn,
  ownFields,
  type Refusal,
  secretsOf,
  stateOf,
  type Subject,
  userOf,
} from "./sample";
import { describePartial, partialOf } from "./partial";

/** Ways for a creation to end without telling whether it took effect, and whether it did. */
const AMBIGUOUS: readonly (readonly [fault: string, effect: boolean])[] = [
  ["lost-response", true],
  ["lost-request", false],
  ["reset", false],
  ["reset effect", true],
  ["server-error", false],
  ["server-error effect", true],
  ["html", false],
  ["html effect", true],
  ["html status=504 effect", true],
  ["empty", true],
  ["truncated", true],
  ["server-error status=200", false],
  ["server-error status=200 effect", true],
  ["stranger", false],
  ["stranger effect", true],
  ["stranger bare", false],
  ["stranger bare effect", true],
];

/** Whatever the service or the network does, nobody is lost, made twice or left half-made in silence. */
export function describeFailures(subject: Subject): void {
  const { directory, sample, world } = subject;
  /** A user found after a lost answer counts as adopted where no read tells when it was made. */
  const foundOf = (user: Fields, id: string): Readonly<Record<string, unknown>> => ({
    ...stateOf(subject, user, id),
    ...(sample.tellsNoAge === true && { adopted: true }),
  });

  test.each(AMBIGUOUS)("a creation that ends in %s makes the user exactly once", async (fault, effect) => {
    await world().faults(faultOn(sample.calls.create, `${fault} first=1`));
    const user = { ...userOf(subject), onExisting: "fail" };
    const { id, outs } = await (await world().provider()).create(user);
    expect(outs).toEqual(effect ? foundOf(user, id) : stateOf(subject, user, id));
    expect(await world().users()).toHaveLength(1);
    // One that took effect is found by looking and not sent again.
    expect((await world().calls())[sample.calls.create]).toBe(effect ? 1 : 2);
    expect((await (await world().provider()).read(id, outs)).inputs).toEqual(user);
  });

  test("a lost creation whose user shows up late is still the run's own", async () => {
    await world().faults(faultOn(sample.calls.create, "lost-response first=1"), "* late-visibility ms=5000");
    const user = { ...userOf(subject), onExisting: "fail" };
    const { id, outs } = await (await world().provider()).create(user);
    expect(outs).toEqual(foundOf(user, id));
    expect(await world().users()).toHaveLength(1);
  });

  test("a user just created and not yet visible is not taken for gone", async () => {
    await world().faults("* late-visibility ms=3000");
    const { id, outs } = await (await world().provider()).create(userOf(subject));
    expect(await (await world().provider()).read(id, outs)).toMatchObject({ id });
  });

  test.each(["lost-response", "stranger", "stranger bare", "server-error status=200", "repeated", "repeated inside"])(
    "changes and deletions that end in %s are done",
    async (fault) => {
      const user = userOf(subject);
      const provider = await world().provider();
      const { id, outs } = await provider.create(user);
      const inPlace = ownFields(subject).filter(
        ([name, spec]) => spec.change.kind === "in-place" && name !== directory.kinds.User.naturalKey,
      );
      const actions = new Set([...inPlace.flatMap(([, spec]) => actionsOf(subject, spec)), sample.calls.remove]);
      await world().faults(...[...actions].map((action) => faultOn(action, `${fault} first=1`)));
      const news = await changedUser(
        subject,
        inPlace.map(([name]) => name),
      );
      const { outs: updated } = await provider.update(id, outs, news);
      expect((await (await world().provider()).read(id, updated)).inputs).toEqual(news);
      await provider.delete(id, updated);
      expect(await world().users()).toEqual([]);
    },
  );

  test.each(["stranger", "stranger bare", "server-error status=200"])("a look that %s answers drops nobody", async (fault) => {
    const { id, outs } = await (await world().provider()).create(userOf(subject));
    await world().faults(`* ${fault} first=1`);
    expect(await (await world().provider()).read(id, outs)).toMatchObject({ id });
  });

  test.each(["repeated", "repeated inside"])("a creation that is %s by others makes the user once", async (fault) => {
    await world().faults(faultOn(sample.calls.create, `${fault} first=1`));
    const { id } = await (await world().provider()).create(userOf(subject));
    expect(await world().users()).toHaveLength(1);
    expect(await (await world().provider()).read(id, userOf(subject))).toMatchObject({ id });
  });

  test.each(["throttle first=3", "throttle first=2 retry-after=7", "throttle every=2"])(
    "waits while the service limits calls (%s)",
    async (fault) => {
      const provider = await world().provider();
      await world().faults(`* ${fault}`);
      const user = userOf(subject);
      const { id, outs } = await provider.create(user);
      const [[name] = [""]] = ownFields(subject).filter(
        ([field, { change }]) => change.kind === "in-place" && field !== directory.kinds.User.naturalKey,
      );
      const { outs: updated } = await provider.update(id, outs, { ...user, [name]: changedValue(subject, name) });
      expect(await (await world().provider()).read(id, updated)).toMatchObject({ id });
      await provider.delete(id, updated);
      expect(await world().users()).toEqual([]);
    },
  );

  test.each([
    ["expired-credentials", { category: "auth", code: "ERR_AUTH" }],
    ["clock-skew ms=1200000", { category: "auth", code: "ERR_AUTH" }],
    ["clock-skew ms=-1200000", { category: "auth", code: "ERR_AUTH" }],
    ["forbidden", { category: "forbidden", code: "ERR_FORBIDDEN" }],
  ])("a service that answers every call with %s drops nobody", async (fault, error) => {
    const user = userOf(subject);
    const { id, outs } = await (await world().provider()).create(user);
    await world().faults(`* ${fault}`);
    await expectRefused(subject, {}, id, outs, error);
    expect(await world().users()).toHaveLength(1);
  });

  test("a quota that is used up is told at once and not tried again", async () => {
    await world().faults(faultOn(sample.calls.create, "quota"));
    await expect((await world().provider()).create(userOf(subject))).rejects.toMatchObject({ code: "ERR_QUOTA", category: "quota" });
    expect(await world().calls()).toMatchObject({ [sample.calls.create]: 1 });
    expect(await world().users()).toEqual([]);
  });

  test.each(["expired-credentials", "clock-skew ms=1200000"])(
    "%s in mid-run keeps what was done, and the next run does the rest",
    async (fault) => {
      const before = (await (await world().provider()).create(userOf(subject, "zoe"))).id;
      await world().forgetCalls();
      await world().faults(`* ${fault} after=2`);
      const users = ["alice", "bob", "carol"].map((tag) => userOf(subject, tag));
      const first = await world().provider();
      const ended: { user: Fields; id: string | undefined; outs: Fields }[] = [];
      for (const user of users) {
        const [result] = await Promise.allSettled([first.create(user)]);
        const partial = result?.status === "rejected" && "id" in Object(result.reason) ? partialOf(result.reason) : undefined;
        if (result?.status === "fulfilled") ended.push({ user, ...result.value });
        else ended.push({ user, id: partial?.id, outs: partial?.properties ?? {} });
      }
      expect(ended.at(-1)?.id).toBeUndefined();
      await world().faults();
      const next = await world().provider();
      for (const { user, id, outs } of ended) {
        const done = id === undefined ? await next.create(user) : { id, ...(await next.update(id, outs, user)) };
        expect((await next.read(done.id, done.outs)).inputs).toEqual(user);
      }
      expect(await world().users()).toHaveLength(users.length + 1);
      expect(await next.read(before, userOf(subject, "zoe"))).toMatchObject({ id: before });
    },
  );

  test.each(sample.refusals.map((refusal) => [refusal.category, refusal.status, refusal] as const))(
    "an answer that means %s (HTTP %i) drops nobody",
    async (category, _status, refusal) => {
      const user = userOf(subject);
      const { id, outs } = await (await world().provider()).create(user);
      const server = await answering(refusal, `refused ${secretsOf(subject, user).join(" ")}`);
      try {
        await expectRefused(subject, { [`${directory.name}Endpoint`]: server.endpoint }, id, outs, { category });
      } finally {
        await server.close();
      }
      expect(await world().users()).toHaveLength(1);
    },
  );

  const batch = directory.capabilities["batch-create"];
  if (batch === true) {
    test("a user whom the service cannot make does not keep the others of the batch from being made", async () => {
      const key = userOf(subject, "bob")[directory.kinds.User.naturalKey];
      await world().faults(faultOn(sample.calls.create, `partial users=${String(key)}`));
      const provider = await world().provider();
      const outcomes = await Promise.allSettled(["alice", "bob", "carol"].map((tag) => provider.create(userOf(subject, tag))));
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(outcomes[1]).toMatchObject({ reason: { user: key } });
      expect(await world().users()).toHaveLength(2);
    });
  }

  describePartial(subject);
}

/** Every operation fails with this error, and shows no secret. */
async function expectRefused(
  subject: Subject,
  overrides: Readonly<Record<string, string>>,
  id: string,
  outs: Fields,
  error: object,
): Promise<void> {
  const provider = await subject.world().provider(overrides);
  const other = userOf(subject, "bob");
  const operations = [
    () => provider.create(other),
    () => provider.read(id, outs),
    () => provider.update(id, outs, userOf(subject)),
    () => provider.delete(id, outs),
  ];
  for (const operation of operations) {
    const failure = await failureOf(operation());
    expect(failure.error).toMatchObject(error);
    for (const secret of secretsOf(subject, other, userOf(subject))) expect(failure.text).not.toContain(secret);
  }
}

/** A host that answers every request alike. */
async function answering(refusal: Refusal, message: string): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request
      .resume()
      .on("end", () =>
        response.writeHead(refusal.status, { "content-type": "application/json" }).end(JSON.stringify(refusal.body(message))),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, close };
}
