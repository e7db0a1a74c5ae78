import { isCleared } from "./compare";
import type { Kind } from "./kind";
import type { FieldSpec } from "./field";
import type { Fields, Json } from "./values";
import { isUnknown } from "./unknown";

/** A value of a user that nobody else in the directory may have. */
export interface UniqueValue {
  readonly field: string;
  /** Equal for two users of one account exactly when the service would refuse the second. May hold the value: never shown. */
  readonly identity: string;
}

/** The values of a user, beside the natural key, that must be unique. Unknown and cleared ones clash with nobody. */
export function uniqueValues(kind: Kind, user: Fields): readonly UniqueValue[] {
  return Object.entries(kind.fields).flatMap(([field, spec]) => {
    const value = user[field];
    if (spec.unique === undefined || spec.means === "key" || value === undefined || isCleared(value)) return [];
    const others = [...(spec.unique.with ?? []), ...kind.parentFields].map((name) => user[name] ?? null);
    if (isUnknown(value) || isUnknown(others)) return [];
    return [{ field, identity: JSON.stringify([kind.directory.name, field, comparable(spec, value), ...others]) }];
  });
}

/** Why two users cannot share a value; a sentence without its subject, and without the value. */
export function describeShared(kind: Kind, field: string, other: string): string {
  return `${field} is the same as that of ${other}, but no two users of ${kind.directory.name} may share it. Give each a value of its own, or leave it out for one.`;
}

function comparable(spec: FieldSpec, value: Json): Json {
  if (typeof value !== "string") return value;
  const text = value.normalize("NFC");
  return spec.unique?.ignoresCase === true ? text.toLowerCase() : text;
}
