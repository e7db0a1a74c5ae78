import { isReadable } from "../../../../provider/model/field";
import type { Fields } from "../../../../provider/model/values";
import {
  actionsOf,
  changedValue,
  failureOf,
  faultOn,
  ownFields,
  secretsOf,
  stateOf,
  type Subject,
  unusualValue,
  userOf,
  writes,
} from "./sample";

/** A user of whom only a part could be applied is saved so, and repaired by the next run. */
export function describePartial(subject: Subject): void {
  const { directory, world } = subject;
  for (const [name, spec] of ownFields(subject)) {
    if (spec.atCreate !== false || actionsOf(subject, spec).length === 0) continue;
    test(`a creation whose ${name} fails afterwards is saved as partial and repaired`, async () => {
      const user = userOf(subject);
      const declared = { ...user, [name]: unusualValue(subject, name, spec) ?? user[name] ?? "" };
      await world().faults(...actionsOf(subject, spec).map((action) => faultOn(action, "expired-credentials")));
      const provider = await world().provider();
      const { error, text } = await failureOf(provider.create(declared));
      for (const secret of secretsOf(subject, declared)) expect(text).not.toContain(secret);
      expect(error).toMatchObject({
        code: "ERR_PARTIAL",
        id: expect.stringMatching(/./),
        properties: expect.any(Object),
        reasons: [expect.stringContaining("ERR_AUTH")],
      });
      const { id, properties } = partialOf(error);
      expect(properties).not.toHaveProperty(name);
      await world().faults();
      await world().forgetCalls();
      const { outs } = await provider.update(id, properties, declared);
      expect(outs).toEqual(stateOf(subject, declared, id));
      expect(Object.keys(await writes(subject))).not.toEqual([]);
      const found = await (await world().provider()).read(id, outs);
      expect(found.inputs).toEqual(declared);
      expect(await world().users()).toHaveLength(1);
    });
  }

  const fields = ownFields(subject).filter(([name]) => name !== directory.kinds.User.naturalKey);
  const pair = fields.flatMap(([failing, spec]) => {
    const actions = actionsOf(subject, spec);
    const other = fields.find(
      ([, candidate]) =>
        candidate.change.kind === "in-place" &&
        isReadable(candidate) &&
        actions.length > 0 &&
        !actionsOf(subject, candidate).some((action) => actions.includes(action)),
    );
    return other === undefined ? [] : [{ failing, spec, applied: other[0] }];
  })[0];
  if (pair === undefined) return;
  const { failing, spec, applied } = pair;
  test(`an update whose ${failing} fails still applies ${applied}, and the next run repairs the rest`, async () => {
    const user = userOf(subject);
    const provider = await world().provider();
    const { id, outs } = await provider.create(user);
    const news = { ...user, [failing]: changedValue(subject, failing), [applied]: changedValue(subject, applied) };
    await world().faults(...actionsOf(subject, spec).map((action) => faultOn(action, "expired-credentials")));
    const { error, text } = await failureOf(provider.update(id, outs, news));
    for (const secret of secretsOf(subject, user, news)) expect(text).not.toContain(secret);
    const { properties } = partialOf(error);
    expect(properties[applied]).toEqual(news[applied]);
    expect(properties[failing]).toEqual(user[failing]);
    await world().faults();
    const { outs: repaired } = await provider.update(id, properties, news);
    expect((await (await world().provider()).read(id, repaired)).inputs).toEqual(news);
  });
}

export function partialOf(error: unknown): { readonly id: string; readonly properties: Fields } {
  if (!(error instanceof Error) || !("id" in error) || !("properties" in error)) throw new Error(`not a partial failure: ${String(error)}`);
  return { id: String(error.id), properties: error.properties as Fields };
}
