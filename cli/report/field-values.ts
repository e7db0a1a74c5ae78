import { z } from "zod";
import type { Directory } from "../../provider/directory";
import { isUnknown } from "../../provider/lifecycle/unknown";
import type { Fields } from "../../provider/user";
import type { Fact } from "./model";
import { joinTexts, personal, type PersonalKind, type Text } from "./text";

/** How the engine prints a secret value. */
export const SECRET = "[secret]";
/** Marks a secret in engine output that shows secrets (pulumi sdk, `resource.SigKey`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Whether a value must not be shown: a secret field's, or one that the program made secret. */
export function isSecret(directory: Directory, field: string, value: unknown): boolean {
  return directory.fields[field]?.secret === true || holdsSecret(value);
}

/** Whether a value is, or holds, something the program made secret. */
export function holdsSecret(value: unknown): boolean {
  if (value === SECRET) return true;
  if (typeof value !== "object" || value === null) return false;
  return SIGNATURE in value || Object.values(value).some(holdsSecret);
}

/** A field's value for people; secrets and values that only the update will know are named as such. */
export function valueText(directory: Directory, field: string, value: unknown): Text {
  if (isSecret(directory, field, value)) return ["(secret)"];
  if (isUnknown(value)) return ["(known after the update)"];
  if (value === "") return ["(empty)"];
  if (!Array.isArray(value)) return scalarText(directory, field, value);
  return value.length === 0 ? ["(none)"] : joinTexts(value.map((member) => scalarText(directory, field, member)), ", ");
}

/** One value, or one member of a list. */
export function scalarText(directory: Directory, field: string, value: unknown): Text {
  const written = typeof value === "string" ? value : JSON.stringify(value) ?? "";
  const kind = personalKind(directory, field, value);
  return [personal(kind, written)];
}

/** What a value tells of a person. */
export function personalKind(directory: Directory, field: string, value: unknown): PersonalKind {
  if (field === directory.naturalKey) return "key";
  if (typeof value === "object" && value !== null) return "words";
  if (typeof value !== "string" || directory.fields[field]?.type instanceof z.ZodEnum) return "nobody";
  if (/email$/i.test(field)) return "email";
  if (/phone(number)?$/i.test(field)) return "phone";
  if (/name$/i.test(field)) return "name";
  // Ids of organisations and groups and points in time are nobody's; whatever is not known to be harmless counts as personal.
  return /(?<!External)(Id|Ids|IdList|Time|Expires|Region|Days)$/.test(field) ? "nobody" : "words";
}

/** The natural key of a declaration. */
export function keyText(directory: Directory, key: string): Text {
  return [personal("key", key === "" ? `(a user of ${directory.title})` : key)];
}

/** A person's display name, where the directory has one and the declaration tells it. */
export function nameText(directory: Directory, fields: Fields): Text | undefined {
  const field = nameField(directory);
  const value = field === undefined ? undefined : fields[field];
  if (field === undefined || typeof value !== "string" || value === "" || isUnknown(value) || isSecret(directory, field, value)) return undefined;
  return [personal("name", value)];
}

function nameField(directory: Directory): string | undefined {
  return ["realNickName", "displayName", "aliasName"].find((name) => Object.hasOwn(directory.fields, name));
}

/** The declared fields of a person as facts, beside key and name, which head the entry, and options that steer Rollcall. */
export function factsOf(directory: Directory, fields: Fields): readonly Fact[] {
  return Object.entries(directory.fields).flatMap(([field, spec]) => {
    const value = fields[field];
    if (value === undefined || field === directory.naturalKey || field === nameField(directory) || spec.change.kind === "option") return [];
    return [{ field, value: valueText(directory, field, value) }];
  });
}
