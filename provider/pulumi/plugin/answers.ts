import type { FieldChange } from "../../lifecycle/diff";
import type { Kind } from "../../model/kind";
import { type Bag, type Fields, found, isUnknown, record, UNKNOWN } from "../../model/values";
import type { Refusal, ResourceDiff } from "../contract";
import type { ChangeKind, CheckFailure, Diffed } from "./messages";
import type { Served } from "./served";
import { type Opened, pathText } from "./wire-values";

/**
 * A refusal as the engine takes it. The engine prints the value of the property that a failure names, and only of one at the
 * top: so a secret is not named, and neither is somebody in a set, whose place stands in the text.
 * @param former what was declared by the last run, of a set with an object of all fields for each member
 */
export function checkFailure(
  { fields }: Kind,
  { values, secret }: Opened,
  former: Bag,
  { path, text }: Refusal,
  clean: (text: string) => string,
): CheckFailure {
  const [field = "", ...deeper] = path;
  const isHidden =
    deeper.length > 0 ||
    fields[field]?.secret === true ||
    secret.some(([first]) => first === field) ||
    isUnknown(values[field]);
  const reason = clean(text);
  const hint = lacksValue(values, path) ? LEFT_OUT : takenOut(values, former, path);
  return { property: isHidden ? "" : field, reason: hint === undefined ? reason : `${reason} ${hint}` };
}

/** The engine gives no value where the resource that has it takes no part in the run, and does not say so. */
const LEFT_OUT =
  "If the value comes from a resource that this run leaves out (--target or --exclude), there is none: target that one as well, or run without the option. Where there is nothing to declare, leave it out: null, None and NaN are no values.";

function lacksValue(values: Fields, path: readonly string[]): boolean {
  const value = path.reduce<unknown>((within, step) => record(within)[step], values);
  return value === null || (Array.isArray(value) && value.includes(null));
}

/**
 * The engine looks for the former value of a single field among a member's fields. State has the member as a text, so that it finds none
 * and takes the field out (pulumi pkg, `processIgnoreChanges`).
 */
function takenOut(values: Bag, former: Bag, [users = "", member]: readonly string[]): string | undefined {
  if (users !== "users" || member === undefined) return undefined;
  const [before, after] = [former, values].map((one) => record(record(one[users])[member]));
  const gone = Object.keys(before ?? {}).filter((field) => !Object.hasOwn(after ?? {}, field));
  if (gone.length === 0) return undefined;
  return `Gone since the last run: ${gone.join(", ")}. If the option ignoreChanges names that, Pulumi took it out: on a set it may name whole members alone.`;
}

const KINDS: Readonly<Record<FieldChange["kind"], readonly [ChangeKind, ChangeKind]>> = {
  add: ["ADD", "ADD_REPLACE"],
  delete: ["DELETE", "DELETE_REPLACE"],
  update: ["UPDATE", "UPDATE_REPLACE"],
};

/** The output that keeps a set's accounts that a run could not end; no input shows them. */
const LEFTOVERS = "leaving";

/**
 * A difference property by property, as the engine shows it.
 * @param placeOf where a change stands in the properties that the engine compares
 */
export function detailedDiff(
  { changes, fields, replaces, deleteBeforeReplace }: ResourceDiff,
  placeOf: (path: readonly string[]) => readonly string[],
): Diffed {
  const detailed = fields.map(({ path, kind, replaces: needsNew }): [string, ChangeKind] => {
    const place = placeOf(path);
    // What stands in a text changes the text, whatever becomes of the value.
    return [pathText(place), KINDS[place.length < path.length ? "update" : kind][needsNew ? 1 : 0]];
  });
  return {
    changes: changes === "none" ? "NONE" : changes === "open" ? "UNKNOWN" : "SOME",
    replaces,
    deleteBeforeReplace,
    detailed: new Map(changes === "unseen" ? [[LEFTOVERS, "DELETE"]] : detailed),
  };
}

/** What a preview can tell of a resource that is not there yet: all that is declared, and what of the rest is certain. */
export function createdPreview({ kind, many }: Served, inputs: Fields): Fields {
  const computed = Object.keys(kind.computed ?? {}).map((name) => [name, UNKNOWN] as const);
  if (many) return { ...inputs, ...(idIsKey(kind) ? {} : { ids: UNKNOWN }) };
  const id = idIsKey(kind) ? (inputs[kind.naturalKey] ?? UNKNOWN) : UNKNOWN;
  return { ...inputs, ...Object.fromEntries(computed), [kind.idOutput]: id };
}

/** The same of one that would be updated: who it is and what the directory computes stays. */
export function updatedPreview({ kind, many }: Served, olds: Fields, inputs: Fields): Fields {
  const kept = many ? ["ids", "adopted"] : [kind.idOutput, "adopted"];
  const names = [...kept, ...Object.keys(kind.computed ?? {})];
  return {
    ...found(names, (name) => olds[name]),
    ...inputs,
    // Members who join get ids of their own.
    ...(many && !idIsKey(kind) && { ids: UNKNOWN }),
  };
}

function idIsKey({ naturalKey, idOutput }: Kind): boolean {
  return naturalKey === idOutput;
}
