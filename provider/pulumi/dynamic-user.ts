import { describeReturn } from "../lifecycle/access";
import { checkUser } from "../lifecycle/check";
import { describeViolation } from "../lifecycle/validate";
import { type Applied, createUser } from "../lifecycle/create";
import { deleteUser } from "../lifecycle/delete";
import { describeReplacement, diffUser, fieldChanges, valueDiff } from "../lifecycle/diff";
import { noteInState } from "../lifecycle/initial-password";
import { kindPlaceOf } from "../lifecycle/many/members";
import { refuseJoiner, refuseLeft } from "../lifecycle/many/movers";
import { describeEnded, noteLeftGroups } from "../lifecycle/memberships";
import { declaredOf } from "../lifecycle/outputs";
import { readUser, refOf } from "../lifecycle/read";
import { noteSuccessor, refuseSuccessor } from "../lifecycle/successors";
import { updateUser } from "../lifecycle/update";
import { RollcallError } from "../model/error";
import { type Fields, isUnknown } from "../model/values";
import type { Operations, ResourceDiff, Written } from "./contract";
import { sealPassword } from "./sealed";

/** One user as one resource. */
export const userOperations: Operations = {
  mark({ kind, secretFields }, properties, secret) {
    const fields = secret.flatMap(([field = ""]) => field);
    secretFields.mark(declaredOf(kind, properties), fields);
  },
  check(context, olds, news, secret) {
    const { kind, calls, secretFields } = context;
    const declared = news as Fields;
    calls.note?.(declared);
    context.claims.declare(kindPlaceOf(kind, declared));
    userOperations.mark(context, news, secret);
    const before = Object.keys(olds).length === 0 ? undefined : declaredOf(kind, olds);
    const missing = calls.missing?.(declared);
    const moving = before === undefined ? refuseJoiner(context, declared) : undefined;
    if (before === undefined) noteSuccessor(context, declared);
    else noteInState(context, before);
    return [
      ...(moving === undefined ? [] : [moving]),
      ...checkUser(kind, before, declared, secretFields.of(declared)),
      ...(missing === undefined ? [] : [missing]),
    ].map((violation) => ({ path: [violation.field], text: describeViolation(violation) }));
  },
  async diff(context, id, olds, news) {
    const before = declaredOf(context.kind, olds);
    const after = declaredOf(context.kind, news);
    // The engine also asks, before it has the declaration checked, who goes with an object that is deleted before it is made again: with
    // that object's values unknown (pulumi pkg, `calculateDependentReplacements`).
    const isDeclared = isUnknown(after) || context.claims.isDeclared(kindPlaceOf(context.kind, after));
    if (!isDeclared) return refreshed(before, after);
    context.secretFields.learn(after, before);
    noteLeftGroups(context, before, olds);
    refuseLeft(context, id, before);
    refuseSuccessor(context, id, before, after);
    const diff = await diffUser(context, refOf(context, id, before), before, after);
    const place = kindPlaceOf(context.kind, after);
    if (diff.replaces.length > 0) context.claims.release(id, context.kind.token === "User" ? undefined : place);
    else context.claims.keep(id, place);
    if (diff.changed.length > 0) for (const line of describeReturn(context, before, after)) context.say(line);
    if (diff.replaces.length > 0) context.say(describeReplacement(context, before, diff));
    else if (diff.changed.length > 0)
      for (const line of await describeEnded(context, refOf(context, id, before), olds, after)) context.say(line);
    return {
      changes: diff.changed.length === 0 ? "none" : "some",
      fields: fieldChanges(diff, before, after),
      replaces: diff.replaces,
      deleteBeforeReplace: diff.deleteBeforeReplace,
      ended: diff.replaces.length > 0 ? [before] : [],
    };
  },
  create: async (context, inputs) => written(await createUser(context, declaredOf(context.kind, inputs))),
  async read(context, id, properties) {
    const found = await readUser(context, id, properties);
    return found === undefined ? {} : { id: found.ref.id, props: sealPassword(found.outputs), inputs: found.inputs };
  },
  update: async (context, id, olds, news) =>
    written(await updateUser(context, id, olds, declaredOf(context.kind, news))),
  delete: (context, id, properties) => deleteUser(context, id, properties),
  known: (kind, id, state) => [{ id, fields: declaredOf(kind, state) }],
};

/** What a refresh shows: how what it has read differs from what state says is declared; see {@link valueDiff}. */
function refreshed(before: Fields, after: Fields): ResourceDiff {
  const diff = valueDiff(before, after);
  const changes = diff.changed.length === 0 ? "none" : "some";
  return { ...diff, changes, fields: fieldChanges(diff, before, after), ended: [] };
}

function written({ ref, outputs, failures }: Applied): Written {
  const whole = { id: ref.id, outs: sealPassword(outputs) };
  if (failures.length === 0) return whole;
  const summary = new RollcallError({
    code: "ERR_PARTIAL",
    summary: "the user exists, but not everything could be applied",
    remedy: "Correct the cause and run again: the next run repairs the rest.",
    user: ref.key,
  });
  return { ...whole, lacks: { summary, reasons: failures.map(({ message }) => message) } };
}
