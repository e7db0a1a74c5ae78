import { readFileSync } from "node:fs";
import { configError, messageOf } from "../../provider/model/error";

/**
 * Reads a file that somebody names, or standard input for `-`.
 * @param what how an error calls it
 * @throws RollcallError ERR_CONFIG when it cannot be read.
 */
export function readGiven(file: string, what: string, remedy: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (cause) {
    throw configError(`${what} cannot be read: ${messageOf(cause)}`, remedy, cause);
  }
}
