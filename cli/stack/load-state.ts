import { configError } from "../../provider/model/error";
import { readGiven } from "../terminal/read-given";
import { engineComplaint, type RunEngine, stackOption } from "./engine";
import { AVAILABLE, readStackConfig, type StackConfig } from "./stack-config";
import { readStackState, type StackState } from "./stack-state";

/** A stack as a command sees it. */
export interface LoadedStack {
  readonly state: StackState;
  /** Absent when a file tells the state: no engine is asked then. */
  readonly config: StackConfig | undefined;
}

/**
 * Reads an exported state from a file.
 * @throws RollcallError ERR_CONFIG when the file cannot be read or is no state.
 */
export function loadStateFile(file: string): LoadedStack {
  const text = readGiven(file, file, "Name a file written by: pulumi stack export --file state.json");
  return { state: readStackState(text), config: undefined };
}

/**
 * Asks the engine for a stack's state and configuration. Secrets are decrypted only when a person's account needs them, and
 * stay in memory.
 * @param stack default: the selected one
 * @throws RollcallError ERR_CONFIG with the engine's own words when it refuses.
 */
export async function loadStack(run: RunEngine, stack: string | undefined): Promise<LoadedStack> {
  const sealed = readStackState(await exportState(run, stack, []));
  const config = await readStackConfig(run, stack);
  const needed =
    sealed.opaqueSets.length > 0 ||
    [...sealed.people, ...sealed.groups].some(
      ({ account, encrypted }) => encrypted.length > 0 || (!account.isDefault && account.encrypted.length > 0),
    );
  return { state: needed ? readStackState(await exportState(run, stack, ["--show-secrets"])) : sealed, config };
}

/**
 * A stack's state with its secrets in clear, for the one command that hands some of them over.
 * @param stack default: the selected one
 * @throws RollcallError ERR_CONFIG with the engine's own words when it refuses.
 */
export async function loadOpenState(run: RunEngine, stack: string | undefined): Promise<StackState> {
  return readStackState(await exportState(run, stack, ["--show-secrets"], AVAILABLE));
}

async function exportState(
  run: RunEngine,
  stack: string | undefined,
  more: readonly string[],
  remedy = `${AVAILABLE} Or give an exported state with --state.`,
): Promise<string> {
  const answer = await run(["stack", "export", ...stackOption(stack), ...more]);
  if (answer.code === 0) return answer.stdout;
  throw configError(`the stack's state could not be exported: ${engineComplaint(answer)}`, remedy);
}
