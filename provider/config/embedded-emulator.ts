import { join, resolve } from "node:path";
import { keptIfGood } from "../model/kept";
import type { RunningEmulator } from "../../emulator";
import { RollcallError } from "../model/error";
import { projectFolder } from "./project-folder";

/** What the provider needs to know of the emulator it runs. */
export type EmbeddedEmulator = Pick<RunningEmulator, "endpoint" | "accessKeyId" | "accessKeySecret" | "settings">;

/** By data file: the accounts of a stack may keep their users in different ones. */
const running = new Map<string, Promise<EmbeddedEmulator>>();

/** Where the embedded emulator of a project keeps its users, unless `rollcall:emulatorData` says otherwise. */
export function defaultDataFile(folder: string): string {
  return join(projectFolder(folder) ?? folder, ".rollcall", "emulator.jsonl");
}

/**
 * Runs the emulator inside this process, once for each data file, as an embedded database would: several provider processes
 * may share a file. The only place where the provider touches `emulator/`, and it loads it late.
 * @param dataFile absolute, or relative to the working folder; default: in the project
 * @throws RollcallError ERR_DATA_FILE when the file is damaged, locked for too long, or not accessible; asking again tries again.
 */
export function embeddedEmulator(dataFile: string | undefined): Promise<EmbeddedEmulator> {
  const file = resolve(dataFile ?? defaultDataFile(process.cwd()));
  return keptIfGood(running, file, () => start(file));
}

async function start(dataFile: string): Promise<EmbeddedEmulator> {
  const { DataFileError, startEmulator } = await import("../../emulator");
  try {
    return await startEmulator({ dataFile, unref: true });
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
