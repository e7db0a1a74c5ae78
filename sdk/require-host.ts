import { installedAround, installedFrom } from "../provider/host/installed";
import { layoutProblem } from "../provider/host/layout";
import { runError } from "./run-error";

/** The engine's runner of programs. Elsewhere (tests with mocks, the Automation API) the host's folder is not this process's. */
const RUNNER = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]/;

/** A running program, as far as the layout of its packages goes. */
export interface ProgramPlace {
  /** The file that Node was started with. */
  readonly main: string | undefined;
  /** Folder of the program. */
  readonly folder: string;
}

/** Where this program runs; read when the package is loaded, because a program may leave its folder later. */
const here: ProgramPlace = { main: require.main?.filename, folder: process.cwd() };

/**
 * Refuses a program whose users the engine could declare but not manage, because its host does not find this package from the
 * folder of the program. The host itself would print a stack trace after others have been created.
 * @throws pulumi.RunError with the folders and the remedy.
 */
export function requireHost({ main, folder }: ProgramPlace = here): void {
  // Plug'n'Play has no node_modules to look into; what resolves there is its own affair.
  if (main === undefined || !RUNNER.test(main) || process.versions["pnp"] !== undefined) return;
  const declares = installedAround(__filename, "rollcall");
  if (declares === undefined) return;
  const problem = layoutProblem({ program: folder, declares, manages: installedFrom(folder, "rollcall") });
  if (problem !== undefined) throw runError(`Rollcall refuses this run; nothing was created or changed: ${problem.found}. Remedy: ${problem.remedy}`);
}
