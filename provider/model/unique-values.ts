import { composed, isCleared } from "./compare";
import type { Kind } from "./kind";
import type { FieldSpec } from "./field";
import type { Fields, Json } from "./values";

/** A value that only one user of a directory may have. */
export interface UniqueValue {
  readonly field: string;
  /** The value as it is compared; of a list, one entry of it. */
  readonly value: string;
  /** Equal for the same value in the same place (instance, project), and for nothing else. */
  readonly token: string;
  /** False where only the service knows whether the value must be unique: fields that the account's owner has defined. */
  readonly certain: boolean;
}

/**
 * What a declaration claims for itself alone, by the field table. Values that are cleared, not declared or no plain text (not
 * known yet, or hidden) claim nothing.
 */
export function uniqueValues(kind: Kind, user: Fields): readonly UniqueValue[] {
  return Object.entries(kind.fields).flatMap(([field, spec]) => {
    const place = kind.parentFields.map((name) => user[name] ?? null);
    return compared(spec, user, user[field]).map((value) => ({
      field,
      value,
      token: JSON.stringify([field, ...place, value]),
      certain: spec.unique !== undefined,
    }));
  });
}

/** Those of `values` that `others` do not hold. */
export function without(values: readonly UniqueValue[], others: readonly UniqueValue[]): readonly UniqueValue[] {
  const held = new Set(others.map(({ token }) => token));
  return values.filter(({ token }) => !held.has(token));
}

/** A field without the given values, as a declaration writes it; `undefined` where it cannot be cleared. */
export function released(spec: FieldSpec, value: Json | undefined, given: ReadonlySet<string>): Json | undefined {
  if (Array.isArray(value)) return value.filter((entry: Json) => !given.has(JSON.stringify(composed(entry))));
  return spec.change.kind === "in-place" && spec.type.safeParse("").success ? "" : undefined;
}

function compared({ unique, means }: FieldSpec, user: Fields, value: Json | undefined): readonly string[] {
  if (means === "extra" && Array.isArray(value)) return value.map((entry) => JSON.stringify(composed(entry)));
  if (unique === undefined || typeof value !== "string" || isCleared(value)) return [];
  const text = value.normalize("NFC");
  return [
    JSON.stringify([
      unique.ignoresCase === true ? text.toLowerCase() : text,
      ...(unique.with ?? []).map((name) => user[name] ?? null),
    ]),
  ];
}
