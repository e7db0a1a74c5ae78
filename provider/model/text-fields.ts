import { z } from "zod";
import type { Change } from "./kind-calls";
import { isCleared } from "./compare";
import { type FieldTable, isReadable } from "./field";
import { type Bag, type Fields, type Json, type Observed, text } from "./values";

/**
 * A name that people give to a group or unit: not empty, and without blanks at its ends, which nobody sees.
 * @param longest in characters; none where no page of the service gives one
 */
export function objectName(longest = Number.POSITIVE_INFINITY): z.ZodType<string, string> {
  return z.string().refine((name) => name !== "" && name.trim() === name && [...name].length <= longest);
}

/** Free text of so many characters, counted as people do: one outside Unicode's first plane, such as an emoji, is one. */
export function noteText(longest = Number.POSITIVE_INFINITY, shortest = 0): z.ZodString {
  return z.string().refine((text) => {
    const { length } = [...text];
    return length >= shortest && length <= longest;
  });
}

/** Type and rule of a field that holds so many characters. */
export function characters(shortest: number, longest: number) {
  return { type: noteText(longest, shortest), limits: `must be ${shortest} to ${longest} characters` };
}

/** The same of a field that may be empty. */
export function atMost(longest: number) {
  return { type: noteText(longest), limits: `must be at most ${longest} characters` };
}

/** The same of the name of a group or unit; see {@link objectName}. */
export function nameUpTo(longest: number) {
  return { type: objectName(longest), limits: `must be 1 to ${longest} characters without blanks at their ends` };
}

/** The same of a field that holds or not. */
export const FLAG = { type: z.boolean(), limits: "must be true or false" };

/** What a declaration sends when it creates something, under wire names. A cleared field has nothing to clear there yet. */
export function wireValues(table: FieldTable, declared: Fields): Fields {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { wire, atCreate }]): readonly (readonly [string, Json])[] => {
      const value = declared[name];
      if (wire === "" || atCreate === false || value === undefined || isCleared(value)) return [];
      return [[wire, value]];
    }),
  );
}

/** What of these fields changes on something that exists, under wire names: parameters left out keep their value, and `""` clears. */
export function wireChanges(
  table: FieldTable,
  names: readonly string[],
  { desired, changed }: Pick<Change, "desired" | "changed">,
): Fields {
  return Object.fromEntries(
    names.flatMap((name): readonly (readonly [string, Json])[] => {
      const [spec, value] = [table[name], desired[name]];
      return spec === undefined || value === undefined || !changed.has(name) ? [] : [[spec.wire, value]];
    }),
  );
}

/**
 * An object of an answer under SDK names, for tables whose fields that a read tells are all texts. What the service leaves out or empty stays out.
 * @param key the field that is the name
 * @param id the member that holds the id
 */
export function observeTexts(table: FieldTable, key: string, id: string, object: Bag): Observed {
  const fields = Object.entries(table).flatMap(([name, spec]): readonly (readonly [string, string])[] => {
    if (!isReadable(spec)) return [];
    const value = text(object[spec.readBack.slice(spec.readBack.lastIndexOf(".") + 1)]);
    return value === undefined || value === "" ? [] : [[name, value]];
  });
  const seen = Object.fromEntries(fields);
  return { ref: { id: text(object[id]) ?? "", key: seen[key] ?? "" }, fields: seen, computed: {} };
}
