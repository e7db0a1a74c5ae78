import { z } from "zod";
import { equalValues } from "../../model/compare";
import { type Bag, defined, type Fields, record, records, text } from "../../model/values";

/** A list of extended fields; a name twice would leave open which value counts. */
export const customFieldsType = z
  .array(z.strictObject({ fieldName: z.string().min(1), fieldValue: z.string() }))
  .refine((list) => new Set(list.map(({ fieldName }) => fieldName)).size === list.length);

/** Whether account and program have the same extended fields, in any order. One without a value is the same as none. */
export function sameCustomFields(declared: unknown, observed: unknown): boolean {
  return customFieldOperations(declared, observed).length === 0;
}

/**
 * The single operations that bring an account's extended fields in line. Where the account's fields are not known, all declared
 * ones are sent; `replace` adds a field that is absent (IDaaS EIAM UpdateUser, CustomFields.N.Operation), so that a repeat of an
 * operation whose answer was lost does no harm.
 */
export function customFieldOperations(
  declared: unknown,
  observed: unknown,
): readonly Readonly<Record<string, string>>[] {
  const wanted = valuesOf(declared);
  const present = valuesOf(observed);
  const set = [...wanted].filter(([name, value]) => present.get(name) !== value);
  const removed = [...present.keys()].filter((name) => !wanted.has(name));
  return [
    ...set.map(([FieldName, FieldValue]) => ({ FieldName, FieldValue, Operation: "replace" })),
    ...removed.map((FieldName) => ({ FieldName, Operation: "remove" })),
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
export function passwordSettings(config: unknown): Bag {
  const declared = record(config);
  return Object.fromEntries(
    Object.entries(WIRE).flatMap(([name, wire]) => (declared[name] === undefined ? [] : [[wire, declared[name]]])),
  );
}

/** What of it UpdateUserPassword takes. As at creation, only a `custom` priority makes the rest count. */
export function passwordChangeSettings(config: unknown): Bag {
  const {
    PasswordInitializationPolicyPriority: priority,
    PasswordForcedUpdateStatus: forced,
    UserNotificationChannels: channels,
  } = passwordSettings(config);
  if (priority !== "custom") return {};
  return defined({ PasswordForcedUpdateStatus: forced, UserNotificationChannels: channels });
}

/** The ways an account's organizational units must go to become as declared. */
export interface UnitMoves {
  /** The unit to make primary, when it is not. */
  readonly primary?: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Observed units stand primary first (see observe.ts), as GetUser reports the primary one among them; a program may repeat it
 * or not. So the two agree when they agree without it.
 */
export function sameUnits(declared: unknown, observed: unknown): boolean {
  const [primary, ...further] = unitsOf(observed);
  return equalValues(without(unitsOf(declared), primary), further);
}

/**
 * What brings an account's units in line. The new primary unit comes first; by becoming it, the account leaves the former
 * primary unit (IDaaS EIAM SetUserPrimaryOrganizationalUnit), which therefore is added back when it is declared as a further
 * one. Further units are left alone when the program does not declare them.
 */
export function unitMoves(desired: Fields, observed: Fields | undefined): UnitMoves {
  const wanted = desired["primaryOrganizationalUnitId"];
  const former = observed?.["primaryOrganizationalUnitId"];
  const moves = typeof wanted === "string" && wanted !== former;
  const primary = moves ? wanted : former;
  if (desired["organizationalUnitIds"] === undefined) return { ...(moves && { primary: wanted }), add: [], remove: [] };
  const present = without(without(unitsOf(observed?.["organizationalUnitIds"]), former), primary);
  const further = without(unitsOf(desired["organizationalUnitIds"]), primary);
  return {
    ...(moves && { primary: wanted }),
    add: further.filter((unit) => !present.includes(unit)),
    remove: present.filter((unit) => !further.includes(unit)),
  };
}

/** The declared further units without the primary one, for a creation. */
export function furtherUnits(user: Fields): readonly string[] {
  return without(unitsOf(user["organizationalUnitIds"]), user["primaryOrganizationalUnitId"]);
}

function unitsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((unit) => typeof unit === "string"))] : [];
}

function without(units: readonly string[], left: unknown): readonly string[] {
  return units.filter((unit) => unit !== left);
}
