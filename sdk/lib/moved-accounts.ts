import { replacedFields } from "../../provider/lifecycle/check";
import { type Bag, isUnknown } from "../../provider/model/values";
import { type DeclaredResource, type DeclaredUser, leavingSets } from "./departures";
import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../provider/directories";
import { shortLines } from "../../provider/model/error";
import type { Directory } from "../../provider/model/kind";
import { environmentName, type Settings } from "../../provider/config/settings";
import { SETTINGS } from "../../provider/settings";
import type { ManagedUser } from "./managed-users";
import { isPerson } from "./pending";

type Values = Bag;

/** Settings that say where an account's people are. */
const PLACES = Object.keys(SETTINGS).filter((key) => SETTINGS[key]?.moves === "place");

/** Somebody whom the last state has in an account that names another place than before, and the settings that do. */
export interface LeftBehind {
  readonly user: ManagedUser;
  readonly account: string;
  readonly settings: readonly string[];
}

/** Name of the account that the stack's own configuration is. */
const STACKS_OWN = "default";

/** Watches where the stack's own account is, and those that a program declares. */
export class DeclaredPlaces {
  private readonly accounts = new Map<string, Map<string, unknown>>();

  constructor(private readonly settings: () => Settings) {}

  note(name: string, properties: Readonly<Record<string, pulumi.Input<unknown>>>): void {
    const known = new Map<string, unknown>();
    this.accounts.set(name, known);
    for (const key of PLACES) {
      const value = properties[`rollcall:${key}`];
      if (value === undefined) known.set(key, undefined);
      else pulumi.output(value).apply((told) => known.set(key, told));
    }
  }

  /** Settings that are others than in the last state, by account; what is not known yet is no difference. */
  moved(before: ReadonlyMap<string, Values>): ReadonlyMap<string, readonly string[]> {
    const settings = this.settings();
    const own = new Map(PLACES.map((key) => [key, settings.configured(key)] as const));
    return new Map(
      [[STACKS_OWN, own] as const, ...this.accounts].flatMap(([name, known]) => {
        const then = before.get(name);
        if (then === undefined) return [];
        const isOther = ([key, value]: readonly [string, unknown]): boolean => {
          // What is set nowhere else comes from the environment, of which no state tells.
          const otherwise = settings.variable(environmentName(key));
          return (value ?? otherwise) !== (then[`rollcall:${key}`] ?? otherwise);
        };
        const changed = [...known].filter(isOther).map(([key]) => key);
        return changed.length === 0 ? [] : [[name, changed] as const];
      }),
    );
  }
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
    const settings = moved.get(account ?? "")?.filter((key) => concerns(key, user.kind.directory.name)) ?? [];
    return account === undefined || settings.length === 0 ? [] : [{ user, account, settings }];
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

function concerns(key: string, directory: string): boolean {
  return !Object.values<Directory>(directories).some(
    ({ name, settings = {} }) =>
      name !== directory && (key === `${name}Region` || key === `${name}Endpoint` || Object.hasOwn(settings, key)),
  );
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
  return [
    `${counted(people)} ${are} declared in an account that names another place than before, and taken for existing there; this run does not look:`,
    ...linesOf(people),
    `  If it is another place, run pulumi up --refresh next: it looks for ${them} there and creates who is missing. The accounts at the former place stay, and nothing manages them.`,
    `  Before that, take ${people.every(({ user }) => isPerson(user)) ? "nobody" : "nobody and nothing of these"} out of the program: the run would end what has the name at the new place, whoever's it is.`,
  ].join("\n");
}

function linesOf(people: readonly LeftBehind[]): readonly string[] {
  return shortLines(
    people.map(
      ({ user: { kind, key, hidden, resource }, account, settings }) =>
        `${kind.directory.name} ${kind.noun} ${hidden === true ? resource : key}: ${account === STACKS_OWN ? "the stack" : `the account ${JSON.stringify(account)}`} has another ${settings.join(" and ")}`,
    ),
  );
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
