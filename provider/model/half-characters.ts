import type { Json } from "./values";

/**
 * Half of a character outside the basic plane, as programs leave behind that cut texts by length: of an emoji, or of a rare Chinese
 * character in a name. It has no form in UTF-8, so no request, state or file can hold it.
 */
const HALF = /\p{Surrogate}/u;
const HALVES = /\p{Surrogate}/gu;

/** Half characters as JSON may write them. Whole ones are written as two such escapes by some services. */
const ESCAPED = /\\u[dD][89a-fA-F]/;

/** Whether some text in a value, however deep, names of members included, holds half a character. */
export function holdsHalf(value: Json): boolean {
  if (typeof value === "string") return HALF.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => HALF.test(name) || holdsHalf(inner));
}

/**
 * Reads JSON that others wrote, with the mark of damaged text (U+FFFD) in place of every half character.
 * @throws SyntaxError when it is no JSON
 */
export function parseWhole(json: string): unknown {
  if (!ESCAPED.test(json) && !HALF.test(json)) return JSON.parse(json);
  return JSON.parse(json, (_name, value: unknown) =>
    typeof value === "string" ? value.replace(HALVES, "\ufffd") : value,
  );
}
