import { differences } from "../model/compare";
import { cannotChange, type RollcallError } from "../model/error";
import type { Fields, Observed } from "../model/values";
import type { Context } from "./context";

/** What one person has alone; a name is that of many. */
const PERSONAL: ReadonlySet<string> = new Set(["email", "phone", "external-id"]);

/**
 * Whether an account that was found at another place than state has the person at is somebody else's. An id that the directory gave
 * finds the same account only; where the id is a name, each place has people of its own.
 * @param before what state says of the person
 */
export function isSomebodyElse({ kind, isElsewhere }: Context, before: Fields, observed: Observed): boolean {
  if (isElsewhere !== true || kind.idOutput !== kind.naturalKey) return false;
  const differing = new Set(differences(kind, before, observed).map(({ field }) => field));
  const personal = Object.keys(before).filter((name) => PERSONAL.has(kind.fields[name]?.means ?? ""));
  return personal.length === 0 ? differing.size > 0 : personal.every((name) => differing.has(name));
}

/** Why somebody cannot be changed whom state has at another place. @param found somebody else of the name is there */
export function notHere({ kind }: Context, key: string, found: boolean): RollcallError {
  const what = found ? `has somebody else of this name there` : `has no such ${kind.noun} there`;
  return cannotChange(
    `${kind.directory.title} is asked at another place (endpoint, region) than when state was written, and ${what}; nothing was changed`,
    `Give the stack or Account its former settings, or the resource its former Account. If new settings are right, run pulumi up --refresh: it forgets whoever is not there, whose account stays at the former place, and makes or takes over the ${kind.noun} at the new one. Who is given another Account goes there unchanged in a run before that.`,
    { category: "precondition", user: key },
  );
}
