import type { Drift } from "./find-drift";
import type { Difference } from "../../provider/model/compare";
import type { Fields } from "../../provider/model/values";
import { type EntryHead, type GroupOf, headOf, isSecret, listChange, SECRET, valueText } from "../report/field-values";
import type { FieldChange } from "../report/model";
import type { ManagedObject, StackState } from "../stack/stack-state";

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

/** Names of groups and units: as the clouds have them now, else as the stack remembers them. */
export function groupNames(state: StackState, { seen }: Pick<Drift, "seen">): GroupOf {
  const names = new Map<string, string>();
  const note = (directory: string, id: string, name: string): void => void names.set(`${directory} ${id}`, name);
  for (const { directory, id, name } of state.names) note(directory, id, name);
  for (const { kind, id, key } of state.groups) note(kind.directory.name, id, key);
  for (const { kind, observed } of seen) note(kind.directory.name, observed.ref.id, observed.ref.key);
  // What the program keeps secret is in no text, whatever the cloud tells of it.
  for (const { kind, id, secret } of state.groups)
    if (secret.has(kind.naturalKey)) names.delete(`${kind.directory.name} ${id}`);
  return (directory, id) => {
    const name = names.get(`${directory} ${id}`);
    return name === undefined ? undefined : { name };
  };
}
