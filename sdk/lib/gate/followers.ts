import { replacedFields } from "../../../provider/lifecycle/check";
import { kindId } from "../../../provider/model/kind";
import { heldByProgram } from "../../../provider/pulumi/held-by-program";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "../run/managed-users";
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
 * Who loses nothing when another group or unit takes the place of one, since the program puts them there: by the stack's last state they
 * were in it, and the program declares them still, or ends their accounts. Natural keys.
 */
export function followersOf(
  { kind, name, places }: Pick<Pending, "kind" | "name" | "places">,
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
): readonly string[] {
  return heldByProgram(kind, formerOf({ kind, name, places }, before)?.id, before)
    .filter((user) => staying.has(user) || (user.declared["onDelete"] ?? "delete") === "delete")
    .map(({ key }) => key);
}

/** Whether a group or unit needs another one in its place while people leave who are in it: whose account stays by an option, only the engine tells. */
export function isReplacedUnderLeavers(
  pending: Pick<Pending, "kind" | "name" | "places" | "known">,
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
): boolean {
  const { kind } = pending;
  const former = formerOf(pending, before);
  if (former === undefined || replacedFields(kind, former.declared, pending.known()).length === 0) return false;
  return heldByProgram(kind, former.id, before).some((user) => !staying.has(user));
}

function formerOf(
  { kind, name, places }: Pick<Pending, "kind" | "name" | "places">,
  before: readonly ManagedUser[],
): ManagedUser | undefined {
  const names = [name, ...places.aliases];
  return before.find((one) => kindId(one.kind) === kindId(kind) && names.includes(one.resource));
}
