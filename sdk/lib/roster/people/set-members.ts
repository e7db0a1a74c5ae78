import { equalValues } from "../../../../provider/model/compare";
import { type Fields, only } from "../../../../provider/model/values";
import type { RosterRow } from "./parse";

/** The people of one directory as a set declares them. */
export interface SetMembers {
  /** Fields for everybody. */
  readonly shared: Fields;
  /** What each declares besides, by natural key. */
  readonly users: Readonly<Record<string, Fields>>;
}

/**
 * A roster's rows of one directory as members of a set, named by natural key. Defaults that hold for everybody are declared
 * once, which keeps state small.
 */
export function setMembers(rows: readonly RosterRow[], naturalKey: string, defaults: Fields): SetMembers {
  const shared = only(defaults, (_, name) => rows.every(({ fields }) => Object.hasOwn(fields, name)));
  const follows = (name: string, value: unknown): boolean =>
    name === naturalKey || (Object.hasOwn(shared, name) && equalValues(shared[name], value));
  const users = rows.map(({ key, fields }) => [key, only(fields, (value, name) => !follows(name, value))] as const);
  return { shared, users: Object.fromEntries(users) };
}
