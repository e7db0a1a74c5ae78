import { isBag, mapped, only, record } from "../../../provider/model/values";
import { type Found, markedId } from "../../../provider/model/catalogue";

/** The id behind each name as it was written, by what is named and where: `eds groups`. */
export type NameMemory = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads what a roster's outputs keep. */
export function memoryOf(value: unknown): NameMemory {
  return mapped(only(record(value), isBag), (names) => only(names, (id) => typeof id === "string"));
}

/** What a name means today, in the light of what it meant before. */
export type Followed<T> = { readonly found: T; readonly warning?: string } | { readonly problem: string };

/**
 * A name that was written for an object which is called otherwise now goes on to mean that object: somebody renamed it at the
 * console, and nobody left or joined. Where another one has the name meanwhile, the program has to say which is meant.
 * @param before the id behind the name in the last run
 */
export function followRename<T extends { readonly id: string; readonly isDeclared?: true }>(
  result: Found<T>,
  written: string,
  before: string | undefined,
  all: readonly T[],
  nameOf: (one: T) => string,
): Followed<T> {
  if (markedId(written) !== undefined) return result;
  const former = before === undefined ? undefined : all.find(({ id }) => id === before);
  if ("problem" in result) {
    if (former === undefined || result.isAmbiguous === true) return result;
    return {
      found: former,
      warning: `what was called "${written}" is called "${nameOf(former)}" in the directory now (${former.id}): renamed, and nobody leaves or joins. Write the new name.`,
    };
  }
  const { found } = result;
  if (former === undefined || former === found)
    return {
      found,
      ...(former === undefined &&
        before !== undefined &&
        found.isDeclared !== true && {
          warning: `"${written}" is another one than before: ${before} is gone, and ${found.id} has its name now.`,
        }),
    };
  if (found.isDeclared === true)
    return {
      found,
      warning: `"${written}" is another one than before: ${former.id} is called "${nameOf(former)}" now, and the program makes one of that name.`,
    };
  return {
    problem: `was ${former.id}, which is called "${nameOf(former)}" now, and another one has its name: ${found.id}. Write id:${former.id} or id:${found.id}.`,
  };
}

const RENAMED = /what was called "(.*?)" is called "(.*?)" in the directory now \((.*?)\): renamed/g;

/** What was renamed at the console while a roster still writes the old name, by the texts of a preview. */
export function renamesIn(
  texts: readonly string[],
): readonly { readonly written: string; readonly name: string; readonly id: string }[] {
  return texts.flatMap((text) =>
    [...text.matchAll(RENAMED)].map(([, written = "", name = "", id = ""]) => ({ written, name, id })),
  );
}

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
