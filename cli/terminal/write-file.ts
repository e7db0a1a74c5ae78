import { writeFileSync } from "node:fs";
import { RollcallError } from "../../provider/model/error";

/**
 * Writes what a command answers with to a file.
 * @param what how an error calls it: `the report`
 * @param mode permissions of a new file
 * @throws RollcallError ERR_CONFIG when the file cannot be written.
 */
export function writeAnswer(file: string, content: string | Uint8Array, what: string, mode?: number): void {
  try {
    writeFileSync(file, content, mode === undefined ? {} : { mode });
  } catch (cause) {
    throw new RollcallError({
      code: "ERR_CONFIG",
      summary: `${what} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: "Name a file in a folder that exists and may be written to.",
      cause,
    });
  }
}
