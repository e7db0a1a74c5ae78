import { findGroup, findUnit, pathOf } from "../../provider/model/catalogue";
import type { Kind } from "../../provider/model/kind";
import { type Fields, type Json, mapped } from "../../provider/model/values";
import { isReference, readNames } from "../../sdk/lib/roster/people/references";
import { markedForSheets } from "../../sdk/lib/roster/cell/written";
import type { NamedObjects } from "../stack/named-objects";

/** A person's fields as a roster by names holds them: names and paths, and `id:` with the id where no name is sure to be found again. */
export function namesWriter(kind: Kind, named: NamedObjects): (fields: Fields) => Fields {
  const groups = new Map(named.groups.map((group) => [group.id, findable(groupNames(named, group.id))]));
  const units = new Map(named.units.map((unit) => [unit.id, findable(unitPaths(named, unit.id))]));
  return (fields) =>
    mapped(fields, (value, field): Json => {
      const spec = kind.fields[field];
      if (spec === undefined || !isReference(spec)) return value;
      const known = spec.means === "groups" ? groups : units;
      const write = (id: Json): Json => (typeof id === "string" && id !== "" ? (known.get(id) ?? `id:${id}`) : id);
      return Array.isArray(value) ? value.map(write) : write(value);
    });
}

/** Texts that a roster finds this group by, best first. */
function groupNames({ groups }: NamedObjects, id: string): readonly string[] {
  const group = groups.find((one) => one.id === id);
  if (group === undefined) return [];
  const found = findGroup(groups, group.name);
  return "found" in found && found.found.id === id ? [group.name] : [];
}

function unitPaths({ units }: NamedObjects, id: string): readonly string[] {
  const unit = units.find((one) => one.id === id);
  if (unit === undefined) return [];
  const path = pathOf(units, unit);
  return [path, `/${path}`].filter((written) => {
    const found = findUnit(units, written);
    return written !== "" && "found" in found && found.found.id === id;
  });
}

/** The first text that comes out of a cell as it went in, whatever a spreadsheet makes of it. */
function findable(texts: readonly string[]): string | undefined {
  return texts.find((text) => {
    const read = readNames(text, true);
    const isKept = !("problem" in read) && read.length === 1 && read[0] === text && text.trim() === text;
    return isKept && markedForSheets(text) === text && !/^\s*[=@+-]/.test(text) && !text.startsWith("id:");
  });
}
