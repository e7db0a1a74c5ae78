import { kept } from "../../../../provider/model/kept";
import type { FieldSpec } from "../../../../provider/model/field";
import { suggest } from "../../../../provider/model/suggest";
import type { Json } from "../../../../provider/model/values";
import { isRawMap, type Raw, type RawMap } from "../entry";
import { sheetTruth } from "./truth";
import { z } from "zod";

/**
 * What two spellings of one name share: vendors write `EndUserId`, `end_user_id` and `endUserId` on different pages, people write
 * `end user id`, and Chinese input methods write full-width letters.
 */
export function fold(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}

/** What a field's text can be turned into. */
export type Shape =
  | { readonly kind: "text" | "boolean" | "number" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly properties: ReadonlyMap<string, Shape> }
  | { readonly kind: "record" };

const TEXT: Shape = { kind: "text" };

const known = new WeakMap<FieldSpec, Shape>();

/** The shape of a field's declared value, derived from its schema. Where a schema allows several, text wins: it says the same unchanged. */
export function shapeOf(spec: FieldSpec): Shape {
  return kept(known, spec, () => fromSchema(z.toJSONSchema(spec.type, { io: "input", unrepresentable: "any" })));
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function fromSchema(schema: JsonSchema): Shape {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) {
    const shapes = alternatives.map(fromSubschema);
    return shapes.find(({ kind }) => kind === "text") ?? shapes[0] ?? TEXT;
  }
  switch (schema.type) {
    case "boolean":
      return { kind: "boolean" };
    case "number":
    case "integer":
      return { kind: "number" };
    case "array":
      return {
        kind: "list",
        of: Array.isArray(schema.items) || schema.items === undefined ? TEXT : fromSubschema(schema.items),
      };
    case "object":
      if (schema.properties === undefined) return { kind: "record" };
      return {
        kind: "object",
        properties: new Map(Object.entries(schema.properties).map(([name, inner]) => [name, fromSubschema(inner)])),
      };
    default:
      return TEXT;
  }
}

function fromSubschema(schema: JsonSchema | boolean): Shape {
  return typeof schema === "boolean" ? TEXT : fromSchema(schema);
}

/** The cell that declares a field as cleared: `""` for text, `[]` for a list. An empty cell declares nothing. */
export const CLEARED = "(none)";

const TRUE = new Set(["yes", "y", "1", "是"]);
const FALSE = new Set(["no", "n", "0", "否"]);
/** Several lines of one cell are as plain as any other separator: no id and no name has a line break. */
const ITEM_SEPARATORS = /[;|,；，、\r\n]/;
const PAIR_SEPARATORS = /[;|；\r\n]/;
/** Another pair within the value of one, behind what people put between the items of a list. */
const PAIR_INSIDE = /[,，、\t]\s*[^\s,，、=＝]+\s*[=＝]/;

/** The refusal of a list that a formula put together of empty cells; it must not clear what the account has. */
export const NO_ITEM = `holds separators and nothing between them. Empty the cell to leave the field alone, or write ${CLEARED} to clear it.`;

/** A list or a map as Python, PowerShell, Java or a database shows it: `['a', 'b']`, `@{a=b}`, `{a=b}`, `{a,b}`. */
const IN_BRACKETS = /^(?:\[.*\]|@?\{.*\}|\(\s*['"].*\))$/s;
const BRACKETS = "is a list as programs write it, in brackets. Write the items alone, between ;.";

/** A value with its type, or why there is none. The problem never shows the value. */
export type Typed = { readonly value: Json } | { readonly problem: string };

/**
 * Gives a value as written the type of its field. What cannot be turned stays as it is, for the field's own rule to refuse.
 * Booleans: true/false in the language of any spreadsheet, yes/no, 1/0, 是/否. Lists in one cell: between `;` `|` `,` or on lines of their own. Maps in one cell: `name=value; name=value`.
 */
export function toType(raw: Raw, shape: Shape): Typed {
  if (typeof raw === "string") return fromText(raw.trim(), shape);
  return isRawMap(raw) ? fromMap(raw, shape) : fromList(raw, shape);
}

function fromText(text: string, shape: Shape): Typed {
  const cleared = text === "" || text === CLEARED;
  switch (shape.kind) {
    case "text":
      return { value: cleared ? "" : text };
    case "boolean":
      return cleared
        ? { problem: "cannot be cleared: it is true or false. Leave the cell empty to leave the account as it is." }
        : { value: toBoolean(text) };
    case "number":
      return { value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text };
    case "list":
      if (cleared) return { value: [] };
      if (IN_BRACKETS.test(text)) return { problem: BRACKETS };
      return pairNames(shape.of) === undefined ? toItems(text) : toPairs(text, shape);
    case "record":
      if (cleared) return { value: {} };
      return IN_BRACKETS.test(text) ? { problem: BRACKETS } : toPairs(text, shape);
    case "object":
      return {
        problem: `has parts of its own. Give each a column: ${[...shape.properties.keys()].map((name) => `….${name}`).join(", ")}.`,
      };
  }
}

function toBoolean(text: string): Json {
  const word = text.normalize("NFKC").toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : (sheetTruth(word) ?? text);
}

function toItems(text: string): Typed {
  const items = text
    .split(ITEM_SEPARATORS)
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items.length === 0 ? { problem: NO_ITEM } : { value: [...new Set(items)] };
}

function fromList(list: readonly Raw[], shape: Shape): Typed {
  if (shape.kind !== "list") return { problem: "is a list, but the field takes one value." };
  const typed = list.map((item) => toType(item, shape.of));
  const failed = typed.find((one) => "problem" in one);
  return failed ?? { value: typed.flatMap((one) => ("value" in one ? [one.value] : [])) };
}

function fromMap(map: RawMap, shape: Shape): Typed {
  if (shape.kind === "object") return toObject(map, shape.properties);
  if (shape.kind === "record" || (shape.kind === "list" && pairNames(shape.of) !== undefined)) {
    const texts = [...map].flatMap(([name, raw]) => (typeof raw === "string" ? [[name, raw] as const] : []));
    if (texts.length < map.size) return { problem: "holds something other than text." };
    return { value: pairsAs(texts, shape) };
  }
  return {
    problem:
      shape.kind === "list" ? "is a map, but the field takes a list." : "is a map, but the field takes one value.",
  };
}

function toObject(map: RawMap, properties: ReadonlyMap<string, Shape>): Typed {
  const entries: [string, Json][] = [];
  for (const [name, raw] of map) {
    const [property, shape] = [...properties].find(([candidate]) => fold(candidate) === fold(name)) ?? [];
    if (property === undefined || shape === undefined) return { problem: unknownPart(name, [...properties.keys()]) };
    const typed = toType(raw, shape);
    if ("problem" in typed) return { problem: `${property} ${typed.problem}` };
    entries.push([property, typed.value]);
  }
  return { value: Object.fromEntries(entries) };
}

/** The refusal of a part that an object field does not have. */
function unknownPart(name: string, parts: readonly string[]): string {
  const near = suggest(name, parts);
  return `has no part ${JSON.stringify(name)}. ${near === undefined ? `Its parts: ${parts.join(", ")}.` : `Did you mean ${near}?`}`;
}

function toPairs(text: string, shape: Shape): Typed {
  const pairs: [string, string][] = [];
  for (const part of text.split(PAIR_SEPARATORS).filter((part) => part.trim() !== "")) {
    const at = part.search(/[=＝]/);
    if (at < 1) return { problem: "is not a list of pairs. Write name=value; name=value." };
    const name = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    if (PAIR_INSIDE.test(value))
      return { problem: `may hold another pair in the value of ${name}. Write ; between pairs; in YAML, a map.` };
    if (pairs.some(([other]) => other === name)) return { problem: `gives ${name} twice. Keep one of the two.` };
    pairs.push([name, value]);
  }
  return pairs.length === 0 ? { problem: NO_ITEM } : { value: pairsAs(pairs, shape) };
}

function pairsAs(pairs: readonly (readonly [string, string])[], shape: Shape): Json {
  const names = shape.kind === "list" ? pairNames(shape.of) : undefined;
  if (names === undefined) return Object.fromEntries(pairs);
  return pairs.map(([name, value]) => ({ [names[0]]: name, [names[1]]: value }));
}

/** The two names of a list whose items are nothing but name and value, such as EIAM's custom fields. */
function pairNames(item: Shape): readonly [string, string] | undefined {
  if (item.kind !== "object") return undefined;
  const [first, second, ...others] = [...item.properties.keys()];
  return first !== undefined && second !== undefined && others.length === 0 ? [first, second] : undefined;
}
