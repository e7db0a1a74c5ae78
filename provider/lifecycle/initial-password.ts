import { GENERATE, INITIAL_PASSWORD, leavesPassword, makePassword, passwordField } from "../model/initial-password";
import type { Kind } from "../model/kind";
import type { Bag, Fields } from "../model/values";
import { isSendable } from "./adopted-secrets";
import { type Context, keyOf } from "./context";
import { type DiaryEntry, digestOf } from "./diary";
import { existedBefore, type TakenOver } from "./take-over";

/** A declaration with the password that was made for it, and the declaration's own field for it. */
export interface Initial {
  readonly desired: Fields;
  readonly field: string;
  readonly password: string;
}

/** Makes the password that a new account's declaration leaves to Rollcall; `undefined` where it does not. No text will show it. */
export function initialFor(context: Context, declared: Fields): Initial | undefined {
  const field = passwordField(context.kind);
  const spec = field === undefined ? undefined : context.kind.fields[field];
  if (field === undefined || spec === undefined || declared[field] !== GENERATE) return undefined;
  const password = makePassword(spec, declared, context.random);
  context.service.secrets.learn(password);
  return { desired: { ...declared, [field]: password }, field, password };
}

/**
 * State has somebody whose password is left to Rollcall. Another resource may come to the account (`pulumi state delete`, `state taint`, an
 * older state), and must not take it for one that a killed run left: the person has a password.
 * @param declared what state says of the person
 */
export function noteInState(context: Context, declared: Fields): void {
  const { kind, diary } = context;
  if (leavesPassword(kind, declared)) diary.know(kind.directory.name, keyOf(context, declared));
}

/**
 * Whether a run that was killed made this account, so that nobody knows its password. One of which the run had no answer may have been
 * there before; where the service does not say when it was made, it counts as somebody else's.
 * @param traces what runs did to accounts of the name
 */
export function wasLeft(
  { directory: { name } }: Kind,
  { ref, observed }: TakenOver,
  traces: readonly DiaryEntry[],
): boolean {
  const trace =
    traces.find(({ id }) => id === ref.id || id === digestOf(name, ref.id)) ??
    traces.find(({ id }) => id === undefined);
  if (trace?.deed !== "creating") return trace?.deed === "has";
  return observed?.createdAt !== undefined && !existedBefore(observed, Date.parse(trace.at));
}

/**
 * Decides whether the account gets the password: one that this run made has it, and one that a killed run left is given it where an
 * action can, for nobody ever knew the first. Everybody else keeps the password they have.
 * @param left an earlier run began this account and was killed before state knew of it
 * @returns the fields to send, and whether the account gets the password
 */
export function givePassword(
  context: Context,
  initial: Initial | undefined,
  user: TakenOver,
  left: boolean,
): { readonly changed: ReadonlySet<string>; readonly given: boolean } {
  if (initial === undefined || user.own) return { changed: user.changed, given: initial !== undefined };
  const { field, desired } = initial;
  const key = keyOf(context, desired);
  if (left && isSendable(context.kind, field, desired, user.observed)) {
    context.say(`${key}: ${LEFT}, and nobody may know the ${field} it made: another one is set now`);
    return { changed: new Set([...user.changed, field]), given: true };
  }
  const why = left ? `${LEFT}, and no action sets another one` : `${GENERATE} makes one for new accounts alone`;
  context.say(`${key}: the account keeps its ${field}: ${why}. ${wayOut(context.kind, field)}`);
  // What goes with the password in one call would carry it.
  const together = new Set(context.calls.steps.find(({ fields }) => fields.includes(field))?.fields ?? [field]);
  return { changed: new Set([...user.changed].filter((name) => !together.has(name))), given: false };
}

/** What is known of such an account: no run has found it in state since it was made. */
const LEFT = "a run was killed while it created this account, or the account was taken out of the state right after";

function wayOut({ directory, fields }: Kind, field: string): string {
  const change = fields[field]?.change;
  if (change?.kind !== "write-only") return "";
  return change.by === undefined
    ? `If the person does not know it: ${change.otherwise ?? `reset it at the console of ${directory.title}`}.`
    : `If the person does not know it, reset it at the console, or declare a ${field} of your choice (${change.by} sets it).`;
}

/** What an update of somebody sends in place of the marker, and what state keeps of the password that was made once. */
export interface Later {
  /** The declaration as it is to be sent: never with the marker in it. */
  readonly desired: Fields;
  /** Whether the password field is to be sent; `undefined` as for any other field. */
  readonly sends: boolean | undefined;
  /** The password that was made for this account, as long as the declaration leaves it to Rollcall. */
  readonly password: string | undefined;
}

/**
 * What the marker means for an account that exists: the password that was made stays, or is sent if its first sending failed; none
 * is made again.
 * @param properties what state keeps of the user
 */
export function laterFor(context: Context, properties: Bag, before: Fields, desired: Fields): Later {
  const field = passwordField(context.kind);
  if (field === undefined || !leavesPassword(context.kind, desired))
    return { desired, sends: undefined, password: undefined };
  const held = properties[INITIAL_PASSWORD];
  const password =
    typeof held === "string" && (before[field] === GENERATE || before[field] === undefined) ? held : undefined;
  if (password !== undefined) context.service.secrets.learn(password);
  const { [field]: _marker, ...others } = desired;
  if (before[field] === GENERATE) return { desired: others, sends: false, password };
  if (password !== undefined) return { desired: { ...others, [field]: password }, sends: true, password };
  context.say(
    `${keyOf(context, desired)}: the account keeps its ${field}: ${GENERATE} makes one for new accounts alone`,
  );
  return { desired: others, sends: false, password };
}

/** The outputs that stay of a password made once: it leaves state as soon as the declaration no longer leaves it to Rollcall. */
export function keptPassword(kind: Kind, declared: Fields, computed: Bag): Fields {
  const password = computed[INITIAL_PASSWORD];
  return typeof password === "string" && leavesPassword(kind, declared) ? { [INITIAL_PASSWORD]: password } : {};
}
