import { agrees, differences, isCleared } from "../model/compare";
import { isAmbiguous } from "../model/category";
import { noted } from "./diary";
import { asRollcallError, RollcallError } from "../model/error";
import { INITIAL_PASSWORD } from "../model/initial-password";
import type { Kind } from "../model/kind";
import { withParts } from "../model/unique-values";
import type { Fields, Json, Observed, UserRef } from "../model/values";
import { tellReturn } from "./access";
import { type Context, keyOf, learnSecrets } from "./context";
import { givePassword, initialFor, wasLeft } from "./initial-password";
import { kindPlaceOf } from "./many/members";
import { dated, existing, lookAfter, lookFirst, unclaimed } from "./namesake";
import { marksOfFailure } from "./memberships";
import { toOutputs } from "./outputs";
import { sync } from "./sync";
import { type TakenOver, takeOver } from "./take-over";

/** A user who exists, as state will keep it. */
export interface Applied {
  readonly ref: UserRef;
  readonly outputs: Fields;
  /** What went wrong once the user existed. The outputs leave out what was not applied, and the next run repairs it. */
  readonly failures: readonly RollcallError[];
}

/** A create is repeated at most this often after ambiguous failures, each time after a look-up that found nobody. */
const CREATE_ATTEMPTS = 4;

/**
 * Makes a declared user exist, exactly once.
 * An ambiguous failure is followed by a look-up by natural key before any repeat; "already exists" goes to `onExisting`.
 * @throws RollcallError when there is no user in the end
 */
export async function createUser(context: Context, declared: Fields): Promise<Applied> {
  learnSecrets(context, declared);
  const initial = initialFor(context, declared);
  const desired = initial?.desired ?? declared;
  const key = keyOf(context, desired);
  // A failure leaves the first note: the account may exist, made by this run or by an earlier one that was killed.
  const hidden = context.secretFields.of(desired).has(context.kind.naturalKey);
  const traces = initial === undefined ? [] : context.diary.left(context.kind.directory.name, key);
  context.diary.note({ ...noted(context.kind), key, deed: "creating" }, hidden);
  const user = await ensure(context, desired, initial?.field).catch((error: unknown) => {
    context.claims.want(kindPlaceOf(context.kind, declared));
    throw error;
  });
  const left = wasLeft(context.kind, user, traces);
  const { changed, given } = givePassword(context, initial, user, left);
  const place = context.kind.token === "User" ? undefined : kindPlaceOf(context.kind, declared);
  context.claims.make(user.ref.id, place);
  const deed = user.own || left ? "has" : "took";
  context.diary.note({ ...noted(context.kind), key, id: user.ref.id, deed }, hidden);
  const sent = { ...desired, ...user.access };
  const { failed, failures } = await sync(context, { ref: user.ref, desired: sent, observed: user.observed, changed });
  tellReturn(context, key, user.observed, changed, sent, failed);
  const applied = Object.fromEntries([
    ...Object.entries(declared).filter(([field]) => !failed.has(field)),
    ...stillThere(context.kind, user, failed),
  ]);
  const computed = {
    ...user.observed?.computed,
    ...(given && { [INITIAL_PASSWORD]: initial?.password }),
    ...marksOfFailure(context.kind, {}, desired, failed),
  };
  const outputs = toOutputs(context.kind, user.ref, applied, computed, user.adopted);
  return { ref: user.ref, outputs, failures };
}

/**
 * What an account that was taken over still has where a step failed, so that the next run finds something to do, and knows what others may wait for.
 * Memberships that others gave are not ours to remember.
 */
function stillThere(
  kind: Kind,
  { observed, own }: TakenOver,
  failed: ReadonlySet<string>,
): readonly (readonly [string, Json])[] {
  if (own) return [];
  return [...withParts(kind, failed)].flatMap((field) => {
    const seen = observed?.fields[field];
    return seen === undefined || kind.fields[field]?.means === "groups" ? [] : [[field, seen] as const];
  });
}

/** @param generated the password field, where Rollcall made its value */
async function ensure(context: Context, desired: Fields, generated: string | undefined): Promise<TakenOver> {
  const key = keyOf(context, desired);
  const attempt = { token: context.token() };
  const since = context.service.now();
  const meet = async (found: Observed, failure: RollcallError, sentBefore: boolean): Promise<TakenOver> => {
    const observed = await dated(context, unclaimed(context, desired, found), sentBefore);
    return takeOver(context, desired, observed, { failure, sentBefore, since, generated });
  };
  const looksFirst = context.kind.looksFirst === true || context.crowd?.isMade(key) === true;
  const namesake = looksFirst ? await lookFirst(context, key, desired) : undefined;
  if (namesake !== undefined) return meet(namesake, taken(key), false);
  for (let attempts = 1, sentBefore = false; ; attempts++, sentBefore = true) {
    try {
      const { observed, ...ref } = await context.calls.create(desired, attempt);
      const changed = afterCreation(context, desired, observed);
      return { ref, observed, changed, adopted: false, own: true, access: {} };
    } catch (error) {
      const failure = asRollcallError(error).about(key);
      if (failure.category === "already-exists" || failure.category === "value-taken")
        return meet(await existing(context, desired, failure), failure, sentBefore);
      if (failure.category === undefined || !isAmbiguous(failure.category)) throw failure;
      const found = await lookAfter(context, desired, failure, context.kind.looksFirst === true);
      if (found !== undefined) return meet(found, failure, true);
      if (attempts >= CREATE_ATTEMPTS) throw failure;
    }
  }
}

/** The base of what is said about a name that a look found taken. */
function taken(key: string): RollcallError {
  return new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: "one of this name exists already",
    remedy: "Choose another name.",
    user: key,
  });
}

/**
 * Declared fields that the create call cannot carry and that the service has not set so by itself, and those that it took
 * but shows differently, as far as the user can be seen already.
 */
function afterCreation(context: Context, desired: Fields, observed: Observed | undefined): ReadonlySet<string> {
  const unsent = Object.entries(context.kind.fields)
    .filter(([field, spec]) => spec.atCreate === false && field in desired && !isCleared(desired[field]))
    .filter(([field, spec]) => spec.change.kind !== "option" && !agrees(spec, desired[field], spec.serviceDefault));
  const ignored =
    observed === undefined
      ? []
      : differences(context.kind, desired, observed).filter((difference) => difference.observed !== undefined);
  return new Set([...unsent.map(([field]) => field), ...ignored.map(({ field }) => field)]);
}
