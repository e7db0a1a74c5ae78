import type { Kind } from "../model/kind";
import type { Fields } from "../model/values";

/** Somebody whom a stack managed, as its last state tells. */
export interface Managed {
  readonly kind: Kind;
  /** Natural key. */
  readonly key: string;
  readonly declared: Fields;
}

/** Whom of these users a program put into a group or unit, by what they declare. */
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
