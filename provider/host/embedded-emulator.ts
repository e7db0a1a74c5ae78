import { join, resolve } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { RollcallError } from "../errors/error";
import { projectFolder } from "./project-folder";

/** What the provider needs to know of the emulator it runs. */
export type EmbeddedEmulator = Pick<RunningEmulator, "endpoint" | "accessKeyId" | "accessKeySecret" | "eiam" | "workspace">;

let running: Promise<EmbeddedEmulator> | undefined;

/**
 * Runs the emulator inside this process, once, over a data file in the project, as an embedded database would: several
 * provider processes may share the file. The only place where the provider touches `emulator/`, and it loads it late.
 * @throws RollcallError ERR_DATA_FILE when the file is damaged, locked for too long, or not accessible.
 */
export function embeddedEmulator(dataFile: string | undefined): Promise<EmbeddedEmulator> {
  running ??= start(dataFile ?? join(projectFolder(process.cwd()) ?? process.cwd(), ".rollcall", "emulator.jsonl"));
  return running;
}

async function start(dataFile: string): Promise<EmbeddedEmulator> {
  const { DataFileError, startEmulator } = await import("../../emulator");
  try {
    return await startEmulator({ dataFile: resolve(dataFile), unref: true });
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    throw new RollcallError({
      code: "ERR_DATA_FILE",
      summary: `the emulator cannot use its data file ${error.file}: ${error.reason} Nobody was dropped from state.`,
      remedy: error.remedy.replace("--data", "rollcall:emulatorData"),
      cause: error,
    });
  }
}
