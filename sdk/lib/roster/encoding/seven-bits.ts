import { rosterError } from "../problem";
import { sampleOf } from "./judge";

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
  if (SHIFT.test(text)) {
    const sample = sampleOf(new TextDecoder("iso-2022-jp").decode(bytes));
    throw rosterError(
      `${file} is ISO 2022, as mail programs write it${sample === "" ? "" : ` (in Japanese: ${sample})`}.`,
      'Save it as UTF-8, or say encoding: "iso-2022-jp" if it is Japanese.',
    );
  }
  if (HZ.test(text)) throw rosterError(`${file} is HZ, which writes Chinese in ASCII.`, "Save it as UTF-8.");
}
