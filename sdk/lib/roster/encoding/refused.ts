import { rosterError } from "../problem";
import { shownSample } from "./judge";

/**
 * The refusal of bytes with zeros among them and no byte order mark: UTF-16, UTF-32, or a file that was not saved to its end.
 * @param file name in the message
 */
export function zeroBytes(bytes: Uint8Array, file: string): Error {
  const wide = ["utf-16le", "utf-16be"].find((_, parity) => isWide(bytes, 1 - parity));
  if (wide !== undefined)
    return rosterError(
      `${file} is UTF-16 without a byte order mark${shownSample(new TextDecoder(wide).decode(bytes))}.`,
      `Save it as UTF-8 (in Excel: CSV UTF-8), or name its encoding: encoding: "${wide}".`,
    );
  const first = bytes.indexOf(0);
  const line = new TextDecoder("latin1").decode(bytes.subarray(0, first)).split(/\r\n?|\n/).length;
  const isTail = bytes.subarray(first).every((byte) => byte === 0);
  return isTail
    ? rosterError(
        first === 0
          ? `${file} holds zero bytes alone: it was not saved whole.`
          : `${file} ends in zero bytes from line ${line} on: it was not saved whole.`,
        "Restore it, or save it again where it comes from.",
      )
    : rosterError(
        `${file} is not text: it holds zero bytes, the first on line ${line}.`,
        "Save it as UTF-8 (in Excel: CSV UTF-8), or restore it if it is damaged.",
      );
}

/** Whether zeros stand only where the upper half of a character of UTF-16 does, and most characters have one, as a header has. */
function isWide(bytes: Uint8Array, upper: number): boolean {
  if (bytes.length % 2 !== 0) return false;
  let zeros = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 !== upper) return false;
    zeros++;
  }
  // The commas, the ends of lines and the names of columns at the least; one or two zeros may be damage.
  return zeros >= Math.max(8, bytes.length / 10);
}

/** Where ISO 2022 changes to characters of two bytes, and back. */
const SHIFT = /\u001b\$(?:[@AB]|[()*+][@-O])/;

/** Chinese as HZ writes it: pairs of ASCII characters between `~{` and `~}`. */
const HZ = /~\{(?:[!-w][!-~])+~\}/;

/**
 * Refuses encodings that write everything in ASCII, so that every name would be taken for the signs that stand for it.
 * @param text the bytes read as UTF-8
 * @throws RollcallError `ERR_ROSTER`
 */
export function checkSevenBits(text: string, bytes: Uint8Array, file: string): void {
  if (SHIFT.test(text))
    throw rosterError(
      `${file} is ISO 2022, as mail programs write it${shownSample(new TextDecoder("iso-2022-jp").decode(bytes), "in Japanese: ")}.`,
      'Save it as UTF-8, or say encoding: "iso-2022-jp" if it is Japanese.',
    );
  if (HZ.test(text)) throw rosterError(`${file} is HZ, which writes Chinese in ASCII.`, "Save it as UTF-8.");
}
