import { z } from "zod";
import { atMost, FLAG, noteText } from "../../model/text-fields";
import { sameEmail } from "../../model/compare";
import { emailRemedy, emailType } from "../../model/email";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { policyFields } from "../../model/option-fields";
import { customFieldsType, sameCustomFields, sameUnits } from "./values";

const { field, table } = fieldsOf("IDaaS EIAM CreateUser", "ListUsers", capital, "UpdateUser");
const LOSES = "the account with its password, its application authorisations and its groups";
const unitId = z.string().min(1);

/** Inputs of an EIAM user: every parameter of CreateUser but the request token, and `status`. */
export const fields = table({
  /** IDaaS instance, `idaas_…`. Default: the configuration's `rollcall:instanceId`. Another instance is another account. */
  instanceId: field({
    means: "place",
    type: z.string().min(1),
    about: "IDaaS instance of the user; the configured rollcall:instanceId unless declared.",
    limits: "must be the id of an IDaaS instance",
    change: { kind: "replaces", because: "an account belongs to one instance for good", loses: LOSES },
  }),
  /** Account name: letters, digits, `_`, `.`, `@` and `-`, at most 256 (older instances: 64). Another name renames the account. */
  username: field({
    means: "key",
    unique: { ignoresCase: true },
    type: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/),
    required: true,
    about: "Account name, unique in the instance.",
    limits: "must be 1 to 256 letters, digits, underscores, periods, at signs or hyphens",
  }),
  /** Display name, at most 128 characters (older instances: 64). `""` clears it. */
  displayName: field({ means: "name", ...atMost(128), about: "Display name." }),
  /** Password, by the policy of the instance. Never read back; a changed one is sent. */
  password: field({
    means: "secret",
    type: z.string().min(1),
    secret: true,
    about: "Password of the account.",
    limits: "must be text that satisfies the password policy of the instance",
    readBack: "never",
    change: { kind: "write-only", by: "UpdateUserPassword" },
  }),
  /** Country code of `phoneNumber`, digits only: `86`, not `+86`. Goes with `phoneNumber`. */
  phoneRegion: field({
    means: "phone-region",
    type: z.union([z.literal(""), z.string().regex(/^(?!00)\d{1,6}$/)]),
    about: "Country code of the mobile number.",
    limits: "must be 1 to 6 digits without + or 00 in front",
  }),
  /** Mobile number without country code. Needs `phoneRegion` and `phoneNumberVerified`; `""` clears all three. */
  phoneNumber: field({
    means: "phone",
    unique: { with: ["phoneRegion"] },
    type: z.union([z.literal(""), z.string().regex(/^\d{6,15}$/)]),
    about: "Mobile number without country code.",
    limits: "must be 6 to 15 digits",
    remedy: () => "Write one number in digits alone, and its country code as phoneRegion.",
  }),
  /** Whether the mobile number is trusted; required with `phoneNumber`. The service recommends true. */
  phoneNumberVerified: field({
    means: "setting",
    ...FLAG,
    about: "Whether the mobile number is trusted.",
    same: sameFlag,
  }),
  /** E-mail address. Needs `emailVerified`; `""` clears it. */
  email: field({
    means: "email",
    unique: { ignoresCase: true },
    type: emailType(128, /^[A-Za-z0-9._-]+@/),
    about: "E-mail address.",
    limits:
      "must be an e-mail address of at most 128 characters, alone and in ASCII, with letters, digits, underscores, periods and hyphens before the @",
    remedy: emailRemedy,
    same: sameEmail,
  }),
  /** Whether the e-mail address is trusted; required with `email`. The service recommends true. */
  emailVerified: field({ means: "setting", ...FLAG, about: "Whether the e-mail address is trusted.", same: sameFlag }),
  /** Id of the person in another system, at most 128 characters (older instances: 64). Default: the new account's own id. */
  userExternalId: field({
    means: "external-id",
    unique: {},
    type: noteText(128).min(1),
    about: "Id of the person in another system.",
    limits: "must be 1 to 128 characters",
    change: { kind: "replaces", because: "no EIAM action changes it on an existing account", loses: LOSES },
  }),
  /** Organizational unit the account belongs to first of all. Another one moves the account. */
  primaryOrganizationalUnitId: field({
    means: "unit",
    type: unitId,
    required: true,
    about: "Primary organizational unit of the account.",
    limits: "must be the id of an organizational unit",
    readBack: "GetUser.PrimaryOrganizationalUnitId",
    change: { kind: "in-place", by: ["SetUserPrimaryOrganizationalUnit"] },
  }),
  /** All further organizational units, in any order; the primary one may stand among them. `[]` leaves every further unit. */
  organizationalUnitIds: field({
    means: "unit",
    type: z.array(unitId),
    about: "Further organizational units of the account.",
    limits: "must be a list of ids of organizational units",
    readBack: "GetUser.OrganizationalUnits",
    change: { kind: "in-place", by: ["AddUserToOrganizationalUnits", "RemoveUserFromOrganizationalUnits"] },
    same: sameUnits,
  }),
  /** Groups of the account, by id: exactly these, as far as the program names groups. `[]` means none. */
  groupIds: field({
    means: "groups",
    type: z.array(z.string().min(1)),
    about: "Groups of the account, among those that the program names or once added.",
    limits: "must be a list of group ids",
    source: "IDaaS EIAM AddUsersToGroup, GroupId",
    wire: "GroupId",
    readBack: "ListUsersForGroup.Users",
    atCreate: false,
    serviceDefault: [],
    readsNamedOnly: true,
    change: { kind: "in-place", by: ["AddUsersToGroup", "RemoveUsersFromGroup"] },
  }),
  /** Free text, at most 256 characters. `""` clears it. */
  description: field({
    means: "note",
    ...atMost(256),
    about: "Free text about the account.",
    change: { kind: "in-place", by: ["UpdateUserDescription"] },
  }),
  /**
   * Extended fields of the account, which must exist in the instance. The list is the whole of them: each is added, replaced
   * or removed by itself, and one that leaves the list (or gets `""`) is removed from the account. `[]` removes all; without
   * the list none is touched.
   */
  customFields: field({
    means: "extra",
    type: customFieldsType,
    about: "Extended fields of the account.",
    limits: "must be a list of { fieldName, fieldValue }, both text, each name once",
    readBack: "GetUser.CustomFields",
    same: sameCustomFields,
  }),
  /**
   * How the first password is made and handed over. Goes with the creation and, where the priority is `custom`, with every
   * changed password; changing it alone calls nothing. Without `passwordInitializationPolicyPriority` the service ignores it.
   */
  passwordInitializationConfig: field({
    means: "setting",
    type: z.strictObject({
      passwordInitializationPolicyPriority: z.enum(["global", "custom"]).optional(),
      passwordForcedUpdateStatus: z.enum(["enabled", "disabled"]).optional(),
      userNotificationChannels: z.array(z.enum(["email", "sms"])).optional(),
      passwordInitializationType: z.literal("random").optional(),
    }),
    about: "How a password is made and handed over at creation, and announced when it changes.",
    limits:
      "may hold passwordInitializationPolicyPriority (global, custom), passwordForcedUpdateStatus (enabled, disabled), userNotificationChannels (email, sms) and passwordInitializationType (random)",
    readBack: "never",
    change: { kind: "option" },
  }),
  /** `disabled` keeps the account from signing in; `enabled` lets it. */
  status: field({
    means: "access",
    type: z.enum(["enabled", "disabled"]),
    about: "Whether the account may sign in.",
    limits: "must be enabled or disabled",
    source: "IDaaS EIAM EnableUser, DisableUser",
    atCreate: false,
    serviceDefault: "enabled",
    change: { kind: "in-place", by: ["EnableUser", "DisableUser"] },
  }),
  ...policyFields,
} as const);

/** A flag that goes with a phone or e-mail address is false when there is none. */
function sameFlag(declared: unknown, observed: unknown): boolean {
  return declared === (observed ?? false);
}
