/** A JSON value, as it travels between the engine, the lifecycle and the clouds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Field values by SDK name. `undefined` never appears: a field is declared or absent. */
export type Fields = Readonly<Record<string, Json>>;

/** An object by its members, of which nobody has looked at the values yet. */
export type Bag = Readonly<Record<string, unknown>>;

/** What names an existing user: the id its service knows it by, and its natural key. */
export interface UserRef {
  readonly id: string;
  readonly key: string;
}

/** What the cloud reports of a user, under SDK names and in the shapes a program would declare. */
export interface Observed {
  readonly ref: UserRef;
  /** Values of the field table's readable fields. Absent = the service reported none. */
  readonly fields: Fields;
  /** Further facts kept as outputs, e.g. Workspace's `locked`. */
  readonly computed: Fields;
  /** Milliseconds since the epoch, where the service tells. */
  readonly createdAt?: number;
  /** Of a group: the service itself, or another directory, decides who is in it. */
  readonly isAutomatic?: true;
}

/** Whether a value is a list. `Array.isArray` alone does not tell TypeScript so of a readonly one. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

type Defined<T> = string extends keyof T
  ? { readonly [K in keyof T]: Exclude<T[K], undefined> }
  : { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
      readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
    };

/** The members that there are: what an answer leaves out, or nobody gave, stays out. */
export function defined<const T extends object>(members: T): Defined<T>;
export function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** An object with the same members, each passed through a function. */
export function mapped<T, U>(
  members: Readonly<Record<string, T>>,
  of: (value: T, name: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, of(value, name)]));
}

/** What there is for each name; a name for which there is nothing stays out. */
export function found<T>(names: Iterable<string>, of: (name: string) => T | undefined): Readonly<Record<string, T>> {
  const values = Array.from(names, (name) => [name, of(name)] as const);
  return Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** The members of an object that are meant. */
export function only<T, S extends T>(
  members: Readonly<Record<string, T>>,
  isMeant: (value: T, name: string) => value is S,
): Readonly<Record<string, S>>;
export function only<T>(
  members: Readonly<Record<string, T>>,
  isMeant: (value: T, name: string) => boolean,
): Readonly<Record<string, T>>;
export function only(members: Bag, isMeant: (value: unknown, name: string) => boolean): Bag {
  return Object.fromEntries(Object.entries(members).filter(([name, value]) => isMeant(value, name)));
}

// From here on: reading JSON of a service without trusting its shape.

/** Whether a value is an object: no list, and not null. */
export function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is anything else. */
export function record(value: unknown): Bag {
  return isBag(value) ? value : {};
}

/** The value as a list of objects; empty when it is anything else. */
export function records(value: unknown): readonly Bag[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** The value as text: numbers are written out, anything else but a string is `undefined`. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** The value as text that is not empty: services write `""` for what was never set. */
export function filled(value: unknown): string | undefined {
  return text(value) || undefined;
}

/** The value as a number, which some services write as text; `undefined` when it is none. */
export function numberIn(value: unknown): number | undefined {
  const number = Number(filled(value) ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

/** The words with a capital letter in front. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The value as a flag, which some services write as text; anything else is `undefined`. */
export function flag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/**
 * What an unknown value looks like to a dynamic provider during a preview: the engine's sentinel arrives as plain text
 * (pulumi sdk, `UnknownStringValue`).
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is unknown, or holds something unknown at any depth. */
export function isUnknown(value: unknown): boolean {
  if (typeof value === "string") return value === UNKNOWN;
  if (Array.isArray(value)) return value.some(isUnknown);
  if (typeof value === "object" && value !== null) return Object.values(value).some(isUnknown);
  return false;
}

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

/** The value that a text holds as JSON; `undefined` when it is none. */
export function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
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
