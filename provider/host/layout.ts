import type { Installed } from "./installed";

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
export function layoutProblem({ program, declares, manages }: Layout): { readonly found: string; readonly remedy: string } | undefined {
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
