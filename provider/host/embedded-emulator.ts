import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { RunningEmulator } from "../../emulator";

/** What the provider needs to know of the emulator it runs. */
export type EmbeddedEmulator = Pick<RunningEmulator, "endpoint" | "accessKeyId" | "accessKeySecret" | "eiam" | "workspace">;

let running: Promise<EmbeddedEmulator> | undefined;

/**
 * Runs the emulator inside this process, once, over a data file in the project, as an embedded database would: several
 * provider processes may share the file. The only place where the provider touches `emulator/`, and it loads it late.
 */
export function embeddedEmulator(dataFile: string | undefined): Promise<EmbeddedEmulator> {
  running ??= start(dataFile ?? join(projectFolder(process.cwd()), ".rollcall", "emulator.jsonl"));
  return running;
}

async function start(dataFile: string): Promise<EmbeddedEmulator> {
  const { startEmulator } = await import("../../emulator");
  mkdirSync(dirname(resolve(dataFile)), { recursive: true });
  return startEmulator({ dataFile: resolve(dataFile), unref: true });
}

/** The nearest folder upwards with a Pulumi.yaml: the provider process starts in the program's folder, which may be below. */
function projectFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
