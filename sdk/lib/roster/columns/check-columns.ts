import type { Kind } from "../../../../provider/model/kind";
import { suggest } from "../../../../provider/model/suggest";
import type { Fields } from "../../../../provider/model/values";
import { fold } from "../cell/cells";
import type { ColumnMap } from "./columns";
import type { Sheet } from "../entry";
import {
  accessIn,
  isColumnOfRoster,
  isDirectoryColumn,
  isIgnoredColumn,
  resolveColumn,
  unknownColumn,
} from "./headers";
import { inspectText, visible } from "../cell/hygiene";
import { describePlace, type Place, type Problem } from "../problem";
import { saysOpposite } from "../cell/status";

/** What is wrong with the roster's `columns`: meanings that no directory of the roster has, or that turn a column's sense around. */
export function checkColumnMap(columns: ColumnMap, used: readonly Kind[]): readonly Problem[] {
  return Object.entries(columns).flatMap(([column, meaning]): readonly Problem[] => {
    if (meaning === null) return [];
    const text = problemOf(column, meaning, used);
    return text === undefined ? [] : [{ text: `columns: ${text}` }];
  });
}

function problemOf(column: string, meaning: string, used: readonly Kind[]): string | undefined {
  const name = JSON.stringify(visible(column));
  if (used.length === 0 || isColumnOfRoster(meaning)) return undefined;
  const targets = used.flatMap((kind) => {
    const target = resolveColumn(meaning, kind);
    return target === undefined ? [] : [{ says: accessIn(kind, target) }];
  });
  if (targets.length === 0)
    return `${name} is given ${JSON.stringify(visible(meaning))}, but ${unknownColumn(visible(meaning), used)}`;
  const opposite = targets.find(({ says }) => says !== undefined && saysOpposite(column, says));
  if (opposite === undefined) return undefined;
  return `${name} says the opposite of ${visible(meaning)} by its name, so that everybody would be turned on who is off. Leave it out with { ${name}: null }, and write the column ${visible(meaning)} as it is meant.`;
}

/** What is wrong with the header of a CSV or workbook: names that no directory of the roster knows, repeated names, invisible characters. */
export function checkColumns({ columns }: Sheet, used: readonly Kind[]): readonly Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, Place>();
  for (const { name, namePlace: place, written } of columns) {
    const called = written ?? name;
    if (called === "" || isIgnoredColumn(name)) continue;
    const unseen = written === undefined ? inspectText(name) : undefined;
    const before = first.get(fold(called));
    if (unseen !== undefined) problems.push({ place, text: `column ${JSON.stringify(visible(name))} ${unseen}` });
    else if (before !== undefined)
      problems.push({
        place,
        text: `repeats the column ${JSON.stringify(visible(called))} of ${describePlace(before)}. Keep one.`,
      });
    else if (!isKnown(name, used)) problems.push({ place, text: unknownColumn(visible(name), used) });
    first.set(fold(called), before ?? place);
  }
  return problems;
}

/** Whether a header names nothing of ours: then its rows are no people, and it alone is worth telling. */
export function namesNothing({ columns }: Sheet, used: readonly Kind[]): boolean {
  return columns.length > 0 && used.length > 0 && !columns.some(({ name }) => name !== "" && isKnown(name, used));
}

/** Required fields for which a header has neither a column nor a default: one problem a field instead of one a person. */
export function missingFields({ columns }: Sheet, kind: Kind, defaults: Fields): ReadonlySet<string> {
  if (columns.length === 0) return new Set();
  const given = new Set([...Object.keys(defaults), ...columns.map(({ name }) => resolveColumn(name, kind)?.field)]);
  return new Set(
    Object.entries(kind.fields).flatMap(([name, spec]) => (spec.required && !given.has(name) ? [name] : [])),
  );
}

/** The problems to {@link missingFields}. */
export function describeMissing(sheet: Sheet, kind: Kind, missing: ReadonlySet<string>): readonly Problem[] {
  const header = sheet.columns[0]?.namePlace;
  if (header === undefined) return [];
  const { column: _first, ...place } = header;
  const isElsewhere = sheet.columns.every(
    ({ name }) => resolveColumn(name, kind) === undefined && !isDirectoryColumn(name),
  );
  return [...missing].map((name) => ({
    place,
    text: `has no column ${name}, which ${kind.directory.name} users need (${kind.fields[name]?.source ?? kind.directory.title}). Add it${name === kind.naturalKey ? "" : ", or give it in defaults"}${isElsewhere ? ", or say in headerLine which line names the columns" : ""}.`,
  }));
}

/** Defaults that no directory of the roster knows, and a default for what tells people apart. */
export function checkDefaults(defaults: Fields, used: readonly Kind[]): readonly Problem[] {
  return Object.keys(defaults).flatMap((name): Problem[] => {
    if (used.some((kind) => kind.naturalKey === name))
      return [{ text: `defaults: ${name} tells people apart and has no default. Give each person one.` }];
    if (used.length === 0 || used.some((kind) => Object.hasOwn(kind.fields, name))) return [];
    const known = used.flatMap((kind) => Object.keys(kind.fields));
    const near = suggest(name, known);
    return [
      {
        text: `defaults: ${JSON.stringify(visible(name))} is not a field of ${used.map((one) => one.directory.name).join(" or ")} users. ${near === undefined ? `Known: ${known.join(", ")}.` : `Did you mean ${near}?`}`,
      },
    ];
  });
}

function isKnown(name: string, used: readonly Kind[]): boolean {
  return used.length === 0 || isColumnOfRoster(name) || used.some((kind) => resolveColumn(name, kind) !== undefined);
}
