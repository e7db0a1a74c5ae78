import { directories } from "../../provider/directories";
import type { Kind } from "../../provider/model/kind";
import { type Bag, type Fields, isUnknown, type Json, UNKNOWN } from "../../provider/model/values";
import { kindOfType, ROSTER_TYPE } from "../../provider/pulumi/names";
import { memoryOf, toldNames } from "../../sdk/lib/names/memory";
import { isReference } from "../../sdk/lib/roster/people/references";
import { type GroupOf, holdsSecret } from "../report/field-values";
import type { Preview, Step } from "./read-preview";
import { formerProperties, moveOf, typeOf } from "./steps";

/** What a preview tells of groups and units: their names, and which of them only the update will make. */
export class GroupNames {
  private readonly names = new Map<string, string>();
  private readonly made = new Map<string, Kind>();
  private readonly urns = new Set<string>();

  constructor({ steps, names }: Pick<Preview, "steps" | "names">) {
    for (const step of steps.filter((one) => typeOf(one) === ROSTER_TYPE)) this.noteRoster(step);
    for (const { directory, id, name } of names) this.names.set(placeOf(directory, id), name);
    for (const step of steps) {
      const kind = kindOfType(typeOf(step), directories)?.kind;
      if (kind !== undefined && kind.token !== "User") this.noteGroup(kind, step);
    }
  }

  /** A group or unit by its id; one that only the update will make by its URN. */
  readonly groupOf: GroupOf = (directory, id) => {
    const name = this.names.get(placeOf(directory, id));
    if (name === undefined) return undefined;
    return { name, ...(this.made.has(id) && { isNew: true }) };
  };

  /** Whether a resource is a group or unit. */
  isGroup(urn: string): boolean {
    return this.urns.has(urn);
  }

  /** The kind of a group or unit that only the update will make; `undefined` for every other resource. */
  madeKind(urn: string): Kind | undefined {
    return this.made.get(urn);
  }

  /** What a roster remembers of the names that it writes. */
  private noteRoster({ oldState, newState }: Step): void {
    for (const state of [oldState, newState])
      for (const { directory, id, name } of toldNames(memoryOf(state?.outputs?.["references"])))
        this.names.set(placeOf(directory, id), name);
  }

  private noteGroup(kind: Kind, step: Step): void {
    const { oldState, newState, urn } = step;
    this.urns.add(urn);
    const name =
      nameIn(kind, newState?.inputs) ?? nameIn(kind, newState?.outputs) ?? nameIn(kind, formerProperties(oldState));
    if (name === undefined) return;
    const id = oldState?.id ?? newState?.id ?? "";
    if (id !== "") this.names.set(placeOf(kind.directory.name, id), nameIn(kind, formerProperties(oldState)) ?? name);
    if (!["joins", "replaced"].includes(moveOf(step)) || newState?.external === true || step.op.startsWith("import"))
      return;
    this.names.set(placeOf(kind.directory.name, urn), name);
    this.made.set(urn, kind);
  }
}

function nameIn(kind: Kind, properties: Bag | null | undefined): string | undefined {
  const name = properties?.[kind.naturalKey];
  return typeof name === "string" && name !== "" && !isUnknown(name) && !holdsSecret(name) ? name : undefined;
}

function placeOf(directory: string, id: string): string {
  return `${directory} ${id}`;
}

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
