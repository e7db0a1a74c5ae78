import { type Installed, installedAround } from "../provider/host/installed";
import { runError } from "./run-error";

/** What the copies of this package that one process loads have in common. */
interface Shared {
  readonly copy: Installed;
  readonly value: unknown;
}

const KEY = Symbol.for("rollcall.program");

/**
 * Makes something once for all copies of this package in a process: two of them, each with half of a program's users in view,
 * would each take the other half for leavers.
 * @param isMade whether a value is such a thing, whichever copy made it
 * @throws pulumi.RunError when copies of different versions meet, which need not understand each other.
 */
export function oncePerProcess<T>(make: () => T, isMade: (value: unknown) => value is T, copy: Installed = ownCopy()): T {
  const holder: typeof globalThis & { [KEY]?: Shared } = globalThis;
  const shared = (holder[KEY] ??= { copy, value: make() });
  if (shared.copy.version === copy.version && isMade(shared.value)) return shared.value;
  throw runError(
    `Rollcall refuses this run; nothing was created or changed: two versions of rollcall are loaded, ${shared.copy.version} from ${shared.copy.folder} and ${copy.version} from ${copy.folder}. ` +
      "Remedy: Leave one copy: give program and libraries the same version (npm dedupe, pnpm dedupe), and name rollcall among the peerDependencies of libraries.",
  );
}

function ownCopy(): Installed {
  return installedAround(__filename, "rollcall") ?? { folder: __dirname, version: "" };
}
