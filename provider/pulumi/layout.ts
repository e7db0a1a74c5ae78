import { record, text } from "../model/values";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

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
export function installedFrom(
  folder: string,
  name: string,
  nodePath: string = process.env["NODE_PATH"] ?? "",
): Installed | undefined {
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

/** Where the engine looks for Rollcall, and what it finds. */
export interface Layout {
  /** Folder of the program, where the engine's host of dynamic providers starts. */
  readonly program: string;
  /** The copy that declares the users. */
  readonly declares: Installed;
  /** The copy that the host would load to manage them. */
  readonly manages: Installed | undefined;
}

/** Why nobody could be managed from where Rollcall is installed, and what to do; `undefined` when all is well. */
export function layoutProblem({
  program,
  declares,
  manages,
}: Layout): { readonly found: string; readonly remedy: string } | undefined {
  if (manages === undefined) {
    return {
      found: `the engine looks for rollcall from the folder of the program, ${program}, and finds none; the copy that declares the users is elsewhere, in ${declares.folder}`,
      remedy: `${install(program, declares)}${hoist(declares)}`,
    };
  }
  if (manages.version === declares.version) return undefined;
  return {
    found: `two versions of rollcall meet: ${declares.version} in ${declares.folder} declares the users, ${manages.version} in ${manages.folder} would manage them`,
    remedy: `${install(program, declares)} Packages that declare users name rollcall among their peerDependencies, so that there is one copy.`,
  };
}

function install(program: string, { version }: Installed): string {
  return `Install it for the program itself: npm install rollcall@${version} in ${program} (pnpm add, yarn add).`;
}

/** pnpm keeps what is not a direct dependency in a store of its own, where only its dependants see it. */
function hoist({ folder }: Installed): string {
  return /[\\/]\.pnpm[\\/]/.test(folder) ? " With pnpm, public-hoist-pattern[]=rollcall in .npmrc does as well." : "";
}
