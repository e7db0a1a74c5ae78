/** A JSON value, as it travels between the engine, the lifecycle and the clouds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Field values by SDK name. `undefined` never appears: a field is declared or absent. */
export type Fields = Readonly<Record<string, Json>>;

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
}

/** Reading unknown JSON of a service without trusting its shape. */

/** The value as an object; an empty one when it is anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The value as a list of objects; empty when it is anything else. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** The value as text: numbers are written out, anything else but a string is `undefined`. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}
