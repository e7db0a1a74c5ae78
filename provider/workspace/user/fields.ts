import { z } from "zod";
import { characters, FLAG, noteText } from "../../model/text-fields";
import { equalValues, sameEmail, samePhone } from "../../model/compare";
import { emailRemedy, emailType } from "../../model/email";
import { fieldsOf, snakeCase } from "../../model/field";
import { momentRemedy } from "../../model/moment";
import { phoneProblem, phoneRemedy } from "../../model/phone";
import { policyFields } from "../../model/option-fields";
import { expiryMoment, expiryText, isExpiry, sameExpiry } from "./values";

const { field, table } = fieldsOf("Workspace BatchCreateUsers", "ListUsers", snakeCase, "UpdateUserInfo");
const EDIT = "Workspace UpdateUserInfo";
const LOSES = "the account, its assigned desktops, group memberships and password";

/** Some reads leave fields out (ListUserDetail knows no project, domain or mapping): what is not told is no difference. */
const asTold = (declared: unknown, observed: unknown): boolean =>
  observed === undefined || equalValues(declared, observed);

/** Group ids in any order, however often one is named. */
const sameGroups = (declared: unknown, observed: unknown): boolean =>
  equalValues([...new Set(listOf(declared))], [...new Set(listOf(observed))]);

/** Inputs of a Workspace user: every parameter of BatchCreateUsers, and those that only UpdateUserInfo takes. */
export const fields = table({
  /** Login name, 1 to 32 letters, digits, `.`, `_` and `-`. It never changes; another one is another account. */
  userName: field({
    means: "key",
    unique: {},
    type: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9-])?$/),
    required: true,
    about: "Login name.",
    limits:
      "must be 1 to 32 letters, digits, dots, underscores or hyphens, with a letter or digit first and no dot or underscore last",
    change: { kind: "replaces", because: "no Workspace action renames a user", loses: LOSES },
  }),
  /** E-mail address. A user who activates the account needs this or `userPhone`; `""` clears it. */
  userEmail: field({
    means: "email",
    // A creation takes 64 characters, a later change only 55: what passes here can be put back at any time.
    type: emailType(55),
    about: "E-mail address for login data and notices.",
    limits: "must be an e-mail address of at most 55 characters, alone and in ASCII",
    remedy: emailRemedy,
    source: `${EDIT}, user_email`,
    same: sameEmail,
  }),
  /** Mobile number, best as `+` and country code. A user who activates the account needs this or `userEmail`; `""` clears it. */
  userPhone: field({
    means: "phone",
    type: z.union([
      z.literal(""),
      z
        .string()
        .max(20)
        .regex(/^[+(\d][ -~]*$/)
        .refine((text) => phoneProblem(text) === undefined),
    ]),
    about: "Mobile number for login data and notices.",
    limits: "must be one telephone number of at most 20 characters",
    remedy: phoneRemedy,
    same: samePhone,
  }),
  /** When the account expires: `yyyy-MM-ddTHH:mm:ssZ` in UTC, or `"0"` for never (the service's default). */
  accountExpires: field({
    means: "expiry",
    type: z.string().refine(isExpiry),
    about: "When the account expires.",
    limits: 'must be "0" for never, or a UTC time written yyyy-MM-ddTHH:mm:ssZ or yyyy-MM-ddTHH:mm:ss.SSSZ',
    remedy: momentRemedy(expiryText),
    atMoment: expiryText,
    momentOf: expiryMoment,
    serviceDefault: "0",
    same: sameExpiry,
  }),
  /** `USER_ACTIVATE` (default): the user activates by mail or text message. `ADMIN_ACTIVATE`: you do, with a `password`. */
  activeType: field({
    means: "setting",
    type: z.enum(["USER_ACTIVATE", "ADMIN_ACTIVATE"]),
    about: "Who activates the account.",
    limits: "must be USER_ACTIVATE or ADMIN_ACTIVATE",
    serviceDefault: "USER_ACTIVATE",
  }),
  /** Initial password, 8 to 32 characters; required with `ADMIN_ACTIVATE`. Later the service resets it only to a random one. */
  password: field({
    means: "secret",
    ...characters(8, 32),
    secret: true,
    about: "Initial password; required when the administrator activates the account.",
    readBack: "never",
    change: {
      kind: "write-only",
      otherwise:
        "Workspace sets a password of your choice only when it creates the user; later an administrator resets it to a random one (RESET_PWD, random-password)",
    },
  }),
  /** Whether the user may change the password. Default true. */
  enableChangePassword: field({
    means: "setting",
    ...FLAG,
    about: "Whether the user may change the password.",
    serviceDefault: true,
    same: asTold,
  }),
  /** Whether the user must change the password at the next login. Default true; `false` only with `ADMIN_ACTIVATE`. */
  nextLoginChangePassword: field({
    means: "setting",
    ...FLAG,
    about: "Whether the user must change the password at the next login.",
    serviceDefault: true,
    same: asTold,
  }),
  /** User groups by id, at most 5 at creation. The order does not matter; `[]` leaves every group. */
  groupIds: field({
    means: "groups",
    type: z.array(z.string().min(1).max(55)),
    about: "User groups of the user.",
    limits: "must be a list of group ids of 1 to 55 characters, at most 5 at creation",
    readBack: "ListUsers.group_names",
    change: { kind: "in-place", by: ["RunActionsOnGroup"] },
    same: sameGroups,
  }),
  /** Free text, at most 255 characters; `""` clears it. */
  description: field({
    means: "note",
    type: noteText(255),
    about: "Free text about the user.",
    limits: "must have at most 255 characters",
  }),
  /** Alias, 1 to 55 characters. No read shows it and no action changes it. */
  aliasName: field({
    means: "name",
    ...characters(1, 55),
    about: "Alias of the user.",
    readBack: "never",
    change: { kind: "replaces", because: "no Workspace action changes the alias of an existing user", loses: LOSES },
  }),
  /** Whether the password never expires. Default false. */
  passwordNeverExpired: field({
    means: "setting",
    ...FLAG,
    about: "Whether the password never expires.",
    source: `${EDIT}, password_never_expired`,
    atCreate: false,
    serviceDefault: false,
    same: asTold,
  }),
  /** Whether the account is disabled. Default false. A lock after failed logins is another matter: see the output `locked`. */
  disabled: field({
    means: "access",
    ...FLAG,
    about: "Whether the account is disabled.",
    source: `${EDIT}, disabled`,
    atCreate: false,
    serviceDefault: false,
    same: asTold,
  }),
  /** Enterprise project, 1 to 255 characters. Default: the account's default project. */
  enterpriseProjectId: field({
    means: "place",
    ...characters(1, 255),
    about: "Enterprise project of the user.",
    change: {
      kind: "replaces",
      because: "no Workspace action moves a user to another enterprise project",
      loses: LOSES,
    },
    same: asTold,
  }),
  /** Domain, 1 to 255 characters. Default: the tenant's main domain. */
  domain: field({
    means: "place",
    ...characters(1, 255),
    about: "Domain of the user.",
    change: { kind: "replaces", because: "no Workspace action moves a user to another domain", loses: LOSES },
    same: (declared, observed) =>
      observed === undefined || String(declared).toLowerCase() === String(observed).toLowerCase(),
  }),
  /** Service level, operation mode and type of the user as the service maps them, at most 255 characters; `""` clears it. */
  userInfoMap: field({
    means: "setting",
    type: noteText(255),
    about: "Service level, operation mode and type of the user.",
    limits: "must have at most 255 characters",
    source: `${EDIT}, user_info_map`,
    same: asTold,
  }),
  ...policyFields,
} as const);

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
