import { createHash, randomBytes } from "node:crypto";

/** Numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * The sfc32 generator (128 bits of state): the same seed and label give the same sequence on every machine.
 * Without a seed the sequence starts from the operating system's randomness. Not for secrets that guard anything real.
 */
export function seededRandom(seed: number | undefined, label = ""): Random {
  const start = seed === undefined ? randomBytes(16) : createHash("sha256").update(`${seed}:${label}`).digest();
  let a = start.readInt32LE(0);
  let b = start.readInt32LE(4);
  let c = start.readInt32LE(8);
  let counter = start.readInt32LE(12);
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

const LOWER_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

function text(alphabet: string, length: number, random: Random): string {
  let result = "";
  while (result.length < length) result += alphabet.charAt(Math.floor(random() * alphabet.length));
  return result;
}

/** `length` characters of a–z and 0–9, as in `user_`, `ou_` and `idaas_` ids. */
export function lowerText(length: number, random: Random): string {
  return text(LOWER_AND_DIGITS, length, random);
}

/** `length` lower-case hexadecimal digits. */
export function hexText(length: number, random: Random): string {
  return text(HEX, length, random);
}
