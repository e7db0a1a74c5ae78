import { kindId } from "../../provider/model/kind";
import { heldByProgram } from "../../provider/pulumi/held-by-program";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "./managed-users";
import type { Pending } from "./pending";

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
