import { type Fields, isUnknown } from "../../provider/model/values";
import type { Kind } from "../../provider/model/kind";
import { isSecret, personalKind } from "../report/field-values";
import type { PersonalKind } from "../report/text";

/** A value that tells a person again in another directory. */
export interface Contact {
  readonly kind: PersonalKind;
  readonly value: string;
}

/** E-mail addresses, telephone numbers and names of a declaration, as far as they are known and no secret. */
export function contactsOf(kind: Kind, fields: Fields): readonly Contact[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (typeof value !== "string" || value === "" || isUnknown(value) || isSecret(kind, field, value)) return [];
    const personal = personalKind(kind, field, value);
    return personal === "email" || personal === "phone" || personal === "name" ? [{ kind: personal, value }] : [];
  });
}

/** The domains of a declaration's e-mail addresses, in lower case. */
export function domainsOf(kind: Kind, fields: Fields): readonly string[] {
  return contactsOf(kind, fields).flatMap(({ kind, value }) =>
    kind === "email" && value.includes("@") ? [value.slice(value.lastIndexOf("@") + 1).toLowerCase()] : [],
  );
}

/** What two ways of writing one contact share: case and spaces of a name or address, the national digits of a number. */
export function foldContact({ kind, value }: Contact): string {
  if (kind === "phone") return value.replace(/\D/g, "").replace(/^(?:00)?86(?=1\d{10}$)/, "");
  return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
