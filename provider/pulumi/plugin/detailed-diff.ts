import type { FieldChange } from "../../lifecycle/diff";
import type { ResourceDiff } from "../contract";
import type { ChangeKind, Diffed } from "./messages";
import { pathText } from "./wire-values";

const KINDS: Readonly<Record<FieldChange["kind"], readonly [ChangeKind, ChangeKind]>> = {
  add: ["ADD", "ADD_REPLACE"],
  delete: ["DELETE", "DELETE_REPLACE"],
  update: ["UPDATE", "UPDATE_REPLACE"],
};

/** The output in which a set keeps accounts that a run could not end; no input shows them. */
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
