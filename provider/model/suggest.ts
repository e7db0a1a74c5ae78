/**
 * The candidate nearest to a misspelt name, or `undefined` when none is near enough to be meant. What is written is compared, in every
 * script: a third of the name may differ, in a short Latin one a letter or two. A Chinese character is a word, so one of two is no slip.
 */
export function suggest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(name);
  const allowed = allowedSlips(wanted);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return wanted.length === 0 ? undefined : best?.candidate;
}

/** ` (did you mean …?)`, where a candidate may be meant. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const best = suggest(name, candidates);
  return best === undefined ? "" : ` (did you mean ${best}?)`;
}

/** Snake, kebab and Pascal case all count as the same word, since vendors' own pages use each of them. */
function fold(name: string): readonly string[] {
  const letters = name.normalize("NFKC").toLowerCase();
  return [...letters.replace(/[^\p{L}\p{M}\p{N}]/gu, "")];
}

function allowedSlips(letters: readonly string[]): number {
  const third = Math.floor(letters.length / 3);
  if (
    letters.some((letter) => /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(letter))
  )
    return third;
  return letters.length < 3 ? 0 : Math.max(letters.length < 5 ? 1 : 2, third);
}

/** Two neighbours exchanged count as one slip (optimal string alignment). */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchanged =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (earlier[j - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution, exchanged));
    }
    [earlier, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}
