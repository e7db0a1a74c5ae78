import { record, records, text } from "../../model/values";
import { z } from "zod";

/** A list of extended fields; a name twice would leave open which value counts. */
export const customFieldsType = z
  .array(z.strictObject({ fieldName: z.string().min(1), fieldValue: z.string() }))
  .refine((list) => new Set(list.map(({ fieldName }) => fieldName)).size === list.length);

/** One entry of UpdateUser's `CustomFields`. */
export interface CustomFieldOperation {
  readonly FieldName: string;
  readonly FieldValue?: string;
  readonly Operation: "add" | "replace" | "remove";
}

/** Whether account and program have the same extended fields, in any order. One without a value is the same as none. */
export function sameCustomFields(declared: unknown, observed: unknown): boolean {
  return customFieldOperations(declared, observed).length === 0;
}

/**
 * The single operations that bring an account's extended fields in line. Where the account's fields are not known, all declared
 * ones are sent; `replace` adds a field that is absent (IDaaS EIAM UpdateUser, CustomFields.N.Operation), so that a repeat of an
 * operation whose answer was lost does no harm.
 */
export function customFieldOperations(declared: unknown, observed: unknown): readonly CustomFieldOperation[] {
  const wanted = valuesOf(declared);
  const present = valuesOf(observed);
  const set = [...wanted].filter(([name, value]) => present.get(name) !== value);
  const removed = [...present.keys()].filter((name) => !wanted.has(name));
  return [
    ...set.map(([name, value]): CustomFieldOperation => ({ FieldName: name, FieldValue: value, Operation: "replace" })),
    ...removed.map((name): CustomFieldOperation => ({ FieldName: name, Operation: "remove" })),
  ];
}

/** The declared extended fields as CreateUser takes them. */
export function customFieldsOnWire(declared: unknown): readonly Readonly<Record<string, string>>[] {
  return [...valuesOf(declared)].map(([name, value]) => ({ FieldName: name, FieldValue: value }));
}

/** Extended fields of a GetUser answer under SDK names, without those that have no value. */
export function observeCustomFields(
  value: unknown,
): readonly { readonly fieldName: string; readonly fieldValue: string }[] {
  return records(value).flatMap((entry) => {
    const fieldName = text(entry["FieldName"]);
    const fieldValue = text(entry["FieldValue"]);
    return fieldName === undefined || fieldValue === undefined || fieldValue === "" ? [] : [{ fieldName, fieldValue }];
  });
}

function valuesOf(list: unknown): ReadonlyMap<string, string> {
  const entries = Array.isArray(list) ? list.map(record) : [];
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const name = text(entry["fieldName"]);
      const value = text(entry["fieldValue"]);
      return name === undefined || value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

const WIRE = {
  passwordInitializationPolicyPriority: "PasswordInitializationPolicyPriority",
  passwordForcedUpdateStatus: "PasswordForcedUpdateStatus",
  userNotificationChannels: "UserNotificationChannels",
  passwordInitializationType: "PasswordInitializationType",
} as const;

/** `PasswordInitializationConfig` as CreateUser takes it. */
export function passwordSettings(config: unknown): Readonly<Record<string, unknown>> {
  const declared = record(config);
  return Object.fromEntries(
    Object.entries(WIRE).flatMap(([name, wire]) => (declared[name] === undefined ? [] : [[wire, declared[name]]])),
  );
}

/** What of it UpdateUserPassword takes. As at creation, only a `custom` priority makes the rest count. */
export function passwordChangeSettings(config: unknown): Readonly<Record<string, unknown>> {
  const {
    PasswordInitializationPolicyPriority: priority,
    PasswordForcedUpdateStatus: forced,
    UserNotificationChannels: channels,
  } = passwordSettings(config);
  if (priority !== "custom") return {};
  return {
    ...(forced !== undefined && { PasswordForcedUpdateStatus: forced }),
    ...(channels !== undefined && { UserNotificationChannels: channels }),
  };
}
