import { isAbsolute, join, resolve } from "node:path";
import { firstSet } from "./environment-keys";
import { messageOf } from "../../model/error";
import { type Bag, isBag, record, text } from "../../model/values";
import type { Settings } from "../settings";
import { sourceProblem } from "./source";
import type { World } from "./world";

/** The home folder in which the vendors' tools keep their files. Never the working folder, whose files may be anybody's. */
export function homeOf(settings: Settings, world: Pick<World, "home">): string {
  return settings.variable("HOME") ?? settings.variable("USERPROFILE") ?? world.home();
}

/** A path as somebody wrote it: absolute, below `~`, or below the working folder. */
export function pathOf(written: string, home: string): string {
  if (written === "~" || /^~[/\\]/.test(written)) return join(home, written.slice(1));
  return isAbsolute(written) ? written : resolve(written);
}

/**
 * The text of a file that may not be there.
 * @param what names the file in errors, e.g. `the profile file`
 * @throws RollcallError ERR_CONFIG when it is a folder, may not be read, or is not UTF-8
 */
export function readIfThere(world: Pick<World, "readFile">, path: string, what: string): string | undefined {
  const text = rawText(world, path, what);
  // Keys, tokens and what the vendors' tools write are ASCII: Windows PowerShell's redirection writes UTF-16, which would be taken apart.
  if (text !== undefined && /[\0\uFFFD]/.test(text))
    throw sourceProblem(`${what} ${path} is not UTF-8 text; it may be UTF-16.`, "Save it as UTF-8.");
  return text?.replace(/^\uFEFF/, "");
}

function rawText(world: Pick<World, "readFile">, path: string, what: string): string | undefined {
  try {
    return world.readFile(path);
  } catch (error) {
    const code = text(record(error)["code"]) ?? "unknown reason";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    const [reason, remedy] =
      code === "EISDIR"
        ? ["is a folder, not a file", "Name a file."]
        : [`cannot be read (${code})`, "Let the user who runs this read it (chmod), or name another file."];
    throw sourceProblem(`${what} ${path} ${reason}.`, remedy);
  }
}

/** The text of a file that must be there and hold something. @throws RollcallError ERR_CONFIG */
export function readNeeded(world: Pick<World, "readFile">, path: string, what: string): string {
  const text = readIfThere(world, path, what);
  if (text === undefined)
    throw sourceProblem(`${what} ${path} does not exist.`, "Correct the path, or write the file.");
  if (text.trim() === "") throw sourceProblem(`${what} ${path} is empty.`, "Write the file again, or name another.");
  return text;
}

/**
 * The file of a vendor's tool: the one that a variable names, which must be there then, else the usual one; `undefined` where that
 * is not there or is empty.
 * @param usual its path below the home folder
 * @param what names it in errors
 * @throws RollcallError ERR_CONFIG
 */
export function toolFile(
  { settings, world }: { readonly settings: Settings; readonly world: Pick<World, "home" | "readFile"> },
  variables: readonly string[],
  usual: readonly string[],
  what: string,
): { readonly path: string; readonly content: string } | undefined {
  const home = homeOf(settings, world);
  const said = firstSet(variables, settings);
  const path = said === undefined ? join(home, ...usual) : pathOf(said.value, home);
  const content =
    said === undefined ? readIfThere(world, path, what) : readNeeded(world, path, `the file of ${said.name},`);
  return content === undefined || content.trim() === "" ? undefined : { path, content };
}

/**
 * JSON out of a file's text. An error tells the place and nothing of the text around it, which may be a secret.
 * @throws RollcallError ERR_CONFIG
 */
export function parseJson(text: string, path: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const at = /position (\d+)/.exec(messageOf(error))?.[1];
    const place = at === undefined ? "" : ` at ${lineAndColumn(text, Number(at))}`;
    throw sourceProblem(
      `${what} ${path} is not valid JSON${place}.`,
      "Repair the file, or let the tool that wrote it write it again.",
    );
  }
}

/**
 * A JSON object out of a file's text.
 * @throws RollcallError ERR_CONFIG, also for other JSON: keys of the next source would be somebody else's
 */
export function parseObject(text: string, path: string, what: string): Bag {
  const value = parseJson(text, path, what);
  if (isBag(value)) return value;
  throw sourceProblem(
    `${what} ${path} holds JSON, but no object.`,
    "Let the tool that wrote it write it again, or remove it.",
  );
}

function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}

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
