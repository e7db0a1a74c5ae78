import { kept } from "../model/kept";
import { type Fields, isBag, isList, type Json, parsedJson } from "../model/values";

/** A longer text is no person's, in characters: the longest that the field tables allow stay far below. */
const LONGEST = 1_000_000;

/** Texts read before are remembered, up to this many. An operation meets every text in inputs, outputs and checks. */
const REMEMBERED = 400_000;

const remembered = new Map<string, Fields>();

/** The texts of fields that were read or written, so that nobody is written twice. */
const texts = new WeakMap<Fields, string>();

/**
 * A member of a set as one JSON text, which is one value to the engine where an object would be one for each field. Names of
 * properties are in the order of their characters at every depth, and texts in Unicode normal form C, so that what says the
 * same reads the same.
 */
export function writeMember(fields: Fields): string {
  return kept(texts, fields, () => written(fields));
}

/**
 * The fields in a text. The same text gives the same object, so that who has not changed is told by comparing references.
 * @returns what is wrong with the text, in words without any of its content, where it is none of {@link writeMember}'s
 */
export function readMember(text: string): { readonly fields: Fields } | { readonly damage: string } {
  const known = remembered.get(text);
  if (known !== undefined) return { fields: known };
  if (text.length > LONGEST)
    return { damage: `has a text of ${text.length} characters, and no member's is longer than ${LONGEST}` };
  const fields = parsedJson(text);
  if (fields === undefined) return { damage: "is no JSON text: it is cut off or damaged" };
  if (!isFields(fields)) return { damage: "is JSON, but no object with a user's fields" };
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(text, fields);
  texts.set(fields, text);
  return { fields };
}

function written(value: Json): string {
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(written).join(",")}]`;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${written(field)}`).join(",")}}`;
}

function isFields(value: unknown): value is Fields {
  return isBag(value);
}

/**
 * The one name under which a member of a set never reaches the provider: the host of dynamic resources reads messages into plain
 * objects, where an assignment to it adds nothing. The engine would keep the member in state, and nobody would have an account.
 */
const LOST = "__proto__";

/** Why a set cannot have a member of this name, as a sentence without subject; `undefined` when it can. */
export function memberNameProblem(name: string): string | undefined {
  return name === LOST
    ? "cannot be the name of a member: JavaScript loses it on the way to the provider, and the person would have no account"
    : undefined;
}

/** Why an option must not name one of these paths of a set's properties; `undefined` where it may name all. */
export function pathProblem(
  option: string,
  paths: readonly string[] = [],
): { readonly summary: string; readonly remedy: string } | undefined {
  const path = paths.find((one) => /^users[.[]/.test(one) && stepsOf(one).length > 2);
  if (path === undefined) return undefined;
  return {
    summary: `the option ${option} names ${path}, but to the engine a member of a set is one text`,
    remedy:
      "Name the whole member, or leave the field out of the program: it then stays as it is, while onDelete and otherGroups have their defaults.",
  };
}

/** What a path of an option is made of: `users["li na"].email` is `users`, `li na` and `email`. */
export function stepsOf(path: string): readonly string[] {
  return (path.match(/\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|[^.[\]]+/g) ?? []).map((step) =>
    step.startsWith('["') ? String(JSON.parse(step.slice(1, -1))) : step.replace(/^\[|\]$/g, ""),
  );
}
