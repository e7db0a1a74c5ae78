import { foldKey } from "../../sdk/lib/roster/cell/hygiene";
import { byName, grouped } from "../../provider/model/kept";
import { kindPlaceOf } from "../../provider/lifecycle/many/members";
import { type Kind, kindsOf } from "../../provider/model/kind";
import { pathOf } from "../../provider/model/catalogue";
import type { Context } from "../../provider/lifecycle/context";
import { type Fields, type Json, type Observed, only } from "../../provider/model/values";
import { listed, type NamedObjects } from "../stack/named-objects";
import { declare, type Omission } from "./declare";
import { withoutConfiguredPlace } from "../stack/open-account";

/** A group or unit of the cloud, and what the program declares of it. */
export interface ImportedGroup {
  readonly kind: Kind;
  /** Name of the resource: the group's name, the unit's path. */
  readonly name: string;
  readonly object: Observed;
  readonly fields: Fields;
  readonly omitted: readonly Omission[];
}

/** Groups and units to bring under management, parents before their children. */
export interface ImportedGroups {
  readonly taken: readonly ImportedGroup[];
  /** Those that cannot be declared, each with the reason. */
  readonly leftOut: readonly { readonly kind: Kind; readonly object: Observed; readonly reason: string }[];
  /** How many the service itself, or another directory, keeps. */
  readonly builtIn: number;
}

/**
 * What a program must declare so that its next run changes no group and no unit.
 * @param among ids of those to take, with the units above them; absent: all
 */
export function declareGroups(
  context: Context,
  named: NamedObjects,
  among: ReadonlySet<string> | undefined,
): ImportedGroups {
  const wanted = among === undefined ? undefined : withParents(among, named);
  const taken: ImportedGroup[] = [];
  const leftOut: ImportedGroups["leftOut"][number][] = [];
  let builtIn = 0;
  for (const kind of kindsOf(context.kind.directory).filter(({ token }) => token !== "User")) {
    const names = new Set<string>();
    const nameOf = resourceName(named);
    for (const { observed: object, isBuiltIn } of inOrder(kind, named)) {
      if (wanted !== undefined && !wanted.has(object.ref.id)) continue;
      if (isBuiltIn) {
        builtIn += 1;
        continue;
      }
      const told = withoutConfiguredPlace(context, kind, withoutOwnId(kind, object));
      const outcome = declare(kind, told, (field, value) => ({ fields: { [field]: value } }));
      if (!("fields" in outcome)) {
        leftOut.push({ kind, object, reason: outcome.reason });
        continue;
      }
      const plain = nameOf(object);
      // Names that differ in case alone are two, and names of resources on some machines are not.
      const name = names.has(foldKey(plain)) ? `${plain} ${object.ref.id}` : plain;
      names.add(foldKey(name));
      taken.push({ kind, name, object, fields: outcome.fields, omitted: outcome.omitted });
    }
  }
  return withoutTwins({ taken, leftOut, builtIn });
}

/** Most services take several of one name below a parent. A program may declare only one of them, and nobody can tell which is meant. */
function withoutTwins({ taken, leftOut, ...others }: ImportedGroups): ImportedGroups {
  const places = grouped(taken, ({ kind, fields }) => [kindPlaceOf(kind, fields)]);
  const isTwin = ({ kind, fields }: ImportedGroup): boolean => (places.get(kindPlaceOf(kind, fields)) ?? []).length > 1;
  const twins = taken
    .filter(isTwin)
    .map(({ kind, object }) => ({
      kind,
      object,
      reason: `several ${kind.noun}s have this name, and a program can declare only one of them (this one is ${object.ref.id}); rename the others first`,
    }));
  return { ...others, taken: taken.filter((one) => !isTwin(one)), leftOut: [...leftOut, ...twins] };
}

/** Where nobody has given an id of another system, a service repeats its own. */
function withoutOwnId(kind: Kind, object: Observed): Observed {
  const isOwn = (value: Json, field: string): boolean =>
    kind.fields[field]?.means === "external-id" && value === object.ref.id;
  return { ...object, fields: only(object.fields, (value, field) => !isOwn(value, field)) };
}

function resourceName({ units }: NamedObjects): (object: Observed) => string {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return ({ ref }) => {
    const unit = byId.get(ref.id);
    return unit === undefined ? ref.key : pathOf(units, unit);
  };
}

/** The same files for the same directory, and what is above before what is below. */
function inOrder(kind: Kind, named: NamedObjects): ReturnType<typeof listed> {
  const nameOf = resourceName(named);
  const parents = new Map(named.units.map(({ id, parentId }) => [id, parentId]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = parents.get(id); at !== undefined && depth < parents.size; at = parents.get(at)) depth++;
    return depth;
  };
  const sorted = byName(listed(kind, named), ({ observed }) => [nameOf(observed), observed.ref.id]);
  return [...sorted].sort((left, right) => depthOf(left.observed.ref.id) - depthOf(right.observed.ref.id));
}

function withParents(ids: ReadonlySet<string>, { units }: NamedObjects): ReadonlySet<string> {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const all = new Set(ids);
  for (const id of ids)
    for (let at = parents.get(id); at !== undefined && !all.has(at); at = parents.get(at)) all.add(at);
  return all;
}
