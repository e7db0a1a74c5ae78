import { composed, isCleared } from "./compare";
import { type Kind, kindId, parentOf } from "./kind";
import type { FieldSpec } from "./field";
import { type Fields, isUnknown, type Json } from "./values";

/** A value that only one user of a directory may have. */
export interface UniqueValue {
  readonly field: string;
  /** The value as it is compared; of a list, one entry of it. */
  readonly value: string;
  /** Equal for the same value of one kind in the same place (instance, project), and for nothing else. May hold the value: never shown. */
  readonly token: string;
  /** False where only the service knows whether the value must be unique: fields that the account's owner has defined. */
  readonly certain: boolean;
}

/**
 * What a declaration claims for itself alone, by the field table. Values that are cleared, not declared, not known yet or no
 * plain text claim nothing.
 */
export function uniqueValues(kind: Kind, user: Fields): readonly UniqueValue[] {
  const place = kind.parentFields.map((name) => parentOf(kind, user, name));
  if (isUnknown(place)) return [];
  return claimants(kind).flatMap(({ field, spec }) =>
    compared(spec, user, user[field]).map((value) => ({
      field,
      value,
      token: JSON.stringify([kindId(kind), field, ...place, value]),
      certain: spec.unique !== undefined,
    })),
  );
}

/** What surely nobody else may have of what `user` claims, without what the same person claimed before. */
export function newlyClaimed(kind: Kind, user: Fields, before: Fields | undefined): readonly UniqueValue[] {
  // Nearly everybody of a large set is as before, and costs nothing.
  if (before !== undefined && claimants(kind).every(({ reads }) => reads.every((name) => user[name] === before[name])))
    return [];
  return without(claims(kind, user), before === undefined ? [] : claims(kind, before));
}

/** Those of `values` that `others` do not hold. */
export function without(values: readonly UniqueValue[], others: readonly UniqueValue[]): readonly UniqueValue[] {
  const held = new Set(others.map(({ token }) => token));
  return values.filter(({ token }) => !held.has(token));
}

/** These fields and the ones that belong to their values, such as the country code of a number. */
export function withParts({ fields: specs }: Pick<Kind, "fields">, fields: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...fields, ...[...fields].flatMap((field) => specs[field]?.unique?.with ?? [])]);
}

/** What surely nobody else may have of what a declaration claims. */
export function claims(kind: Kind, user: Fields): readonly UniqueValue[] {
  return uniqueValues(kind, user).filter(({ certain }) => certain);
}

/** A field whose value may be one user's alone, and the fields that are compared for it. */
interface Claimant {
  readonly field: string;
  readonly spec: FieldSpec;
  readonly reads: readonly string[];
}

/** Asked for every member of a set, so that the few fields are found once. */
const known = new WeakMap<Kind, readonly Claimant[]>();

function claimants(kind: Kind): readonly Claimant[] {
  const found =
    known.get(kind) ??
    Object.entries(kind.fields).flatMap(([field, spec]) =>
      spec.unique === undefined && spec.means !== "extra"
        ? []
        : [{ field, spec, reads: [field, ...(spec.unique?.with ?? []), ...kind.parentFields] }],
    );
  known.set(kind, found);
  return found;
}

/** Those, beside the natural key, that surely nobody else may have. */
export function exclusiveValues(kind: Kind, user: Fields): readonly UniqueValue[] {
  return claims(kind, user).filter(({ field }) => field !== kind.naturalKey);
}

/** Why two users cannot share a value; a sentence without its subject, and without the value. */
export function describeShared(kind: Kind, field: string, other: string): string {
  return `${field} is the same as that of ${other}, but no two users of ${kind.directory.name} may share it. Give each a value of its own, or leave it out for one.`;
}

/** A field without the given values, as a declaration writes it; `undefined` where it cannot be cleared. */
export function released(spec: FieldSpec, value: Json | undefined, given: ReadonlySet<string>): Json | undefined {
  if (Array.isArray(value)) return value.filter((entry: Json) => !given.has(JSON.stringify(composed(entry))));
  return spec.change.kind === "in-place" && spec.type.safeParse("").success ? "" : undefined;
}

function compared({ unique, means }: FieldSpec, user: Fields, value: Json | undefined): readonly string[] {
  if (means === "extra" && Array.isArray(value))
    return value.flatMap((entry) => (isUnknown(entry) ? [] : [JSON.stringify(composed(entry))]));
  if (unique === undefined || typeof value !== "string" || isCleared(value)) return [];
  const text = value.normalize("NFC");
  const whole = [
    unique.ignoresCase === true ? text.toLowerCase() : text,
    ...(unique.with ?? []).map((name) => user[name] ?? null),
  ];
  return isUnknown(whole) ? [] : [JSON.stringify(whole)];
}
