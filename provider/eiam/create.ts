import { isCleared } from "../compare";
import type { CreateAttempt } from "../directory";
import type { Fields } from "../user";
import { customFieldsOnWire } from "./custom-fields";
import { fields } from "./fields";
import { passwordSettings } from "./password-settings";
import { furtherUnits } from "./units";

const PLAIN = ["username", "displayName", "password", "userExternalId", "primaryOrganizationalUnitId", "description"] as const;
const PHONE = ["phoneRegion", "phoneNumber", "phoneNumberVerified"] as const;
const EMAIL = ["email", "emailVerified"] as const;

/**
 * Parameters of CreateUser. `""` and `[]` have nothing to clear on a user that does not exist yet. The token makes a repeat
 * answer with the account of the first call (IDaaS EIAM CreateUser, ClientToken).
 */
export function creation(instanceId: string, user: Fields, attempt: CreateAttempt): Readonly<Record<string, unknown>> {
  const names = [...PLAIN, ...(filled(user, "phoneNumber") ? PHONE : []), ...(filled(user, "email") ? EMAIL : [])];
  const units = furtherUnits(user);
  const customFields = customFieldsOnWire(user["customFields"]);
  const settings = passwordSettings(user["passwordInitializationConfig"]);
  return {
    InstanceId: instanceId,
    ...Object.fromEntries(names.filter((name) => filled(user, name)).map((name) => [fields[name].wire, user[name]])),
    ...(units.length > 0 && { OrganizationalUnitIds: units }),
    ...(customFields.length > 0 && { CustomFields: customFields }),
    ...(Object.keys(settings).length > 0 && { PasswordInitializationConfig: settings }),
    ClientToken: attempt.token,
  };
}

function filled(user: Fields, name: string): boolean {
  return user[name] !== undefined && !isCleared(user[name]);
}
