import { sourceProblem } from "./problem";

/** Sections of an INI file by name, each with its values by key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads an INI file as the vendors' Python and Go SDKs do: `[section]`, `key = value`, comments on lines of their own. A value
 * is taken whole, since a secret may hold `;` and `#`. Whatever is none of these, or there twice, is an error, told by its line alone.
 * @throws RollcallError ERR_CONFIG
 */
export function parseIni(text: string, path: string, what: string): Ini {
  const twice = (line: number, which: string): Error =>
    sourceProblem(
      `${what} ${path}: line ${line} repeats ${which}, and nobody can tell whose keys are meant.`,
      "Rename or delete one of the two.",
    );
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || /^[#;]/.test(line)) continue;
    const name = /^\[([^\]]+)\]$/.exec(line)?.[1]?.trim();
    if (name !== undefined) {
      if (sections.has(name)) throw twice(index + 1, `the section [${name}]`);
      section = new Map<string, string>();
      sections.set(name, section);
      continue;
    }
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (section === undefined || key === undefined || value === undefined) {
      const rule =
        section === undefined ? "stands before the first [section]" : "is neither a [section] nor key = value";
      throw sourceProblem(`${what} ${path}: line ${index + 1} ${rule}.`, "Repair the file.");
    }
    if (section.has(key.toLowerCase())) throw twice(index + 1, "a key of its section");
    section.set(key.toLowerCase(), unquoted(value));
  }
  return sections;
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
