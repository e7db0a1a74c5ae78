import type { Random } from "./random";

const CLASSES = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!#%+=@_-"];

/** A password of 16 characters, four of each class, for calls that let the service choose one. */
export function generatePassword(random: Random): string {
  const draw = (alphabet: string): string =>
    Array.from({ length: 4 }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
  return CLASSES.map(draw).join("");
}
