import { z } from "zod";
import { SIGNATURE_KEY } from "../../provider/pulumi/sealed";
import type { Kind } from "../../provider/model/kind";
import { type FieldSpec, fieldThatMeans, type Meaning } from "../../provider/model/field";
import { defined, type Fields, isUnknown } from "../../provider/model/values";
import type { Entry, Fact, FieldChange } from "./model";
import { isReference } from "../../sdk/lib/roster/people/references";
import { joinTexts, personal, type PersonalKind, quoted, type Text } from "./text";

/** How the engine prints a secret value. */
export const SECRET = "[secret]";

/** Whether a value must not be shown: a secret field's, or one that the program made secret. */
export function isSecret(kind: Kind, field: string, value: unknown): boolean {
  return kind.fields[field]?.secret === true || holdsSecret(value);
}

/** Whether a value is, or holds, something the program made secret. */
export function holdsSecret(value: unknown): boolean {
  return (
    isWhollySecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret))
  );
}

/** Whether the program made the value as a whole secret, so that the engine shows nothing of what it holds unless it is asked to. */
export function isWhollySecret(value: unknown): boolean {
  return value === SECRET || (typeof value === "object" && value !== null && SIGNATURE_KEY in value);
}

/** What is known of a group or unit by its id, where anything is. */
export type GroupOf = (
  directory: string,
  id: string,
) =>
  | { readonly name: string; /** It has no id yet: the id asked for only stands for it. */ readonly isNew?: true }
  | undefined;

/** A field's value for people; secrets and values that only the update will know are named as such. */
export function valueText(kind: Kind, field: string, value: unknown, groupOf?: GroupOf): Text {
  if (isSecret(kind, field, value)) return ["(secret)"];
  if (isUnknown(value)) return ["(known after the update)"];
  if (value === "") return ["(empty)"];
  if (!Array.isArray(value)) return scalarText(kind, field, value, groupOf);
  return value.length === 0
    ? ["(none)"]
    : joinTexts(
        value.map((member) => scalarText(kind, field, member, groupOf)),
        ", ",
      );
}

/** One value, or one member of a list. A group or unit has its name in front of its id, where it is known. */
export function scalarText(kind: Kind, field: string, value: unknown, groupOf?: GroupOf): Text {
  const written = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const shown = personal(personalKind(kind, field, value), written);
  const spec = kind.fields[field];
  const group = spec !== undefined && isReference(spec) ? groupOf?.(kind.directory.name, written) : undefined;
  if (group === undefined) return [shown];
  return [quoted(group.name), " (", group.isNew === true ? "new" : shown, ")"];
}

/** What joins and what leaves a list of texts; `undefined` where either value is no such list. */
export function listChange(
  kind: Kind,
  field: string,
  before: unknown,
  after: unknown,
  groupOf?: GroupOf,
): FieldChange | undefined {
  if (!isTextList(before) || !isTextList(after)) return undefined;
  const beyond = (list: readonly string[], other: readonly string[]): readonly Text[] =>
    list.filter((member) => !other.includes(member)).map((member) => scalarText(kind, field, member, groupOf));
  return { kind: "list", field, added: beyond(after, before), removed: beyond(before, after) };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}

/**
 * What a value of each meaning tells of a person. What is not named here may tell anything, a custom field as well as a
 * field that is yet to come, and counts as free text about a person, so that a mask hides it.
 */
const TELLS: Readonly<Partial<Record<Meaning, PersonalKind>>> = {
  key: "key",
  name: "name",
  email: "email",
  phone: "phone",
  "phone-region": "nobody",
  groups: "nobody",
  unit: "nobody",
  expiry: "nobody",
  access: "nobody",
  admin: "nobody",
  place: "nobody",
};

/** What a value tells of a person. */
export function personalKind(kind: Kind, field: string, value: unknown): PersonalKind {
  const spec = kind.fields[field];
  if (spec === undefined || (typeof value === "object" && value !== null)) return "words";
  if (spec.means === "setting" && isOneOfFew(spec, value)) return "nobody";
  if (kind.token !== "User" && (spec.means === "key" || spec.means === "name")) return "nobody";
  return TELLS[spec.means] ?? "words";
}

/** A setting with a fixed choice of values tells nothing of a person; one that takes any text may. */
function isOneOfFew({ type }: FieldSpec, value: unknown): boolean {
  const bare = type instanceof z.ZodOptional ? type.unwrap() : type;
  return (
    typeof value === "boolean" || typeof value === "number" || bare instanceof z.ZodEnum || bare instanceof z.ZodLiteral
  );
}

/** The natural key of a declaration. What a group or unit is called tells nobody's identity. */
export function keyText(kind: Kind, key: string): Text {
  const nameless = kind.token === "User" ? `(a user of ${kind.directory.title})` : `(${kind.noun} without a name)`;
  const shown = key === "" ? nameless : key;
  return [personal(kind.token === "User" ? "key" : "nobody", shown)];
}

/** A display name, where the directory has one and the declaration tells it. */
function nameText(kind: Kind, fields: Fields): Text | undefined {
  const field = fieldThatMeans(kind.fields, "name") ?? "";
  const value = fields[field];
  if (typeof value !== "string" || value === "" || isUnknown(value) || isSecret(kind, field, value)) return undefined;
  return [personal(personalKind(kind, field, value), value)];
}

/** The declared fields of a person as facts, beside key and name, which head the entry, and options that steer Rollcall. */
export function factsOf(kind: Kind, fields: Fields, groupOf?: GroupOf): readonly Fact[] {
  const name = fieldThatMeans(kind.fields, "name");
  return Object.entries(kind.fields).flatMap(([field, spec]) => {
    const value = fields[field];
    if (value === undefined || field === kind.naturalKey || field === name || spec.change.kind === "option") return [];
    return [{ field, value: valueText(kind, field, value, groupOf) }];
  });
}

/** Whom or what an entry is about. */
export type EntryHead = Pick<Entry, "noun" | "directory" | "key" | "name">;

/** The head of an entry, by the key and the fields that are known. */
export function headOf(kind: Kind, key: string, fields: Fields): EntryHead {
  const noun = kind.token === "User" ? undefined : kind.noun;
  return defined({ noun, directory: kind.directory.name, key: keyText(kind, key), name: nameText(kind, fields) });
}
