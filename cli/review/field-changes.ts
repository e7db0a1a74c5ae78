import { equalValues } from "../../provider/model/compare";
import { isUnknown } from "../../provider/model/values";
import { type GroupOf, isSecret, listChange, valueText } from "../report/field-values";
import type { FieldChange } from "../report/model";
import type { Text } from "../report/text";
import { type Movement, returnText } from "./movement";

const DROPPED: Text = ["(no longer managed, stays as it is)"];

/** What changes of a person, group or unit, field by field, in the order of the directory's field table. Secrets only as changed. */
export function fieldChanges(movement: Movement, groupOf?: GroupOf): readonly FieldChange[] {
  return Object.keys(movement.kind.fields).flatMap((field) => fieldChange(movement, field, groupOf) ?? []);
}

/** Whether a secret of this person is sent again. */
export function changesSecret(movement: Movement): boolean {
  return fieldChanges(movement).some(({ kind }) => kind === "secret");
}

function fieldChange(movement: Movement, field: string, groupOf?: GroupOf): FieldChange | undefined {
  const { kind, before, after, touched } = movement;
  const [was, is] = [before[field], after[field]];
  if (was === undefined && is === undefined) return undefined;
  if (isSecret(kind, field, was) || isSecret(kind, field, is)) {
    if (is === undefined) return { kind: "value", field, before: ["(secret)"], after: DROPPED };
    return was === undefined || touched.has(field) ? { kind: "secret", field } : undefined;
  }
  if (isUnknown(is)) return { kind: "unknown", field };
  if (equalValues(was, is)) return undefined;
  return (
    listChange(kind, field, was, is, groupOf) ?? {
      kind: "value",
      field,
      before: was === undefined ? undefined : valueText(kind, field, was, groupOf),
      after: is === undefined ? (returnText(movement, field) ?? DROPPED) : valueText(kind, field, is, groupOf),
    }
  );
}
