import type { Kind } from "../model/kind";
import type { Fields } from "../model/values";

/** A user, group or unit that the stack managed by its last state. */
export interface Managed {
  readonly kind: Kind;
  /** Natural key. */
  readonly key: string;
  readonly declared: Fields;
}

/** Those of these users who are in a group or unit because they declare it. */
export function heldByProgram<M extends Managed>(
  kind: Kind,
  id: string | undefined,
  users: readonly M[],
): readonly M[] {
  if (id === undefined) return [];
  const means = kind.token === "Group" ? "groups" : "unit";
  return users.filter(
    (user) =>
      user.kind.token === "User" &&
      user.kind.directory.name === kind.directory.name &&
      Object.entries(user.kind.fields).some(
        ([field, spec]) => spec.means === means && [user.declared[field]].flat().includes(id),
      ),
  );
}
