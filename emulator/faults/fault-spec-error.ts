/** A fault specification that cannot be understood. */
export class FaultSpecError extends Error {
  override readonly name = "FaultSpecError";

  /** @param where `character 17` of a text, `rule 2` of a JSON list */
  constructor(where: string, problem: string) {
    super(`fault specification, ${where}: ${problem}`);
  }
}

function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** `; did you mean x?` for the nearest known word, or the list of known ones. */
export function suggestion(word: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((left, right) => distance(word, left) - distance(word, right));
  return nearest !== undefined && distance(word, nearest) <= 3
    ? `; did you mean ${nearest}?`
    : `; known: ${known.join(", ")}`;
}
