import type { Directory, Kind } from "../../../../provider/model/kind";
import { suggest } from "../../../../provider/model/suggest";
import { type Entry, isRawMap } from "../entry";
import { isDirectoryColumn } from "./headers";
import { visible } from "../cell/hygiene";
import type { Problem } from "../problem";

/** The directories Rollcall knows, by name. */
export type Directories = Readonly<Record<string, Directory>>;

/**
 * The kinds of users that an entry declares, by the directories it belongs to: those its `directory` cell names (several between `;`, for one person in several clouds), else the
 * roster's own. Names that mean nothing are problems.
 */
export function chooseDirectories(
  entry: Entry,
  directories: Directories,
  fallback: string | undefined,
  problems: Problem[],
): readonly Kind[] {
  const cell = entry.cells.find(({ name }) => isDirectoryColumn(name));
  const raw = cell?.raw ?? fallback ?? "";
  const names = typeof raw === "string" ? raw.split(/[;|,；，]/) : isRawMap(raw) ? [] : [...raw].map(String);
  const wanted = [...new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ""))];
  if (wanted.length === 0)
    problems.push({
      place: entry.place,
      text: `names no directory. Add a column directory, or give the roster one: ${Object.keys(directories).join(", ")}.`,
    });
  return wanted.flatMap((name) => {
    const directory = Object.values(directories).find((candidate) => candidate.name === name);
    if (directory !== undefined) return [directory.kinds.User];
    const near = suggest(name, Object.keys(directories));
    const remedy = near === undefined ? `Known: ${Object.keys(directories).join(", ")}.` : `Did you mean ${near}?`;
    problems.push({
      place: cell?.place ?? entry.place,
      text: `${JSON.stringify(visible(name))} is not a directory. ${remedy}`,
    });
    return [];
  });
}
