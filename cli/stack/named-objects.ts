import type { Catalogue, NamedGroup, NamedUnit } from "../../provider/model/catalogue";
import type { Kind } from "../../provider/model/kind";
import { type Fields, type Observed, only } from "../../provider/model/values";
import { isReference } from "../../sdk/lib/roster/people/references";

/** The groups and units of a directory, as far as it has any. */
export interface NamedObjects {
  readonly groups: readonly NamedGroup[];
  readonly units: readonly NamedUnit[];
}

/** A group or unit as its directory lists it. */
export interface ListedObject {
  readonly observed: Observed;
  /** Nobody made it: the root, or a group that the service or another directory keeps. */
  readonly isBuiltIn: boolean;
}

/**
 * Every group and unit of a directory, in as few calls as the service allows.
 * @throws RollcallError when the directory cannot be listed
 */
export async function listNamed(catalogue: Catalogue): Promise<NamedObjects> {
  const [groups, units = []] = await Promise.all([catalogue.groups(), catalogue.units?.()]);
  return { groups, units };
}

/** The same of one kind alone. */
export async function listObjects(kind: Kind, catalogue: Catalogue): Promise<readonly ListedObject[]> {
  if (kind.token === "Group") return listed(kind, { groups: await catalogue.groups(), units: [] });
  return listed(kind, { groups: [], units: (await catalogue.units?.()) ?? [] });
}

/** Ids of the groups and units that a user is declared in. */
export function groupsOf({ fields: table }: Kind, fields: Fields): readonly string[] {
  const ids = Object.entries(table).flatMap(([field, spec]) => (isReference(spec) ? [fields[field]].flat() : []));
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

/** What of a listing is of one kind, under the names of its fields. */
export function listed(kind: Kind, { groups, units }: NamedObjects): readonly ListedObject[] {
  if (kind.token === "Group")
    return groups.map((group) => ({ observed: observed(kind, group), isBuiltIn: group.automatic }));
  return units.map((unit) => ({ observed: observed(kind, unit), isBuiltIn: unit.parentId === undefined }));
}

function observed(kind: Kind, { id, name, fields }: NamedGroup | NamedUnit): Observed {
  const known = only(fields, (_, field) => Object.hasOwn(kind.fields, field));
  return { ref: { id, key: name }, fields: known, computed: {} };
}
