import { withProgress } from "../manners/progress";
import type { Format } from "../report/format-names";
import { writeReport } from "../report/write-report";
import { openEngine } from "../stack/engine";
import { loadStack, loadStateFile } from "../stack/load-state";
import { runDrift } from "./run-drift";

/** What the command line of `rollcall drift` says. */
export interface DriftFlags {
  readonly stack?: string;
  readonly state?: string;
  readonly format: Format;
  readonly out?: string;
  readonly mask?: true;
  readonly ignore: readonly string[];
}

/** Reads the state, asks the clouds, writes the report and sets the exit code. */
export async function answer({ stack, state, ignore, ...target }: DriftFlags): Promise<void> {
  const folder = process.cwd();
  const environment = process.env;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const loaded = state === undefined ? await withProgress("reading the stack's state", () => loadStack(openEngine({ cwd: folder, environment }), stack), say) : loadStateFile(state);
  const { report, exitCode } = await withProgress("comparing with the clouds", () => runDrift(loaded, { ignore, folder, environment, say }), say);
  writeReport(report, target, environment);
  process.exitCode = exitCode;
}
