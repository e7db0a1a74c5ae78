import type { Kind } from "../model/kind";
import type { Fields, Json, Observed } from "../model/values";
import { type Context, keyOf } from "./context";

/** An account this young may be what a killed run left between creating it and setting its password. */
const UNFINISHED_MS = 24 * 60 * 60 * 1000;

/** Why a password that the creation carried may not be the account's. */
export const UNPROVEN = "nothing shows that this run made the account, so it may be another than the declared one";

/**
 * Declared secrets to send to a user that agrees. Where the run believes that it made the user itself, the creation carried
 * them; but an equal account may have been there before, and adopt promises to bring it in line.
 */
export function passwordsToSend(
  context: Context,
  desired: Fields,
  observed: Observed,
  mode: Json,
  own: boolean,
): readonly string[] {
  if (own && mode === "adopt") return sendableSecrets(context, desired, observed);
  return own || isYoung(context, observed) ? unsentSecrets(context, desired, observed) : [];
}

function isYoung(context: Context, observed: Observed): boolean {
  return observed.createdAt !== undefined && context.service.now() - observed.createdAt < UNFINISHED_MS;
}

/** Declared write-only fields that go with no creation, so that an unfinished one never sent them. */
function unsentSecrets(context: Context, desired: Fields, observed: Observed): readonly string[] {
  return sendableSecrets(context, desired, observed).filter((field) => context.kind.fields[field]?.atCreate === false);
}

/** Declared write-only fields that an adopted user is given, with a line for each that the service cannot take. */
export function adoptedSecrets(context: Context, desired: Fields, observed: Observed): readonly string[] {
  const sendable = sendableSecrets(context, desired, observed);
  tellKeptSecrets(context, desired, sendable, "the adopted user", "no action of the service sets it on this account");
  return sendable;
}

/** One line for each declared secret that a user taken over is not sent: a password is never dropped in silence. */
export function tellKeptSecrets(
  context: Context,
  desired: Fields,
  sent: readonly string[],
  who: string,
  why: string,
): void {
  for (const [field, spec] of Object.entries(context.kind.fields)) {
    if (spec.change.kind !== "write-only" || spec.secret !== true || !(field in desired) || sent.includes(field))
      continue;
    context.say(
      `${keyOf(context, desired)}: ${who} keeps its ${field}: ${why === UNPROVEN ? why : (spec.change.otherwise ?? why)}`,
    );
  }
}

function sendableSecrets({ kind }: Context, desired: Fields, observed: Observed): readonly string[] {
  return Object.keys(kind.fields).filter((field) => field in desired && isSendable(kind, field, desired, observed));
}

/** Whether an action sends this write-only field to an account that exists, as far as a look at it tells. */
export function isSendable(kind: Kind, field: string, desired: Fields, observed: Observed | undefined): boolean {
  const change = kind.fields[field]?.change;
  if (change?.kind !== "write-only" || change.by === undefined) return false;
  const seen = observed?.fields ?? {};
  return !kind.changeRules.some(
    (rule) => rule.fields.includes(field) && rule.check(seen, { ...seen, ...desired }) !== undefined,
  );
}
