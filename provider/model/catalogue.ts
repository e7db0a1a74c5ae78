import { suggest } from "./suggest";
import type { Fields } from "./values";

/** A group as its directory lists it. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
  /** A label beside the name, which programs may use as well (CloudIdentity's display name). */
  readonly label?: string;
  /** The id that another system has for it. */
  readonly externalId?: string;
  /** The service itself, or another directory, decides who is in it. */
  readonly automatic: boolean;
  /** The program declares it; its id stands in for one that the run makes. */
  readonly isDeclared?: true;
  /** All that is told of it, under SDK names. */
  readonly fields: Fields;
}

/** An organisation or organizational unit as its directory lists it. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  /** Absent for the root. */
  readonly parentId?: string;
  readonly externalId?: string;
  /** The program declares it; its id stands in for one that the run makes. */
  readonly isDeclared?: true;
  readonly fields: Fields;
}

/** What a directory keeps beside users and calls by a name. Every answer is complete, in as few calls as the service allows. */
export interface Catalogue {
  /** The parents that are listed where none is named. */
  readonly place?: Fields;
  /** @param place whose parents to list, such as EIAM's instance */
  groups(place?: Fields): Promise<readonly NamedGroup[]>;
  /** All units with the root among them; absent where a directory has none. */
  units?(place?: Fields): Promise<readonly NamedUnit[]>;
}

/** What is meant, or why that cannot be told: a sentence without its subject, and what to write. */
export type Found<T> =
  | { readonly found: T }
  /** `isAmbiguous`: several are meant, as opposed to none. */
  | { readonly problem: string; readonly isAmbiguous?: true };

const MARK = /^id:\s*/;

/** What `id:` in front of a text marks as an id. */
export function markedId(written: string): string | undefined {
  return MARK.test(written) ? written.replace(MARK, "") : undefined;
}

/** A name as a segment of a path: `/` and `\` inside it are escaped. */
export function escaped(name: string): string {
  return name.replace(/[\\/]/g, (character) => `\\${character}`);
}

/** The segments of a path, unescaped and trimmed. */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.match(/(?:\\.|[^\\/])+/gu) ?? [];
  return segments.map((segment) => segment.replace(/\\(.)/gu, "$1").trim()).filter((segment) => segment !== "");
}

/** The group that a text names: by `id:`, by an id that is listed, by its exact name, else by its label. */
export function findGroup(groups: readonly NamedGroup[], written: string): Found<NamedGroup> {
  const id = markedId(written);
  if (id !== undefined) return byId(groups, id, "group");
  const name = plain(written);
  const bare = plain(written.replace(/\\([\\/])/g, "$1"));
  const named = groups.filter((group) => sameName(group.name, name) || sameName(group.name, bare));
  const labelled = groups.filter(
    ({ label }) => label !== undefined && (sameName(label, name) || sameName(label, bare)),
  );
  const candidates = named.length > 0 ? named : labelled;
  const listed = groups.find((group) => group.id === name);
  const all = [...new Set(listed === undefined ? candidates : [listed, ...candidates])];
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return { found: only };
  if (only !== undefined) return { problem: several("group", all, (group) => group.name), isAmbiguous: true };
  return {
    problem: absent(
      "group",
      name,
      groups.map((group) => group.name),
    ),
  };
}

/**
 * The unit that a path names, from below the root: `设计部/视觉组`, with the root's own name or a `/` in front if one likes. `/` alone is
 * the root. A name alone must belong to one unit in the whole tree.
 */
export function findUnit(units: readonly NamedUnit[], written: string): Found<NamedUnit> {
  const id = markedId(written);
  if (id !== undefined) return byId(units, id, "unit");
  const path = plain(written);
  const root = units.find(({ parentId }) => parentId === undefined);
  const listed = units.find((unit) => unit.id === path);
  if (listed !== undefined && !units.some((unit) => sameName(unit.name, path))) return { found: listed };
  const segments = segmentsOf(path);
  if (segments.length === 0) return root === undefined ? { problem: absent("unit", path, []) } : { found: root };
  const isFull = path.startsWith("/");
  const candidates =
    segments.length === 1 && !isFull
      ? units.filter(({ name }) => sameName(name, segments[0] ?? ""))
      : [
          ...below(units, root, segments),
          ...(root !== undefined && sameName(root.name, segments[0] ?? "")
            ? below(units, root, segments.slice(1))
            : []),
        ];
  const all = [...new Set(listed === undefined ? candidates : [listed, ...candidates])];
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return { found: only };
  if (only !== undefined)
    return { problem: several("unit", all, (unit) => `/${pathOf(units, unit)}`), isAmbiguous: true };
  const paths = units.filter((unit) => unit !== root).flatMap((unit) => [pathOf(units, unit), escaped(unit.name)]);
  return { problem: absent("unit", path, paths) };
}

/** The path of a unit from below the root; empty for the root itself. */
export function pathOf(units: readonly NamedUnit[], unit: NamedUnit): string {
  const byIds = new Map(units.map((one) => [one.id, one]));
  const segments: string[] = [];
  const seen = new Set<NamedUnit>();
  for (let at: NamedUnit | undefined = unit; at?.parentId !== undefined && !seen.has(at); at = byIds.get(at.parentId)) {
    seen.add(at);
    segments.unshift(escaped(at.name));
  }
  return segments.join("/");
}

function below(
  units: readonly NamedUnit[],
  root: NamedUnit | undefined,
  segments: readonly string[],
): readonly NamedUnit[] {
  let at: readonly NamedUnit[] = root === undefined ? [] : [root];
  for (const segment of segments) {
    const parents = new Set(at.map(({ id }) => id));
    at = units.filter(
      (unit) => unit.parentId !== undefined && parents.has(unit.parentId) && sameName(unit.name, segment),
    );
  }
  return at;
}

function byId<T extends { readonly id: string }>(all: readonly T[], id: string, noun: string): Found<T> {
  const found = all.find((one) => one.id === id);
  return found === undefined
    ? { problem: `is no ${noun} of the directory: no ${noun} has the id ${JSON.stringify(id)}.` }
    : { found };
}

function several<T extends { readonly id: string; readonly isDeclared?: true }>(
  noun: string,
  all: readonly T[],
  nameOf: (one: T) => string,
): string {
  const each = all
    .map((one) => `${nameOf(one)} (${one.isDeclared === true ? "of this program" : `id:${one.id}`})`)
    .join(", ");
  const byId = all.every(({ isDeclared }) => isDeclared === true)
    ? "Give them different names"
    : "Write the id: of the one that is meant";
  return `is borne by ${all.length} ${noun}s: ${each}. ${byId}${noun === "unit" ? ", or its full path with / in front" : ""}.`;
}

function absent(noun: string, name: string, names: readonly string[]): string {
  if (names.length === 0) return `cannot be resolved: the directory lists no ${noun}s.`;
  const near = names.find((one) => alike(one) === alike(name)) ?? suggest(name, names);
  return `is no ${noun} of the directory. ${near === undefined ? `Write its name as the directory has it, or id: and its id.` : `Did you mean "${near}"?`}`;
}

/** What people take for the same name and directories do not: width, case, doubled spaces. */
function alike(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function plain(written: string): string {
  return written.normalize("NFC").trim();
}

/** Whether two names are one: Unicode forms and blanks at their ends, which nobody sees, do not tell names apart. */
export function sameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}
