import type { Kind } from "./kind";
import type { Fields } from "./values";

/**
 * What the spellings of one key share: Unicode keeps an accent with its letter or behind it, and people write a name in
 * either case. Two keys with the same fold are one person, or too alike for one of them to end the other's account.
 */
export function foldedKey(key: string): string {
  return key.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Whether two keys are two spellings of one, whose letters look different: `anna.reed` and `Anna.Reed`. */
export function differInCase(left: string, right: string): boolean {
  return left.normalize("NFC") !== right.normalize("NFC") && foldedKey(left) === foldedKey(right);
}

/** Whether a declaration only spells the key of the former one in another case. */
export function changesCaseOfKey({ naturalKey }: Kind, before: Fields, after: Fields): boolean {
  return differInCase(String(before[naturalKey] ?? ""), String(after[naturalKey] ?? ""));
}
