import { cannotChange } from "../model/error";
import { type Fields, isUnknown } from "../model/values";
import type { Context } from "./context";
import { kindPlaceOf } from "./many/members";

/** Notes a group or unit that is new in the program: its creation takes over what has the name at that moment. */
export function noteSuccessor({ kind, claims }: Pick<Context, "kind" | "claims">, fields: Fields): void {
  if (kind.token !== "User") claims.join(kindPlaceOf(kind, fields), "");
}

/**
 * Refuses another name or parent for a group, unit or renamed account whose present one a new resource of the program takes before the
 * change: the new one would take over this very group, and both resources would have it. One that comes after the change finds nothing of
 * the name. Where no account can be renamed, another key is another account.
 * @throws RollcallError
 */
export function refuseSuccessor(
  { kind, claims }: Pick<Context, "kind" | "claims">,
  id: string,
  before: Fields,
  after: Fields,
): void {
  if (isUnknown(after) || (kind.token === "User" && kind.fields[kind.naturalKey]?.change.kind !== "in-place")) return;
  const [place, next] = [kindPlaceOf(kind, before), kindPlaceOf(kind, after)];
  if (place === next || !claims.hasJoined(place, id)) return;
  // What is refused stays as it is, and the new one may be under way.
  claims.keep(id, next);
  throw cannotChange(
    `this ${kind.noun} gets another name or parent, and a new resource takes the present one first, so that both would have the same ${kind.noun}`,
    "Let the new resource depend on this one (dependsOn), or declare it in the next run.",
    { category: "invalid", user: String(before[kind.naturalKey]) },
  );
}
