import { kept } from "../provider/model/kept";
import { kindPlaceOf } from "../provider/lifecycle/many/members";
import { RollcallError, shortLines } from "../provider/model/error";
import type { ParsedRoster } from "../sdk/lib/roster/people/parse";
import { describePlace } from "../sdk/lib/roster/problem";

/** By plugin, who is in a roster of its run, by account and place. */
const declared = new WeakMap<object, Map<string, { readonly urn: string; readonly where: string }>>();

/**
 * Notes the people of a roster. The engine tells two resources apart by their names alone: people of two rosters would be refused as a
 * name that is taken twice, or, under other names, be two resources for one account.
 * @param plugin whose run it is
 * @param account the reference of the account that the program gives the roster
 * @throws RollcallError ERR_ROSTER naming both places when another roster of this account has somebody already
 */
export function notePeople(plugin: object, urn: string, account: string, { rows }: ParsedRoster): void {
  const known = kept(declared, plugin, () => new Map<string, { readonly urn: string; readonly where: string }>());
  const twice: string[] = [];
  for (const { kind, key, fields, place } of rows) {
    const person = `${account} ${kindPlaceOf(kind, fields)}`;
    const other = known.get(person);
    if (other === undefined || other.urn === urn) known.set(person, { urn, where: describePlace(place) });
    else twice.push(`${describePlace(place)} ${key}: ${kind.directory.name} ${kind.noun} of ${other.where} as well`);
  }
  if (twice.length === 0) return;
  throw new RollcallError({
    code: "ERR_ROSTER",
    summary: `${twice.length === 1 ? "1 person stands" : `${twice.length} people stand`} in two rosters of one account:\n${shortLines(twice).join("\n")}\nNo user of this roster was touched.`,
    remedy: "Keep everybody in one of the files.",
  });
}
