import { type NamedGroup, type NamedUnit, sameName } from "../../../provider/model/catalogue";
import { fieldThatMeans } from "../../../provider/model/field";
import { isUnknown } from "../../../provider/model/values";
import { type DeclaredName, nameOf, parentField, standIn } from "./declared";

/** What names may mean: what the program declares in front of what the directory lists. */
export interface Merged<T> {
  readonly all: readonly T[];
  /** The declaration behind each stand-in of an id. */
  readonly behind: ReadonlyMap<string, DeclaredName>;
}

/**
 * The groups of a directory with those that the program declares. One that the directory lists under the name of a declared one
 * is that one, or is not the one that is meant.
 */
export function withDeclaredGroups(own: readonly DeclaredName[], listed: readonly NamedGroup[]): Merged<NamedGroup> {
  const added = own.map((one, index): NamedGroup => {
    const fields = one.values();
    const written = fields[fieldThatMeans(one.kind.fields, "name") ?? ""];
    return {
      id: standIn(one, index),
      name: nameOf(one),
      ...(typeof written === "string" && written !== "" && !isUnknown(written) && { label: written }),
      automatic: Object.entries(one.kind.automatic ?? {}).some(([field, value]) => fields[field] === value),
      isDeclared: true,
      fields: {},
    };
  });
  const isTaken = (name: string | undefined, of: (one: NamedGroup) => string | undefined): boolean =>
    name !== undefined && added.some((one) => sameName(of(one) ?? "", name));
  const others = listed.flatMap(({ label, ...group }): readonly NamedGroup[] => {
    if (isTaken(group.name, ({ name }) => name)) return [];
    // One that is replaced by another name keeps its label until it goes.
    return [label === undefined || isTaken(label, (one) => one.label) ? group : { ...group, label }];
  });
  return { all: [...added, ...others], behind: new Map(own.map((one, index) => [standIn(one, index), one])) };
}

/**
 * The units of a directory with those that the program declares, so that a path finds either. A unit that the directory lists at
 * the place of a declared one is that one: what is below it is below the declared one.
 */
export function withDeclaredUnits(own: readonly DeclaredName[], listed: readonly NamedUnit[]): Merged<NamedUnit> {
  const root = listed.find(({ parentId }) => parentId === undefined);
  const ids = new Map(own.map((one, index) => [one, standIn(one, index)]));
  const added = own.flatMap((one): readonly NamedUnit[] => {
    const [id, parentId] = [ids.get(one), parentOf(one, own, ids, root)];
    return id === undefined || parentId === undefined
      ? []
      : [{ id, name: nameOf(one), parentId, isDeclared: true, fields: {} }];
  });
  const twins = twinsOf(added, listed);
  const all = [...added, ...listed.filter(({ id }) => !twins.has(id))].map((unit) =>
    unit.parentId === undefined ? unit : { ...unit, parentId: twins.get(unit.parentId) ?? unit.parentId },
  );
  return { all, behind: new Map([...ids].map(([one, id]) => [id, one])) };
}

function parentOf(
  one: DeclaredName,
  own: readonly DeclaredName[],
  ids: ReadonlyMap<DeclaredName, string>,
  root: NamedUnit | undefined,
): string | undefined {
  const { kind, parent } = one;
  if (parent === undefined) return root?.id;
  const above = own.find(({ standsFor }) => standsFor.includes(parent));
  if (above !== undefined) return ids.get(above);
  const id = one.values()[parentField(kind) ?? ""];
  return typeof id === "string" && !isUnknown(id) ? id : undefined;
}

/** The declared unit in whose place each listed one stands, by the listed one's id; from the root down, as parents become known. */
function twinsOf(added: readonly NamedUnit[], listed: readonly NamedUnit[]): ReadonlyMap<string, string> {
  const twins = new Map<string, string>();
  const placeOf = (parent: string): string => twins.get(parent) ?? parent;
  for (let before = -1; before !== twins.size;) {
    before = twins.size;
    for (const unit of added)
      for (const other of listed) {
        if (twins.has(other.id) || unit.parentId === undefined || other.parentId === undefined) continue;
        if (placeOf(other.parentId) === placeOf(unit.parentId) && sameName(other.name, unit.name))
          twins.set(other.id, unit.id);
      }
  }
  return twins;
}
