import { asRollcallError, RollcallError, shortRow } from "../model/error";
import { thingOf } from "../model/kind";
import type { Bag, Fields, UserRef } from "../model/values";
import { type Context, learnHidden } from "./context";
import { noted } from "./diary";
import { kindPlaceOf, placeOf } from "./many/members";
import { declaredOf } from "./outputs";
import { refOf } from "./read";

/**
 * Ends the management of a user as its `onDelete` says: deletes the account, disables it, or leaves it alone. A user already
 * gone is a success, and so is an account that another resource of this run has taken over: it stays as it is.
 * @throws RollcallError for every other failure; the user then stays in state.
 */
export async function deleteUser(context: Context, id: string, properties: Bag): Promise<void> {
  const declared = declaredOf(context.kind, properties);
  const ref = refOf(context, id, declared);
  learnHidden(context, ref.key);
  const kept = context.claims.whyKept(id, kindPlaceOf(context.kind, declared));
  if (kept !== undefined) return context.say(`${ref.key}: the ${thingOf(context.kind)} stays, because ${kept}`);
  await end(context, ref, declared);
  context.diary.note({ ...noted(context.kind), key: ref.key, id, deed: "settled" });
}

async function end(context: Context, ref: UserRef, declared: Fields): Promise<void> {
  const onDelete = declared["onDelete"] ?? "delete";
  if (onDelete === "retain") return;
  try {
    if (onDelete === "disable" && "set" in context.kind.disable) {
      const { set } = context.kind.disable;
      const changed = new Set(Object.keys(set));
      const desired = { ...declared, ...set };
      for (const step of context.calls.steps) {
        if (step.fields.some((field) => changed.has(field)))
          await step.apply({ ref, desired, observed: undefined, changed });
      }
    } else {
      await refuseHolders(context, ref, declared);
      await context.calls.remove(ref, declared);
    }
  } catch (error) {
    const failure = asRollcallError(error).about(ref.key);
    if (failure.category !== "not-found") throw failure;
    await tellNamesake(context, ref, declared);
  } finally {
    context.calls.forget(ref);
  }
}

/**
 * Somebody deleted the account by hand, or state is an old one. Whoever made another one of the name since may mean the same person, who
 * leaves and can still sign in. It is not ours to end, and the deletion is done, so that a failing look changes nothing.
 */
async function tellNamesake(context: Context, ref: UserRef, declared: Fields): Promise<void> {
  if (context.kind.token !== "User") return;
  const found = await context.calls.find(ref.key, declared).catch(() => undefined);
  if (found === undefined || found.ref.id === ref.id || context.claims.holds(found.ref.id)) return;
  context.say(
    `${ref.key}: the account was gone already, and another one of this name is there and stays (id ${found.ref.id}). If the person is to leave, delete that one as well.`,
  );
}

const NOBODY: ReadonlySet<string> = new Set();

/** Waits before somebody who still shows counts as staying: who has just left may be in a listing for a moment longer. */
const WAITS_MS = [0, 1_000, 3_000];

/**
 * Refuses to end a group or unit that still holds anybody, unless the program says that it may.
 * @throws RollcallError ERR_NOT_EMPTY naming who is in it
 */
async function refuseHolders(context: Context, ref: UserRef, declared: Fields): Promise<void> {
  if (declared["deleteWithMembers"] === true || context.calls.holders === undefined) return;
  // Nobody follows a unit: it cannot go while anybody is in it, not even for a moment.
  const followers = isGroup(context) ? followersOf(context, declared) : NOBODY;
  let holders: readonly string[] = [];
  for (const wait of WAITS_MS) {
    if (wait > 0) await context.service.sleep(wait);
    holders = (await context.calls.holders(ref, declared)).filter((name) => !followers.has(name));
    if (holders.length === 0) return;
  }
  throw notEmpty(context, ref, holders, "was kept");
}

/**
 * Refuses a replacement that would cost people their membership, in the preview already.
 * @param after what takes its place, perhaps elsewhere
 * @param goesFirst the new one comes after this one has gone
 * @throws RollcallError ERR_NOT_EMPTY naming who would lose it
 */
export async function refuseLosses(
  context: Context,
  ref: UserRef,
  declared: Fields,
  after: Fields,
  goesFirst: boolean,
): Promise<void> {
  if (declared["deleteWithMembers"] === true || (declared["onDelete"] ?? "delete") !== "delete") return;
  const followers = goesFirst && !isGroup(context) ? NOBODY : followersOf(context, after);
  const strangers = ((await context.calls.holders?.(ref, declared)) ?? []).filter((name) => !followers.has(name));
  if (strangers.length > 0) throw notEmpty(context, ref, strangers, "cannot be replaced: they would lose it");
}

/** Those who follow to the one that takes its place, because the program manages them. One that nothing replaces has none. */
function followersOf(context: Context, declared: Fields): ReadonlySet<string> {
  return context.followers.get(placeOf(context.kind, declared)) ?? NOBODY;
}

function isGroup({ kind }: Context): boolean {
  return "deleteWithMembers" in kind.fields;
}

function notEmpty({ kind }: Context, ref: UserRef, holders: readonly string[], what: string): RollcallError {
  const anyway = "deleteWithMembers" in kind.fields ? ", or set deleteWithMembers: true" : "";
  return new RollcallError({
    code: "ERR_NOT_EMPTY",
    category: "precondition",
    summary: `this ${kind.noun} still holds ${shortRow(holders)}, and ${what}`,
    remedy: `Take them out first${anyway}, or let go of it with onDelete: "retain".`,
    user: ref.key,
  });
}
