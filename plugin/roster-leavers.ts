import type { DeletionLimits } from "../provider/config/limits";
import { RollcallError } from "../provider/model/error";
import { readUrn } from "../provider/pulumi/names";
import { departures, objection } from "../sdk/lib/departures";
import type { LastState, ManagedUser } from "../sdk/lib/managed-users";
import type { ParsedRoster } from "../sdk/lib/roster/parse";
import type { RosterInputs } from "./roster-inputs";

/**
 * Refuses a file that lost too many of the people whom this roster declared before, already in a preview. Everybody else in
 * the stack is judged at the first deletion.
 */
export function leaversObjection(
  name: string,
  urn: string,
  parsed: ParsedRoster,
  { as, namePrefix = "" }: RosterInputs,
  { users, rosters }: LastState,
  limits: DeletionLimits,
): RollcallError | undefined {
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
  const found = departures(users.filter(isOwn), now);
  const reason = objection({ ...found, managed: users.length, moved: [], respelled: [] }, limits);
  if (reason === undefined) return undefined;
  return new RollcallError({
    code: "ERR_TOO_MANY_DELETES",
    summary: reason,
    remedy: `Correct the file of the roster ${name}, or allow exactly this number.`,
  });
}
