import { type Fields, isUnknown } from "../../provider/model/values";
import type { Movement } from "./movement";

/** The natural key of a person before or after; `undefined` when it is not managed then, or not known yet. */
export function keyIn({ kind, member, resource }: Movement, fields: Fields): string | undefined {
  if (Object.keys(fields).length === 0) return undefined;
  const key = fields[kind.naturalKey];
  if (isUnknown(key)) return undefined;
  return typeof key === "string" ? key : (member ?? resource);
}

/** The key people know somebody by: the present one for those who are managed, else the new one, else the resource's name. */
export function keyOf(movement: Movement): string {
  return keyIn(movement, movement.before) ?? keyIn(movement, movement.after) ?? movement.member ?? movement.resource;
}

/** Whether what exists already is taken over. */
export function takesOver({ imported, after }: Movement): boolean {
  return imported || after["onExisting"] === "adopt";
}

/** What happens to the account of somebody who leaves, or to a group or unit that does. */
export function fateOf({ before, retain }: Movement): "delete" | "disable" | "retain" {
  const onDelete = before["onDelete"];
  if (retain || onDelete === "retain") return "retain";
  return onDelete === "disable" ? "disable" : "delete";
}
