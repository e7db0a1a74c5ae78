import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { record, text } from "../json";

/** An installed copy of a package. */
export interface Installed {
  /** Where it really stands, links followed. */
  readonly folder: string;
  readonly version: string;
}

/**
 * The copy of a package that code in a folder gets: from its `node_modules`, then those of the folders above, then NODE_PATH.
 * The engine's host of dynamic providers looks Rollcall up in this way from the folder of the program. It knows no package
 * around that folder, so this asks the disk and not `require`, which would find its own package by name.
 */
export function installedFrom(folder: string, name: string, nodePath: string = process.env["NODE_PATH"] ?? ""): Installed | undefined {
  const places = [...modulesAbove(resolve(folder)), ...nodePath.split(delimiter).filter((place) => place !== "")];
  const found = places.map((place) => join(place, name)).find((place) => existsSync(join(place, "package.json")));
  return found === undefined ? undefined : { folder: realpathSync(found), version: manifestOf(found).version };
}

/** The copy of a package to which a file belongs. */
export function installedAround(file: string, name: string): Installed | undefined {
  const folder = dirname(file);
  const manifest = manifestOf(folder);
  if (manifest.name === name) return { folder, version: manifest.version };
  return folder === dirname(folder) ? undefined : installedAround(folder, name);
}

function modulesAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return [join(folder, "node_modules"), ...(above === folder ? [] : modulesAbove(above))];
}

function manifestOf(folder: string): { readonly name: string; readonly version: string } {
  const file = join(folder, "package.json");
  const facts = existsSync(file) ? record(JSON.parse(readFileSync(file, "utf8"))) : {};
  return { name: text(facts["name"]) ?? "", version: text(facts["version"]) ?? "" };
}
