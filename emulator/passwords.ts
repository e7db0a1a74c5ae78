import { pbkdf2Sync, timingSafeEqual } from "node:crypto";

import { hexText, type Random } from "./random";

// Enough to make a stolen data file useless for look-up tables, few enough that a batch of 100 users takes milliseconds.
const ITERATIONS = 100;

function derive(password: string, salt: string, iterations: number): string {
  return pbkdf2Sync(password, salt, iterations, 32, "sha256").toString("hex");
}

/** The only form in which the emulator keeps a password: `pbkdf2-sha256$iterations$salt$hash`, with a salt of its own. */
export function hashPassword(password: string, random: Random): string {
  const salt = hexText(32, random);
  return `pbkdf2-sha256$${ITERATIONS}$${salt}$${derive(password, salt, ITERATIONS)}`;
}

/** Whether `stored`, made by {@link hashPassword}, belongs to this password. Tests use it to see that a change arrived. */
export function matchesPassword(stored: string, password: string): boolean {
  const [scheme, iterations, salt, hash] = stored.split("$");
  if (scheme !== "pbkdf2-sha256" || iterations === undefined || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, "hex");
  const actual = Buffer.from(derive(password, salt, Number(iterations)), "hex");
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const CLASSES = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!#%+=@_-"];

/** A password of 16 characters, four of each class, for calls that let the service choose one. */
export function generatePassword(random: Random): string {
  const draw = (alphabet: string): string =>
    Array.from({ length: 4 }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
  return CLASSES.map(draw).join("");
}
