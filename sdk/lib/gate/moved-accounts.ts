import { replacedFields } from "../../../provider/lifecycle/check";
import { type Bag, isUnknown } from "../../../provider/model/values";
import { type DeclaredResource, type DeclaredUser, leavingSets } from "./departures";
import { shortLines } from "../../../provider/model/error";
import { type DeclaredPlaces, STACKS_OWN } from "../run/declared-places";
import type { ManagedUser } from "../run/managed-users";
import { isPerson } from "./pending";
import { concerns } from "../run/same-account";

/** Somebody whom the last state has in an account that names another place than before, and the settings that do. */
export interface LeftBehind {
  readonly user: ManagedUser;
  readonly account: string;
  /** Name of the account of the last state, where the program gives the resource another one. */
  readonly former?: string;
  readonly settings: readonly string[];
}

/**
 * Of these people, whose account would be looked for at another place. Of somebody who leaves, it would stay where it is, and somebody
 * else's of the same name be ended there.
 * @param moved see {@link DeclaredPlaces.moved}
 */
export function leftBehind(
  people: readonly ManagedUser[],
  moved: ReadonlyMap<string, readonly string[]>,
): readonly LeftBehind[] {
  return people.flatMap((user) => {
    const { account } = user;
    const settings = ofDirectory(user, moved.get(account ?? "") ?? []);
    return account === undefined || settings.length === 0 ? [] : [{ user, account, settings }];
  });
}

/** Of people who stay, those to whom the program gives an account of another name that names another place. */
export function givenElsewhere(
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  places: DeclaredPlaces,
  before: ReadonlyMap<string, Bag>,
): readonly LeftBehind[] {
  return [...staying].flatMap(([user, { account }]) => {
    const former = user.account;
    if (account === undefined || former === undefined) return [];
    const settings = ofDirectory(user, places.between(account, former, before));
    return settings.length === 0 ? [] : [{ user, account, former, settings }];
  });
}

/**
 * Everybody, and every group and unit, that a run ends: who leaves, and whose change needs another account.
 * @param sets while the program runs: only these have ended anybody at once, and who is missing may still be declared
 */
export function ending(
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  sets: readonly DeclaredResource[] | undefined,
): readonly ManagedUser[] {
  const gone = before.filter((user) => !staying.has(user));
  const replaced = [...staying].filter(([{ kind, declared }, { fields }]) =>
    replacedFields(kind, declared, fields).some((field) => !isUnknown(fields[field])),
  );
  const all = [...(sets === undefined ? gone : leavingSets(gone, sets)), ...replaced.map(([user]) => user)];
  return all.filter(({ declared }) => declared["onDelete"] !== "retain");
}

function ofDirectory({ kind }: ManagedUser, settings: readonly string[]): readonly string[] {
  return settings.filter((key) => concerns(key, kind.directory.name));
}

/** Why a run must not go on that would look for these people's accounts elsewhere, and the way out; `undefined` where there are none. */
export function leftBehindObjection(people: readonly LeftBehind[]): string | undefined {
  if (people.length === 0) return undefined;
  return [
    `Rollcall stops this run before the first delete: ${counted(people)} ${people.length === 1 ? "leaves" : "leave"} an account that names another place than before, so that they would be looked for where somebody else may have the name, and stay where they are:`,
    ...linesOf(people),
    "  Give it the former settings for the run in which they leave, and the new ones in the next; or declare another Account for the new place.",
  ].join("\n");
}

/** What to know of people who are taken for existing at a place where nobody has looked; `undefined` where there are none. */
export function unseenWarning(people: readonly LeftBehind[]): string | undefined {
  if (people.length === 0) return undefined;
  const [are, them] = people.length === 1 ? ["is", `the ${nounOf(people)}`] : ["are", "each of them"];
  // State has the places of people, but for those of an earlier version; an account that the program declares keeps that it has moved.
  const unguarded = people.filter(
    ({ user, account, former }) => user.isPlaced !== true && (account === STACKS_OWN || former !== undefined),
  );
  return [
    `${counted(people)} ${are} declared in an account that names another place than before, and taken for existing there; this run does not look:`,
    ...linesOf(people),
    `  If it is another place, run pulumi up --refresh next: it looks for ${them} there and creates who is missing. The accounts at the former place stay, and nothing manages them.`,
    ...(unguarded.length === 0
      ? []
      : [
          `  Before that, take ${unguarded.every(({ user }) => isPerson(user)) ? "nobody" : "nobody and nothing of these"} out of the program: the run would end what has the name at the new place, whoever's it is.`,
        ]),
  ].join("\n");
}

function linesOf(people: readonly LeftBehind[]): readonly string[] {
  return shortLines(
    people.map(
      ({ user: { kind, key, hidden, resource }, account, former, settings }) =>
        `${kind.directory.name} ${kind.noun} ${hidden === true ? resource : key}: ${titleOf(account)} has another ${settings.join(" and ")}${former === undefined ? "" : ` than ${titleOf(former)}, where the last run had the ${kind.noun}`}`,
    ),
  );
}

function titleOf(account: string): string {
  return account === STACKS_OWN ? "the stack" : `the account ${JSON.stringify(account)}`;
}

function nounOf(people: readonly LeftBehind[]): string {
  const nouns = new Set(people.map(({ user }) => user.kind.noun));
  const [noun = "user"] = nouns;
  return nouns.size === 1 ? noun : "user, group or unit";
}

/** How many people, groups and units. */
function counted(people: readonly LeftBehind[]): string {
  if (people.length === 1) return `1 ${nounOf(people)}`;
  return `${people.length} ${people.every(({ user }) => isPerson(user)) ? "users" : "users, groups and units"}`;
}
