import type { NameMemory } from "./renames";

/** A name that a roster writes for a group or unit, and the id behind it. */
export interface ToldName {
  readonly directory: string;
  readonly name: string;
  readonly id: string;
}

/** What a roster remembers, name by name. Its places begin with the directory. */
export function toldNames(memory: NameMemory): readonly ToldName[] {
  return Object.entries(memory).flatMap(([place, ids]) => {
    const [directory = ""] = place.split(" ");
    return Object.entries(ids).map(([name, id]) => ({ directory, name, id }));
  });
}

/**
 * What a roster says in a preview of names that the last run did not know, a line each; {@link namesIn} reads it. Empty where
 * there are none.
 */
export function announceNames(now: NameMemory, before: NameMemory): string {
  const known = new Set(toldNames(before).map((told) => lineOf(told)));
  const lines = toldNames(now).map(lineOf);
  return [...new Set(lines)].filter((line) => !known.has(line)).join("\n");
}

function lineOf({ directory, name, id }: ToldName): string {
  return `${directory}: the name ${JSON.stringify(name)} means ${JSON.stringify(id)}`;
}

const LINE = /(\w+): the name ("(?:[^"\\]|\\.)*") means ("(?:[^"\\]|\\.)*")$/gm;

/** The names that rosters have told in the texts of a preview. */
export function namesIn(texts: readonly string[]): readonly ToldName[] {
  return texts.flatMap((text) =>
    [...text.matchAll(LINE)].map(([, directory = "", name = '""', id = '""']) => ({
      directory,
      name: String(JSON.parse(name)),
      id: String(JSON.parse(id)),
    })),
  );
}
