import { agrees, differences, differInCase, foldedKey, isCleared } from "../model/compare";
import { isAmbiguous } from "../model/category";
import { noted } from "./diary";
import { asRollcallError, RollcallError } from "../model/error";
import { INITIAL_PASSWORD } from "../model/initial-password";
import type { Kind } from "../model/kind";
import { withParts } from "../model/unique-values";
import { untilVisible } from "../calls/listings";
import type { Fields, Json, Observed, UserRef } from "../model/values";
import { tellReturn } from "./access";
import { type Context, keyOf, learnSecrets } from "./context";
import { givePassword, initialFor } from "./initial-password";
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
  const left = initial !== undefined && context.diary.left(context.kind.directory.name, key);
  context.diary.note({ ...noted(context.kind), key, deed: "creating" }, hidden);
  const user = await ensure(context, desired, { key, generated: initial?.field });
  const { changed, given } = givePassword(context, initial, user, left);
  context.claims.make(user.ref.id);
  context.diary.note({ ...noted(context.kind), key, id: user.ref.id, deed: "has" }, hidden);
  const sent = { ...desired, ...user.access };
  const { failed, failures } = await sync(context, { ref: user.ref, desired: sent, observed: user.observed, changed });
  tellReturn(context, key, user.observed, changed, sent, failed);
  const applied = Object.fromEntries([
    ...Object.entries(declared).filter(([field]) => !failed.has(field)),
    ...stillThere(context.kind, user, failed),
  ]);
  const computed = { ...user.observed?.computed, ...(given && { [INITIAL_PASSWORD]: initial?.password }) };
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

async function ensure(
  context: Context,
  desired: Fields,
  { key, generated }: { readonly key: string; readonly generated: string | undefined },
): Promise<TakenOver> {
  const attempt = { token: context.token() };
  const since = context.service.now();
  const looksFirst = context.kind.looksFirst === true || context.crowd?.isMade(key) === true;
  const namesake = looksFirst ? await lookFirst(context, key, desired) : undefined;
  if (namesake !== undefined)
    return takeOver(context, desired, unclaimed(context, namesake), {
      failure: taken(key),
      sentBefore: false,
      since,
      generated,
    });
  for (let attempts = 1, sentBefore = false; ; attempts++, sentBefore = true) {
    try {
      const { observed, ...ref } = await context.calls.create(desired, attempt);
      return {
        ref,
        observed,
        changed: afterCreation(context, desired, observed),
        adopted: false,
        own: true,
        access: {},
      };
    } catch (error) {
      const failure = asRollcallError(error).about(key);
      if (failure.category === "already-exists" || failure.category === "value-taken") {
        const found = unclaimed(context, await existing(context, desired, failure));
        return takeOver(context, desired, await dated(context, found, sentBefore), {
          failure,
          sentBefore,
          since,
          generated,
        });
      }
      if (failure.category === undefined || !isAmbiguous(failure.category)) throw failure;
      const found = await lookAfter(context, desired, failure, context.kind.looksFirst === true);
      if (found !== undefined)
        return takeOver(context, desired, await dated(context, found, true), {
          failure,
          sentBefore: true,
          since,
          generated,
        });
      if (attempts >= CREATE_ATTEMPTS) throw failure;
    }
  }
}

async function lookFirst({ calls, crowd }: Context, key: string, desired: Fields): Promise<Observed | undefined> {
  try {
    return await calls.find(key, desired, crowd?.sweep);
  } catch (error) {
    throw asRollcallError(error).about(key);
  }
}

/**
 * One that exists, unless another resource of this run has it: the sdk cannot tell two of one name below a parent that the same
 * run makes.
 */
function unclaimed({ kind, claims }: Context, found: Observed): Observed {
  if (kind.token === "User" || !claims.isTaken(found.ref.id)) return found;
  throw new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: `another resource of this program has this ${kind.noun} already`,
    remedy:
      "Remove one of the two, or give it another name or parent. If the other one gets another in this run, let this one depend on it (dependsOn), or declare this one in the next run.",
    user: found.ref.key,
  });
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

/** A user that this run may have made, with the time of its creation where the service tells one at all. */
async function dated(context: Context, observed: Observed, sentBefore: boolean): Promise<Observed> {
  // A look before the creation found nobody of this name.
  if (sentBefore && context.kind.looksFirst === true) return { ...observed, createdAt: context.service.now() };
  if (!sentBefore || observed.createdAt !== undefined) return observed;
  const createdAt = await context.calls.createdAt?.(observed.ref);
  return createdAt === undefined ? observed : { ...observed, createdAt };
}

/**
 * Looks after a creation whose outcome is unknown; when that fails too, both failures matter to the person who has to look.
 * @param patiently names may repeat, so that a creation is not repeated before lists had time to show what the first one made
 */
async function lookAfter(
  context: Context,
  desired: Fields,
  failure: RollcallError,
  patiently: boolean,
): Promise<Observed | undefined> {
  const key = keyOf(context, desired);
  const look = (): Promise<Observed | undefined> => context.calls.find(key, desired);
  try {
    return await (patiently ? untilVisible(context.service, look) : look());
  } catch (error) {
    const unseen = asRollcallError(error);
    throw new RollcallError({
      ...unseen.details(),
      summary: `${failure.summary} Looking for the ${context.kind.noun} failed as well: ${unseen.summary}`,
      user: key,
    });
  }
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

/**
 * The user that the service says exists; it may become visible only after a while. Where the service says that a value belongs to
 * another account, one of this name may exist besides: which of the two it tells first is its own affair.
 * @throws RollcallError the failure itself when there is only that other account
 */
async function existing(context: Context, desired: Fields, failure: RollcallError): Promise<Observed> {
  const key = keyOf(context, desired);
  const namesake = await context.calls.find(key, desired, context.crowd?.sweep);
  if (namesake === undefined && failure.category === "value-taken") throw failure;
  const found =
    namesake ??
    (await spelledOtherwise(context, key, desired)) ??
    (await untilVisible(context.service, () => context.calls.find(key, desired)));
  if (found !== undefined) return found;
  throw new RollcallError({
    ...failure.details(),
    code: "ERR_ALREADY_EXISTS",
    summary: `the service says this ${context.kind.noun} exists, but no look-up finds it`,
    remedy:
      "Wait a minute and run again; if it stays, the name belongs to an account outside this directory: choose another.",
    user: key,
  });
}

/**
 * The account that stands in the way under another spelling of the key: the same one where only the Unicode form differs.
 * Asks for everybody, since filters by name may mind case and form; not where the directory knows one spelling alone.
 * @throws RollcallError when the service takes names that differ in case for the same, so that the name is neither free nor there
 */
async function spelledOtherwise(context: Context, key: string, desired: Fields): Promise<Observed | undefined> {
  const { naturalKey, fields } = context.kind;
  if (fields[naturalKey]?.type.safeParse(key.toUpperCase()).success !== true) return undefined;
  for await (const { ref } of context.calls.list(desired)) {
    if (ref.key === key || foldedKey(ref.key) !== foldedKey(key)) continue;
    if (!differInCase(ref.key, key)) return context.calls.find(ref.key, desired);
    throw new RollcallError({
      code: "ERR_ALREADY_EXISTS",
      category: "already-exists",
      summary: `${context.kind.directory.title} has an account named ${ref.key}, and the service takes names that differ in case only for the same`,
      remedy: `Declare ${naturalKey}: ${JSON.stringify(ref.key)} to manage that account, or choose another name.`,
      user: key,
    });
  }
  return undefined;
}
