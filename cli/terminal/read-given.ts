import { readFileSync } from "node:fs";
import { configError, messageOf } from "../../provider/model/error";

/** Text of a file in the encoding its first bytes name; Windows PowerShell redirects output as UTF-16. Without a mark: UTF-8. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

/**
 * Reads the text of a file that somebody names, or of standard input for `-`.
 * @param what how an error calls it
 * @throws RollcallError ERR_CONFIG when it cannot be read.
 */
export function readGiven(file: string, what: string, remedy: string): string {
  try {
    return decode(readFileSync(file === "-" ? 0 : file));
  } catch (cause) {
    throw configError(`${what} cannot be read: ${messageOf(cause)}`, remedy, cause);
  }
}
