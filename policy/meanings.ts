import type { Meaning } from "../provider/model/field";
import type { Kind } from "../provider/model/kind";
import { type Fields, isUnknown, type Json } from "../provider/model/values";

/** The fields of a kind that mean something, such as an address, whatever their directory calls them. */
export function fieldsMeaning({ fields }: Kind, means: Meaning): readonly string[] {
  return Object.entries(fields).flatMap(([name, spec]) => (spec.means === means ? [name] : []));
}

/** The declared texts of the fields that mean something, lists and single values alike, and the first field that cannot be seen. */
export function textsOf(
  { kind, declared }: { readonly kind: Kind; readonly declared: Fields },
  means: Meaning,
): { readonly texts: readonly string[]; readonly hidden?: string } {
  const names = fieldsMeaning(kind, means);
  const hidden = names.find((name) => isUnknown(declared[name]));
  const texts = names
    .flatMap((name) => list(declared[name]))
    .filter((value): value is string => typeof value === "string" && !isUnknown(value));
  return { texts, ...(hidden !== undefined && { hidden }) };
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
