import type { Difference } from "../../provider/model/compare";
import type { Fields } from "../../provider/model/values";
import { type EntryHead, type GroupOf, headOf, isSecret, listChange, SECRET, valueText } from "../report/field-values";
import type { FieldChange } from "../report/model";
import type { ManagedObject } from "../stack/stack-state";

/** The head of an entry about what stands in state. */
export function headingOf(object: ManagedObject): EntryHead {
  return headOf(object.kind, shownKey(object), shownOf(object));
}

/** What is declared, without what the program made secret. */
export function shownOf({ declared, secret }: ManagedObject): Fields {
  return { ...declared, ...Object.fromEntries([...secret].map((field) => [field, SECRET])) };
}

/** Whose key is secret is named as in the program. */
export function shownKey({ kind, key, place, secret }: ManagedObject): string {
  return secret.has(kind.naturalKey) ? place : key;
}

/** What the cloud has in place of what was declared. */
export function changeOf(
  { kind, secret }: ManagedObject,
  { field, declared, observed }: Difference,
  groupOf: GroupOf,
): FieldChange {
  if (secret.has(field) || isSecret(kind, field, declared)) return { kind: "secret", field };
  return (
    listChange(kind, field, declared, observed ?? [], groupOf) ?? {
      kind: "value",
      field,
      before: valueText(kind, field, declared, groupOf),
      after: observed === undefined ? undefined : valueText(kind, field, observed, groupOf),
    }
  );
}
