import { kindId } from "../../provider/model/kind";
import { heldByProgram } from "../../provider/pulumi/held-by-program";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "./managed-users";
import type { Pending } from "./pending";

/**
 * Ids of groups or units of the same kind and name that another resource had by the stack's last state and that the program still declares:
 * where that one gets another name, both would otherwise have the same group.
 */
export function takenIds(
  { kind, name, places, known }: Pick<Pending, "kind" | "name" | "places" | "known">,
  before: readonly ManagedUser[],
  now: readonly DeclaredUser[],
): readonly string[] {
  const key = String(known()[kind.naturalKey]).normalize("NFC");
  const own = [name, ...places.aliases];
  const declared = new Set(
    now.filter((one) => kindId(one.kind) === kindId(kind)).flatMap(({ resource, aliases }) => [resource, ...aliases]),
  );
  return before.flatMap(({ kind: then, resource, key: held, id }) =>
    kindId(then) === kindId(kind) && held.normalize("NFC") === key && !own.includes(resource) && declared.has(resource)
      ? (id ?? [])
      : [],
  );
}

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
  return heldByProgram(kind, former?.id, before)
    .filter((user) => staying.has(user))
    .map(({ key }) => key);
}
