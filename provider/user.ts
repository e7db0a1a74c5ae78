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
