import { agrees } from "../model/compare";
import { isReadable } from "../model/field";
import type { Bag, Fields, Json, Observed, UserRef } from "../model/values";
import { type Context, learnHidden } from "./context";
import { noted } from "./diary";
import { isDisabled, withAccess } from "./access";
import { isSomebodyElse } from "./elsewhere";
import { formerGroups, marksOfRead } from "./memberships";
import { keptPassword } from "./initial-password";
import { declaredOf, toOutputs, wasAdopted } from "./outputs";

/** What a refresh found. */
export interface Refreshed {
  readonly ref: UserRef;
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/** Waits before absence is believed: a user just created may be invisible, and state must not lose anybody to that. */
const ABSENCE_WAITS_MS = [1_000, 3_000];

/**
 * Reads a user as the cloud has it, for the fields that state says are declared; `undefined` only when the service itself
 * says, repeatedly, that there is no such user.
 * @throws RollcallError for every other reason not to see the user; state then keeps it.
 */
export async function readUser(context: Context, id: string, properties: Bag): Promise<Refreshed | undefined> {
  const declared = declaredOf(context.kind, properties);
  const ref = refOf(context, id, declared);
  learnHidden(context, ref.key);
  const observed = await observeUser(context, ref, declared, true, formerGroups(context.kind, properties));
  const isOther = observed !== undefined && isSomebodyElse(context, declared, observed);
  if (isOther)
    context.say(
      `${ref.key}: the account of this name is somebody else's there, and state forgets the person, whose account stays at the former place`,
    );
  if (observed === undefined || isOther) {
    context.diary.note({ ...noted(context.kind), key: ref.key, id: ref.id, deed: "unseen" });
    return undefined;
  }
  const isImport = Object.keys(declared).every((name) => context.kind.parentFields.includes(name));
  const inputs = isImport ? observed.fields : merge(context, declared, observed);
  const computed = {
    ...observed.computed,
    ...keptPassword(context.kind, inputs, properties),
    ...(!isImport && marksOfRead(context.kind, properties, inputs)),
  };
  const outputs = toOutputs(context.kind, observed.ref, inputs, computed, wasAdopted(properties));
  return { ref: observed.ref, inputs, outputs };
}

/**
 * Looks at one user, patiently before concluding that it is gone.
 * @param former groups that the program added the user to before
 */
export async function observeUser(
  context: Context,
  ref: UserRef,
  declared: Fields,
  sweep: boolean,
  former: readonly string[] = [],
): Promise<Observed | undefined> {
  const look = () => context.calls.read(ref, new Set(Object.keys(declared)), { sweep, user: declared, former });
  let observed = await look();
  for (const wait of ABSENCE_WAITS_MS) {
    if (observed !== undefined) break;
    await context.service.sleep(wait);
    observed = await look();
  }
  return observed;
}

/** The reference that state holds of a user. */
export function refOf({ kind }: Pick<Context, "kind">, id: string, declared: Fields): UserRef {
  return { id, key: String(declared[kind.naturalKey] ?? id) };
}

/** The declared fields with the cloud's values where they disagree; agreeing ones stay exactly as declared. A shut account shows as such where people leave by being disabled. */
function merge(context: Context, declared: Fields, observed: Observed): Fields {
  const merged: Record<string, Json> = {};
  const wanted = isDisabled(context.kind, observed.fields) ? withAccess(context, declared) : declared;
  for (const [name, value] of Object.entries(wanted)) {
    const spec = context.kind.fields[name];
    const seen = observed.fields[name];
    if (spec === undefined || !isReadable(spec) || agrees(spec, value, seen)) merged[name] = value;
    else merged[name] = seen ?? emptyLike(value);
  }
  return merged;
}

/** What the cloud no longer has shows as cleared rather than as undeclared. */
function emptyLike(value: Json): Json {
  if (typeof value === "boolean") return false;
  return Array.isArray(value) ? [] : "";
}
