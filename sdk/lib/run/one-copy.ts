import { type Installed, installedAround, installedFrom, layoutProblem } from "../../../provider/pulumi/layout";
import { engineAddress, isRunner } from "./inline-run";
import { runError } from "./run-error";

/** What the copies of this package that one process loads have in common. */
interface Shared {
  readonly copy: Installed;
  /** By the engine's address: a process of the Automation API runs several programs. */
  readonly values: Map<string, unknown>;
}

const KEY = Symbol.for("rollcall.program");

/**
 * Makes something once for all copies of this package in a run: two of them, each with half of a program's users in view,
 * would each take the other half for leavers.
 * @param isMade whether a value is such a thing, whichever copy made it
 * @throws pulumi.RunError when copies of different versions meet, which need not understand each other.
 */
export function oncePerRun<T>(make: () => T, isMade: (value: unknown) => value is T, copy = ownCopy()): T {
  const holder: typeof globalThis & { [KEY]?: Shared } = globalThis;
  const shared = (holder[KEY] ??= { copy, values: new Map() });
  const run = engineAddress() ?? "";
  const value = shared.copy.version === copy.version ? (shared.values.get(run) ?? make()) : undefined;
  if (isMade(value)) {
    shared.values.set(run, value);
    return value;
  }
  throw runError(
    `Rollcall refuses this run; nothing was created or changed: two versions of rollcall are loaded, ${shared.copy.version} from ${shared.copy.folder} and ${copy.version} from ${copy.folder}. ` +
      "Remedy: Leave one copy: give program and libraries the same version (npm dedupe, pnpm dedupe), and name rollcall among the peerDependencies of libraries.",
  );
}

/** This copy; `undefined` until it is asked for, since every declaration asks. */
let own: Installed | undefined;

function ownCopy(): Installed {
  return (own ??= installedAround(__filename, "rollcall") ?? { folder: __dirname, version: "" });
}

/** Folders whose host finds this copy. */
const served = new Set<string>();

/** The file that Node was started with, and the folder of the program; read when the package is loaded, because a program may leave it later. */
const here = { main: require.main?.filename, folder: process.cwd() };

/**
 * Refuses a program whose users the engine could declare but not manage, because its host does not find this package from the
 * folder of the program. The host itself would print a stack trace after others have been created.
 * @throws pulumi.RunError with the folders and the remedy.
 */
export function requireHost({ main, folder } = here): void {
  // Plug'n'Play has no node_modules to look into; what resolves there is its own affair.
  if (main === undefined || !isRunner(main) || process.versions["pnp"] !== undefined) return;
  if (served.has(folder)) return;
  const declares = ownCopy();
  if (declares.version === "") return;
  const problem = layoutProblem({ program: folder, declares, manages: installedFrom(folder, "rollcall") });
  if (problem !== undefined)
    throw runError(
      `Rollcall refuses this run; nothing was created or changed: ${problem.found}. Remedy: ${problem.remedy}`,
    );
  served.add(folder);
}
