import { describeKept } from "../../../provider/lifecycle/kept-accounts";
import { kindPlaceOf } from "../../../provider/lifecycle/many/members";
import { type DeclaredResource, type DeclaredUser, leavingSets } from "./departures";
import type { ManagedUser } from "../run/managed-users";

/**
 * Whose account stays although they leave. Who is declared elsewhere keeps it in another way, and of the members of a set that stays the
 * set's own update tells.
 * @param staying who is declared still, by whom the stack managed
 * @param sets the sets that the program declares
 */
export function keptLines(
  before: readonly ManagedUser[],
  now: readonly DeclaredUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  sets: readonly DeclaredResource[],
): readonly string[] {
  const leaving = before.filter((user) => !staying.has(user) && (user.declared["onDelete"] ?? "delete") !== "delete");
  if (leaving.length === 0) return [];
  const declared = new Set(now.map(({ kind, fields }) => kindPlaceOf(kind, fields)));
  const told = new Set(leavingSets(leaving, sets));
  const parting = leaving.filter((user) => !told.has(user) && !declared.has(kindPlaceOf(user.kind, user.declared)));
  return describeKept(
    parting.map(({ kind, key, hidden, resource, declared: fields }) => ({
      kind,
      key: hidden === true ? resource : key,
      declared: fields,
    })),
  );
}
