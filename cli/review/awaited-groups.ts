import type { Kind } from "../../provider/model/kind";
import { type Fields, isUnknown, type Json, UNKNOWN } from "../../provider/model/values";
import { isReference } from "../../sdk/lib/roster/references";
import type { GroupNames } from "./group-names";

/**
 * A declaration with the URN of each group or unit that only the update will make in place of its id, which nobody knows yet.
 * Nothing is put in where it is not certain which of them is meant.
 * @param dependencies URNs of what the values of a field come from
 */
export function withAwaited(
  kind: Kind,
  fields: Fields,
  dependencies: (field: string) => readonly string[],
  names: GroupNames,
): Fields {
  // Members of a large set, nearly all of whom are known, stay the same objects.
  if (!Object.values(fields).some(isUnknown)) return fields;
  const filled = Object.entries(fields).map(([field, value]): readonly [string, Json] => {
    const spec = kind.fields[field];
    const members: readonly Json[] = Array.isArray(value) ? value : [value];
    const open = members.filter((member) => member === UNKNOWN).length;
    if (spec === undefined || !isReference(spec) || open === 0) return [field, value];
    const urns = dependencies(field);
    const made = urns.filter((urn) => {
      const group = names.madeKind(urn);
      return group?.directory.name === kind.directory.name && (group.token === "Group") === (spec.means === "groups");
    });
    // A list that is unknown as a whole may hold more than what is awaited.
    const isList = spec.type.safeParse([]).success;
    if (made.length !== open || !urns.every((urn) => names.isGroup(urn)) || (isList && !Array.isArray(value)))
      return [field, value];
    const waiting = [...made];
    const known = members.map((member) => (member === UNKNOWN ? (waiting.shift() ?? UNKNOWN) : member));
    return [field, Array.isArray(value) ? known : (known[0] ?? UNKNOWN)];
  });
  return Object.fromEntries(filled);
}

/** What the update makes and a field's values come from, where the field stays unknown: all that a preview can tell of it. */
export function awaitedBy(
  kind: Kind,
  fields: Fields,
  dependencies: (field: string) => readonly string[],
  names: GroupNames,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(fields).flatMap(([field, value]): readonly (readonly [string, readonly string[]])[] => {
      const spec = kind.fields[field];
      if (spec === undefined || !isReference(spec) || !isUnknown(value)) return [];
      const made = dependencies(field).filter((urn) => names.madeKind(urn)?.directory.name === kind.directory.name);
      return made.length === 0 ? [] : [[field, made]];
    }),
  );
}
