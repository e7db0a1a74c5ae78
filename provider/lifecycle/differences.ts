import { agrees } from "../model/compare";
import type { Kind } from "../model/kind";
import { type FieldSpec, isReadable } from "../model/field";
import type { Fields, Json, Observed } from "../model/values";

/** A declared, readable field on which the cloud does not agree. */
export interface Difference {
  readonly field: string;
  readonly spec: FieldSpec;
  readonly declared: Json;
  readonly observed: Json | undefined;
}

/** Where the cloud differs from the declaration. Only declared, readable fields count. */
export function differences(kind: Kind, declared: Fields, observed: Observed): readonly Difference[] {
  return Object.entries(kind.fields).flatMap(([field, spec]) => {
    const wanted = declared[field];
    if (wanted === undefined || !isReadable(spec)) return [];
    const seen = observed.fields[field];
    return agrees(spec, wanted, seen) ? [] : [{ field, spec, declared: wanted, observed: seen }];
  });
}

/** One difference in words. Values of secret fields, the program's (`secret`) as well as the table's, are never shown. */
export function describeDifference(difference: Difference, secret: ReadonlySet<string>): string {
  if (difference.spec.secret === true || secret.has(difference.field)) return `${difference.field} differs`;
  const seen = difference.observed === undefined ? "nothing" : JSON.stringify(difference.observed);
  return `${difference.field} is ${seen} on the cloud, ${JSON.stringify(difference.declared)} in the program`;
}
