import type { Change } from "../directory";
import { customFieldOperations } from "./custom-fields";

/**
 * What UpdateUser is sent for a change, besides instance and user. Phone and e-mail go with everything that belongs to them
 * (IDaaS EIAM UpdateUser: PhoneRegion and PhoneNumberVerified are required with PhoneNumber, EmailVerified with Email).
 */
export function update(change: Change): Readonly<Record<string, unknown>> {
  const { desired, observed, changed } = change;
  const operations = changed.has("customFields") ? customFieldOperations(desired["customFields"], observed?.fields["customFields"]) : [];
  return {
    ...(changed.has("username") && { Username: desired["username"] }),
    ...(changed.has("displayName") && { DisplayName: desired["displayName"] }),
    ...(touches(changed, ["phoneRegion", "phoneNumber", "phoneNumberVerified"]) && phone(change)),
    ...(touches(changed, ["email", "emailVerified"]) && email(change)),
    ...(operations.length > 0 && { CustomFields: operations }),
  };
}

/** A cleared number goes with the region it had, because the region is required and has no empty form. */
function phone({ desired, observed }: Change): Readonly<Record<string, unknown>> {
  if (desired["phoneNumber"] === "") return { PhoneRegion: observed?.fields["phoneRegion"] ?? "", PhoneNumber: "", PhoneNumberVerified: false };
  return { PhoneRegion: desired["phoneRegion"], PhoneNumber: desired["phoneNumber"], PhoneNumberVerified: desired["phoneNumberVerified"] };
}

function email({ desired }: Change): Readonly<Record<string, unknown>> {
  if (desired["email"] === "") return { Email: "", EmailVerified: false };
  return { Email: desired["email"], EmailVerified: desired["emailVerified"] };
}

function touches(changed: ReadonlySet<string>, fields: readonly string[]): boolean {
  return fields.some((field) => changed.has(field));
}
