import { equalValues } from "../../../../provider/model/compare";
import { type Fields, only } from "../../../../provider/model/values";
import type { RosterRow } from "./parse";

/**
 * A roster's rows of one directory as members of a set, named by natural key. Defaults that hold for everybody are declared
 * once, which keeps state small.
 * @returns fields for everybody, and what each declares besides, by natural key
 */
export function setMembers(
  rows: readonly RosterRow[],
  naturalKey: string,
  defaults: Fields,
): { readonly shared: Fields; readonly users: Readonly<Record<string, Fields>> } {
  const shared = only(defaults, (_, name) => rows.every(({ fields }) => Object.hasOwn(fields, name)));
  const follows = (name: string, value: unknown): boolean =>
    name === naturalKey || (Object.hasOwn(shared, name) && equalValues(shared[name], value));
  const users = rows.map(({ key, fields }) => [key, only(fields, (value, name) => !follows(name, value))] as const);
  return { shared, users: Object.fromEntries(users) };
}
