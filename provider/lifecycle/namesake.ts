import { untilVisible } from "../calls/listings";
import { differInCase, foldedKey } from "../model/compare";
import { asRollcallError, RollcallError } from "../model/error";
import type { Fields, Observed } from "../model/values";
import { type Context, keyOf } from "./context";
import { kindPlaceOf } from "./many/members";

/** Looks for the name before a creation, where the service would take several of one name. */
export async function lookFirst(
  { calls, crowd }: Context,
  key: string,
  desired: Fields,
): Promise<Observed | undefined> {
  try {
    return await calls.find(key, desired, crowd?.sweep);
  } catch (error) {
    throw asRollcallError(error).about(key);
  }
}

/**
 * One that exists, unless another resource of this run has it: the sdk cannot tell two of one name below a parent that the same
 * run makes. A user may go from one resource to another, but not where the one that has it goes on with it under another key.
 */
export function unclaimed({ kind, claims }: Context, desired: Fields, found: Observed): Observed {
  const { id } = found.ref;
  const isRenamed = (): boolean => claims.isReserved(id) || claims.isRenamed(id, kindPlaceOf(kind, desired));
  const isFree = kind.token === "User" ? !isRenamed() : !claims.isTaken(id) && !claims.isReplaced(id);
  if (isFree) return found;
  throw new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: `another resource of this program has this ${kind.noun} already`,
    remedy:
      "Remove one of the two, or give it another name or parent. If the other one gets another in this run, let this one depend on it (dependsOn) and leave neither out with --target, or declare this one in the next run.",
    user: found.ref.key,
  });
}

/** A user that this run may have made, with the time of its creation where the service tells one at all. */
export async function dated(context: Context, observed: Observed, sentBefore: boolean): Promise<Observed> {
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
export async function lookAfter(
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
 * The user that the service says exists; it may become visible only after a while. Where the service says that a value belongs to
 * another account, one of this name may exist besides: which of the two it tells first is its own affair.
 * @throws RollcallError the failure itself when there is only that other account
 */
export async function existing(context: Context, desired: Fields, failure: RollcallError): Promise<Observed> {
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
