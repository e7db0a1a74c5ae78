import { grouped } from "../../provider/model/kept";
import { LOOK_ALIKES } from "../../sdk/lib/roster/cell/hygiene";

/** Characters that many typefaces hardly tell apart (Unicode UTS #39, confusables), beside letters of other scripts. */
const CONFUSABLE: readonly (readonly [RegExp, string])[] = [
  [/[1I|]/g, "l"],
  [/0/g, "o"],
  [/rn/g, "m"],
  [/vv/g, "w"],
];

/**
 * What two keys share that a person reads as the same: look-alike letters, digits for letters, full width, case, accents. Two
 * forms, because a capital I reads like an l and is yet the same letter as i; a capital L reads like neither, so that `Ian` is not `Lan`.
 */
function skeletons(key: string): readonly string[] {
  return [skeleton(key.replaceAll("L", "\0")), `\0${skeleton(key.toLowerCase())}`];
}

function skeleton(key: string): string {
  const latin = [...key.normalize("NFKC")].map((letter) => LOOK_ALIKES[letter.toLowerCase()] ?? letter).join("");
  const alike = CONFUSABLE.reduce((text, [pattern, letter]) => text.replace(pattern, letter), latin);
  // Accents alone: the marks of Thai, Indic and Japanese writing are vowels and other consonants.
  return alike
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
}

/** Below this length nearly every two keys are one character apart. */
const SHORTEST = 4;

/** Two keys that may be taken for each other. */
export interface Pair {
  readonly key: string;
  readonly other: string;
  /** `look-alike`: they read the same. `one-character`: one is a slip of the other. */
  readonly kind: "look-alike" | "one-character";
}

/** Each new key with every key it can be taken for, once a pair. Keys that differ by digits alone count as a series. */
export function confusablePairs(added: readonly string[], all: readonly string[]): readonly Pair[] {
  const keys = [...new Set(all)];
  const bySkeleton = grouped(new Set(keys), skeletons);
  const near = slipsAmong(keys);
  const seen = new Set<string>();
  return added.flatMap((key) => {
    const alike = skeletons(key)
      .flatMap((form) => bySkeleton.get(form) ?? [])
      .map((other): Pair => ({ key, other, kind: "look-alike" }));
    const slipped = near(key).map((other): Pair => ({ key, other, kind: "one-character" }));
    return [...alike, ...slipped].filter((pair) => {
      if (pair.key === pair.other) return false;
      const name = JSON.stringify([pair.key, pair.other].sort());
      return seen.size !== seen.add(name).size;
    });
  });
}

/**
 * Finds the keys one slip away from a key. A series (`user_1`, `user_2`) to which no other is near is passed over, so that a
 * hundred thousand of one series are not compared with each other.
 */
function slipsAmong(keys: readonly string[]): (key: string) => readonly string[] {
  const series = grouped(new Set(keys.map(withoutDigits)), slips);
  const near = new Set([...series.values()].filter(({ length }) => length > 1).flat());
  const bySlip = grouped(new Set(keys.filter((key) => near.has(withoutDigits(key)))), slips);
  return (key) =>
    [...key].length < SHORTEST || !near.has(withoutDigits(key))
      ? []
      : slips(key).flatMap((slip) => (bySlip.get(slip) ?? []).filter((other) => isSlip(key, other)));
}

/** A text without each of its characters in turn, and itself: texts one slip apart share one of these. */
function slips(text: string): readonly string[] {
  const letters = [...text.toLowerCase()];
  return [
    ...new Set([
      letters.join(""),
      ...letters.map((_, index) => [...letters.slice(0, index), ...letters.slice(index + 1)].join("")),
    ]),
  ];
}

/** Whether one character is changed, added, left out or swapped with its neighbour, and not merely a digit counted on. */
function isSlip(key: string, other: string): boolean {
  if (withoutDigits(key) === withoutDigits(other)) return false;
  const [longer, shorter] = [[...key.toLowerCase()], [...other.toLowerCase()]].sort(
    (left, right) => right.length - left.length,
  );
  if (longer === undefined || shorter === undefined || longer.length - shorter.length > 1) return false;
  const start = longer.findIndex((letter, index) => letter !== shorter[index]);
  const [left, right] = [longer.slice(start), shorter.slice(start)];
  if (longer.length > shorter.length) return left.slice(1).join("") === right.join("");
  const swapped = left[0] === right[1] && left[1] === right[0] && left.slice(2).join("") === right.slice(2).join("");
  return swapped || left.slice(1).join("") === right.slice(1).join("");
}

function withoutDigits(key: string): string {
  return key.toLowerCase().replace(/\d+/g, "");
}
