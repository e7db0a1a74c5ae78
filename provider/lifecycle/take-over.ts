import { agrees, describeDifference, type Difference, differences } from "../model/compare";
import { type ErrorCode, RollcallError, shortRow } from "../model/error";
import { type Fields, type Observed, only, type UserRef } from "../model/values";
import { decidesAccess, enabling, isDisabled } from "./access";
import { adoptedSecrets, passwordsToSend, tellKeptSecrets, UNPROVEN } from "./adopted-secrets";
import { type Context, keyOf, learnSecrets } from "./context";

/** A user that exists now, and the fields still to be sent to it. */
export interface TakenOver {
  readonly ref: UserRef;
  readonly observed: Observed | undefined;
  readonly changed: ReadonlySet<string>;
  readonly adopted: boolean;
  /** This run made the account, as far as can be known. */
  readonly own: boolean;
  /** Fields beside the declared ones that enable the account. */
  readonly access: Fields;
}

/** How a creation met an existing user. */
export interface Encounter {
  /** The answer that led here; the base of an error. */
  readonly failure: RollcallError;
  /** This run has sent a creation of this very user whose outcome is unknown, so that an equal user is its own. */
  readonly sentBefore: boolean;
  /** When this run began with it, in milliseconds since the epoch. */
  readonly since: number;
  /** The password field, where Rollcall made its value for this creation: nobody else's account is given it. */
  readonly generated?: string | undefined;
}

/** How far the service's clock may be from ours: about what its signatures tolerate. */
const CLOCKS_APART_MS = 15 * 60 * 1000;

/** Advice that ends in one more run; "adopt" would only lead to the next refusal. */
const STUCK_REMEDY = "Declare the value the cloud has, or delete the account and run again.";

/**
 * Takes an existing user into state as `onExisting` says: *match* only if every declared readable field agrees, *adopt*
 * bringing it in line, *fail* never. A user that this run may have created itself is its own when all fields agree.
 */
export function takeOver(
  context: Context,
  desired: Fields,
  observed: Observed,
  { failure, sentBefore, since, generated }: Encounter,
): TakenOver {
  const { noun, token } = context.kind;
  const someone = token === "User" ? "a user" : "one";
  const mode = desired["onExisting"] ?? "match";
  learnSecrets(context, desired, observed.fields);
  const describe = (difference: Difference): string => describeDifference(difference, context.secretFields.of(desired));
  const refusal = (code: ErrorCode, summary: string, remedy: string): RollcallError => {
    const user = keyOf(context, desired);
    return new RollcallError({ ...failure.details(), code, category: "already-exists", summary, remedy, user });
  };
  const closed = isDisabled(context.kind, observed.fields);
  const open = closed ? enabling(context.kind) : {};
  const silent = closed && !decidesAccess(context, desired);
  const returns = closed && desired["onDelete"] === "disable";
  const access = silent && (returns || mode === "adopt") ? open : {};
  const found = differences(context.kind, { ...desired, ...access }, observed);
  const unfinished = found.filter((difference) => isUnfinished(difference) || (returns && difference.field in open));
  const foreign = found.filter((difference) => !unfinished.includes(difference));
  const refusals = [...foreign.map(describe), ...(silent && !returns ? [UNDECIDED] : [])];
  const own = sentBefore && !closed && foreign.length === 0 && !existedBefore(observed, since);
  if (mode === "fail" && !own) {
    const takeable = 'or take it over with onExisting: "match" or "adopt"';
    const remedy = `Remove it from the program, choose another name, ${found.some(isStuck) ? "or delete the account and run again" : takeable}.`;
    throw refusal("ERR_ALREADY_EXISTS", `${someone} of this name exists already`, remedy);
  }
  if (mode !== "adopt" || own) {
    if (refusals.length > 0) {
      const remedy = foreign.some(isStuck)
        ? STUCK_REMEDY
        : `Correct the program, or take the ${noun} over and change it with onExisting: "adopt".`;
      throw refusal(
        "ERR_DIFFERS",
        `${someone} of this name exists and differs: ${refusals.join("; ")}`,
        silent ? accessRemedy(context, remedy) : remedy,
      );
    }
    const declared = own ? desired : without(desired, generated);
    const passwords = passwordsToSend(context, declared, observed, mode, own);
    if (!own)
      tellKeptSecrets(
        context,
        declared,
        passwords,
        `the adopted ${noun}`,
        "no service shows it, so it may be another than the declared one",
      );
    else if (mayBeOlder(observed, since))
      tellKeptSecrets(context, desired, passwords, "the user found after a lost answer", UNPROVEN);
    const undated = own && observed.createdAt === undefined;
    if (undated && context.crowd === undefined) context.say(describeUndated(context, [keyOf(context, desired)]));
    if (undated) context.crowd?.undated(keyOf(context, desired));
    const changed = new Set([...unfinished.map(({ field }) => field), ...passwords]);
    return { ref: observed.ref, observed, changed, adopted: !own || undated, own, access };
  }
  const stuck = found.filter(isStuck);
  if (stuck.length > 0) {
    throw refusal(
      "ERR_ALREADY_EXISTS",
      `the existing ${noun} cannot be brought in line: ${stuck.map(describe).join("; ")}, and no action of the service changes that`,
      STUCK_REMEDY,
    );
  }
  const secrets = adoptedSecrets(context, without(desired, generated), observed);
  const changed = new Set([...found.map(({ field }) => field), ...secrets]);
  return { ref: observed.ref, observed, changed, adopted: true, own: false, access };
}

/** What is said of accounts that may be older than this run. */
export function describeUndated({ kind }: Pick<Context, "kind">, keys: readonly string[]): string {
  const why = `${kind.directory.title} does not say when`;
  if (keys.length === 1)
    return `${keys.join("")}: the account was found after a lost answer and is marked as adopted: ${why} it was made, so it may have been there before`;
  return `${shortRow(keys)}: the accounts were found after a lost answer and are marked as adopted: ${why} they were made, so they may have been there before`;
}

function without(fields: Fields, name: string | undefined): Fields {
  return only(fields, (_, field) => field !== name);
}

/** What a program leaves open that meets a disabled account. */
const UNDECIDED = "the account is disabled on the cloud, and the program does not say whether it should be";

function accessRemedy({ kind }: Context, otherwise: string): string {
  const declare = (fields: Fields): string =>
    Object.entries(fields)
      .map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
      .join(", ");
  const shut = "set" in kind.disable ? declare(kind.disable.set) : "";
  return `${otherwise} Adopting enables the account; ${shut} leaves it disabled; with onDelete: "disable" a person who returns is enabled.`;
}

/** No action of the service brings this field in line. */
function isStuck({ spec }: Difference): boolean {
  return spec.change.kind === "replaces";
}

/** A field the create call cannot carry and that still has the service's default: what a killed creation leaves behind. */
function isUnfinished({ spec, observed }: Difference): boolean {
  return spec.atCreate === false && spec.serviceDefault !== undefined && agrees(spec, spec.serviceDefault, observed);
}

/** An account older than this run's first attempt is somebody else's, however equal it looks. */
export function existedBefore({ createdAt }: Observed, since: number): boolean {
  return createdAt !== undefined && createdAt < since - CLOCKS_APART_MS;
}

/** How much a time of creation loses where a service gives whole seconds. */
const SECOND_MS = 1_000;

/** Nothing shows that the account was made after this run began: the service does not say when, or says a time before it. */
function mayBeOlder({ createdAt }: Observed, since: number): boolean {
  return createdAt === undefined || createdAt < since - SECOND_MS;
}
