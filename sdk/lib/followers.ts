import { kindId } from "../../provider/model/kind";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "./managed-users";
import { isPerson, type Pending } from "./pending";

/**
 * Who is in a group or unit because the program puts them there: by the stack's last state they were in it, and the program
 * declares them still. Natural keys.
 */
export function followersOf(
  { kind, name, places }: Pick<Pending, "kind" | "name" | "places">,
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
): readonly string[] {
  const names = [name, ...places.aliases];
  const former = before.find((one) => kindId(one.kind) === kindId(kind) && names.includes(one.resource));
  if (former === undefined) return [];
  const means = kind.token === "Group" ? "groups" : "unit";
  return before.filter(isPerson).flatMap((user) => {
    if (user.kind.directory.name !== kind.directory.name || !staying.has(user)) return [];
    const holds = Object.entries(user.kind.fields).some(
      ([field, spec]) => spec.means === means && [user.declared[field]].flat().includes(former.id),
    );
    return holds ? [user.key] : [];
  });
}
