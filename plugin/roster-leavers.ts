import type { DeletionLimits } from "../provider/config/limits";
import { kindPlaceOf } from "../provider/lifecycle/many/members";
import { RollcallError } from "../provider/model/error";
import { readUrn } from "../provider/pulumi/names";
import { announceDayLeavers, leaversByDay } from "../sdk/lib/gate/day-leavers";
import { type DeclaredUser, departures, stayers } from "../sdk/lib/gate/departures";
import { exchangeObjection, exchangeWarnings } from "../sdk/lib/gate/exchanges";
import { objection } from "../sdk/lib/gate/objection";
import type { ManagedUser } from "../sdk/lib/run/managed-users";
import { renamedWarning } from "../sdk/lib/gate/renamed-people";
import type { ParsedRoster } from "../sdk/lib/roster/people/parse";
import type { ServedState } from "./guard";
import type { RosterInputs } from "./roster-inputs";

/** What becomes of people whom a roster no longer declares. */
export interface RosterLeavers {
  /** Why the run must not go on. */
  readonly refused?: RollcallError;
  /** A line for each whose last day in the file is over; empty where there is nobody. */
  readonly announced: string;
  /** Of people who seem to get another key, or what others have. */
  readonly warnings: readonly string[];
}

/**
 * Judges a file that lost people whom this roster declared before, already in a preview: too many are refused. Everybody else in
 * the stack is judged at the first deletion.
 */
export function rosterLeavers(
  name: string,
  urn: string,
  parsed: ParsedRoster,
  { as, namePrefix = "" }: RosterInputs,
  { users, rosters, spared }: ServedState,
  limits: DeletionLimits & { readonly mayExchange?: number | undefined },
): RosterLeavers {
  const labels = rosters.get(urn);
  const inside = readUrn(urn).types.join("$");
  const isOwn = ({ member, resource, parents, kind, key }: ManagedUser): boolean => {
    if (parents !== inside) return false;
    if (member !== undefined) return resource === name;
    return labels?.has(key) === true || labels?.has(`${kind.directory.name}/${key}`) === true;
  };
  const now = parsed.rows.map(({ kind, key, fields }) => ({
    kind,
    resource: as === "set" ? name : `${namePrefix}${key}`,
    ...(as === "set" && { member: key }),
    aliases: [],
    fields,
  }));
  const over = (parsed.over ?? []).map(({ directory, key, period }) => ({ directory, key, until: period.until ?? "" }));
  const judge = (all: readonly ManagedUser[]) => {
    const before = distinct(all.filter(isOwn));
    const staying = stayers(before, now);
    const lastDays = leaversByDay(before, staying, over);
    const managed = distinct(all).length;
    const found = { ...departures(before, now, staying), lastDays, managed, moved: [], respelled: [] };
    const tooMany = objection(found, limits);
    const reason = tooMany ?? exchangeObjection(staying, limits.mayExchange);
    // It is the file that is wrong, whatever the limits say: keys in another form, a column that moved without the others.
    const isOfFile = tooMany === undefined || (found.rewritten ?? []).length > 0;
    const stay = new Set<DeclaredUser>(staying.values());
    const joining = now.filter((user) => !stay.has(user));
    const renamed = renamedWarning(found.leaving, joining, stay);
    const warnings = [...(renamed === undefined ? [] : [renamed]), ...exchangeWarnings(staying)];
    return { announced: announceDayLeavers(lastDays), warnings, reason, isOfFile };
  };
  const first = judge(users);
  const { announced, warnings, reason, isOfFile } =
    first.reason === undefined && first.warnings.length === 0 ? first : judge(spared() ?? users);
  if (reason === undefined) return { announced, warnings };
  const remedy = `Correct the file of the roster ${name}`;
  const refused = isOfFile
    ? new RollcallError({ code: "ERR_ROSTER", summary: reason, remedy: `${remedy}.` })
    : new RollcallError({
        code: "ERR_TOO_MANY_DELETES",
        summary: reason,
        remedy: `${remedy}, or allow exactly this number.`,
      });
  return { announced, warnings, refused };
}

/** One of those who are one account in several resources, as where somebody has been imported beside a roster. */
function distinct(users: readonly ManagedUser[]): readonly ManagedUser[] {
  const placed = users.map((user) => {
    const { kind, declared, key } = user;
    return [kindPlaceOf(kind, { ...declared, [kind.naturalKey]: key }), user] as const;
  });
  return [...new Map(placed).values()];
}
