import { KoreanDecoder } from "./korean";

/** What reads the bytes of one encoding, and throws a TypeError where they are not of it. */
export interface Decoder {
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

/**
 * The decoder of an encoding, by any of its labels, with what Node's own leaves out.
 * @throws RangeError when no encoding has that label
 */
export function strictDecoder(label: string): Decoder {
  const decoder = new TextDecoder(label, { fatal: true });
  if (decoder.encoding === "euc-kr") return new KoreanDecoder();
  return decoder.encoding === "windows-1252" ? western(decoder) : decoder;
}

/** The text of bytes; `undefined` where they are not of the encoding. */
export function decoded(decoder: Decoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The characters of Windows-1252 from 0x80 to 0x9f; a space where it has none. */
export const WINDOWS_ONLY = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** Node 20 reads Windows-1252 as Latin-1, which has control characters where Windows has quotes, dashes and letters: `O’Neil`, `Šimon`. */
function western(decoder: Decoder): Decoder {
  const windowsOnly = (control: string): string => {
    const character = WINDOWS_ONLY.charAt(control.charCodeAt(0) - 0x80);
    return character === " " ? control : character;
  };
  return {
    encoding: decoder.encoding,
    decode: (bytes) => decoder.decode(bytes).replace(/[\u0080-\u009f]/g, windowsOnly),
  };
}
