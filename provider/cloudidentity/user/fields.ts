import { z } from "zod";
import { atMost, characters, FLAG } from "../../model/text-fields";
import { sameEmail, samePhone } from "../../model/compare";
import { emailRemedy, emailType } from "../../model/email";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { phoneProblem, phoneRemedy } from "../../model/phone";
import { policyFields } from "../../model/option-fields";

const { field, table } = fieldsOf("CloudIdentity CreateUser", "GetUser", capital, "UpdateUser");
const RESET_PAGE = "CloudIdentity ResetPassword";

/** Inputs of a CloudIdentity user: every parameter of CreateUser, and what ResetPassword sets. */
export const fields = table({
  /** User name: 1 to 54 characters, unique in the directory. Another one renames the user in place. */
  userName: field({
    means: "key",
    unique: {},
    ...characters(1, 54),
    required: true,
    about: "User name, unique in the directory; changing it renames the user.",
  }),
  /** Display name: at most 64 characters; `""` clears it. */
  displayName: field({ means: "name", ...atMost(64), about: "Display name." }),
  /** Free text: at most 255 characters; `""` clears it. */
  description: field({ means: "note", ...atMost(255), about: "Free text about the user." }),
  /** E-mail address: at most 128 characters; `""` clears it. */
  email: field({
    means: "email",
    type: emailType(128),
    about: "E-mail address.",
    limits: "must be an e-mail address of at most 128 characters, alone and in ASCII",
    remedy: emailRemedy,
    same: sameEmail,
  }),
  /** Telephone number: at most 20 characters, e.g. `+8613800000000`; `""` clears it. Reads mask it, so a change of the masked digits goes unseen. */
  phone: field({
    means: "phone",
    type: z.union([
      z.literal(""),
      z
        .string()
        .max(20)
        .regex(/^\+?[0-9][0-9 ()-]*$/)
        .refine((text) => phoneProblem(text) === undefined),
    ]),
    about: "Telephone number; the service masks it in reads.",
    limits:
      "must be one telephone number of at most 20 characters: digits, spaces, dashes and brackets, with an optional + in front",
    remedy: phoneRemedy,
    same: samePhone,
  }),
  /** Groups of the user, by id: exactly these, as far as the program names groups. `[]` means none. */
  groupIds: field({
    means: "groups",
    type: z.array(z.string().min(1)),
    about: "Groups of the user, among those that the program names or once added.",
    limits: "must be a list of group ids",
    source: "CloudIdentity AddUserToGroup, GroupId",
    wire: "GroupId",
    readBack: "ListGroupMembers.Members",
    atCreate: false,
    serviceDefault: [],
    readsNamedOnly: true,
    change: { kind: "in-place", by: ["AddUserToGroup", "RemoveUserFromGroup"] },
  }),
  /** Password: 8 to 32 characters of 3 of 4 classes, set right after creation. Changing it sets the new one. */
  password: field({
    means: "secret",
    type: z.string().refine(isStrongPassword),
    secret: true,
    about: "Password, set right after creation because CreateUser takes none.",
    limits: "must be 8 to 32 characters and use 3 of: upper case, lower case, digits, special characters",
    source: `${RESET_PAGE}, Password`,
    readBack: "never",
    atCreate: false,
    change: { kind: "write-only", by: "ResetPassword" },
  }),
  /**
   * Whether the user must choose another password at the next login; goes with `password` and is false without this field.
   * Changing it alone sets the declared password again, over one that the user has chosen since.
   */
  passwordResetRequired: field({
    means: "setting",
    ...FLAG,
    about: "Whether the user must choose another password at the next login.",
    source: `${RESET_PAGE}, PasswordResetRequired`,
    readBack: "never",
    atCreate: false,
    change: { kind: "write-only", by: "ResetPassword" },
  }),
  ...policyFields,
} as const);

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** Whether CloudIdentity accepts a password: 8 to 32 characters of at least 3 of the 4 classes (CloudIdentity ResetPassword, Password). */
function isStrongPassword(password: string): boolean {
  const { length } = [...password];
  return length >= 8 && length <= 32 && CLASSES.filter((type) => type.test(password)).length >= 3;
}
