import { z } from "zod";
import { sameEmail, samePhone } from "../../model/compare";
import { emailRemedy, emailType } from "../../model/email";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { FLAG } from "../../model/text-fields";
import { beijingTime, momentRemedy } from "../../model/moment";
import { phoneRemedy } from "../../model/phone";
import { policyFields } from "../../model/option-fields";
import { declaredPhone, isLockTime, isPhone, lockTimeIn, isStrongPassword, sameLockTime } from "./values";

const PAGE = "EDS CreateUsers";
const { field, fieldWithin, table } = fieldsOf(PAGE, "DescribeUsers", capital, "ModifyUser");
/** Of one that stands in the list of users. */
const ofUser = fieldWithin("Users.");
const NO_ACTION = "no EDS action changes it on an existing user";
const LOSES = "the account, its assigned cloud computers, group memberships and password";

/** Inputs of an EDS user: every parameter of CreateUsers, and `status`. */
export const fields = table({
  /** User name: 3 to 24 lower-case letters, digits and underscores. It is the id; another one is another person. */
  endUserId: ofUser({
    means: "key",
    unique: {},
    type: z.string().regex(/^[a-z0-9_]{3,24}$/),
    required: true,
    about: "User name and id of the user.",
    limits: "must be 3 to 24 lower-case letters, digits or underscores",
    change: { kind: "replaces", because: "the user name is the id of the account", loses: LOSES },
  }),
  /** E-mail address for notices. Either this or `phone` is required; `""` clears it. */
  email: ofUser({
    means: "email",
    type: emailType(254),
    about: "E-mail address for notices and password resets.",
    limits: "must be an e-mail address of at most 254 characters, alone and in ASCII",
    remedy: emailRemedy,
    same: sameEmail,
  }),
  /** Mobile number for notices, mainland-China site only, best as digits alone. Either this or `email` is required; `""` clears it. */
  phone: ofUser({
    means: "phone",
    type: z.union([z.literal(""), z.string().refine(isPhone)]),
    about: "Mobile number for notices (mainland-China site only).",
    limits: "must be one mainland-China telephone number of 6 to 15 digits, with an optional +86 in front",
    remedy: phoneRemedy,
    same: samePhone,
    ofPhone: declaredPhone,
  }),
  /** Initial password. Without it the service mails a reset link. Changed later only for administrator-activated users. */
  password: ofUser({
    means: "secret",
    type: z.string().max(256).refine(isStrongPassword),
    secret: true,
    about: "Initial password; without it the service mails a reset link.",
    limits:
      "must be 10 to 256 characters without spaces and use 3 of: upper case, lower case, digits, special characters",
    readBack: "never",
    change: { kind: "write-only", by: "ChangeUserPassword" },
  }),
  /** `Normal`: the user activates the account. `CreateFromManager`: the administrator does. Default `Normal`. */
  ownerType: ofUser({
    means: "setting",
    type: z.enum(["Normal", "CreateFromManager"]),
    about: "Who activates the account.",
    limits: "must be Normal or CreateFromManager",
    serviceDefault: "Normal",
    change: { kind: "replaces", because: NO_ACTION, loses: LOSES },
  }),
  /** Organisation, e.g. `org-aliyun-wy-org-id` for the root. */
  orgId: ofUser({
    means: "unit",
    type: z.string().min(1),
    about: "Organisation of the user.",
    limits: "must be the id of an organisation",
    readBack: "DescribeUsers.Orgs",
    change: { kind: "in-place", by: ["MoveUserOrg"] },
  }),
  /** Free text. */
  remark: ofUser({
    means: "note",
    type: z.string(),
    about: "Free text about the user.",
    limits: "must be text",
    change: { kind: "replaces", because: NO_ACTION, loses: LOSES },
  }),
  /** Display name. */
  realNickName: ofUser({
    means: "name",
    type: z.string(),
    about: "Display name.",
    limits: "must be text",
    change: { kind: "replaces", because: NO_ACTION, loses: LOSES },
  }),
  /** Groups of the user, at most 100 at creation. The order does not matter; `[]` leaves every group. */
  groupIdList: ofUser({
    means: "groups",
    type: z.array(z.string().min(1)),
    about: "Groups of the user.",
    limits: "must be a list of group ids, at most 100 at creation",
    readBack: "DescribeUsers.Groups",
    change: { kind: "in-place", by: ["UserBatchJoinGroup", "UserBatchQuitGroup"] },
  }),
  /** When the service locks the account by itself: `yyyy-MM-dd HH:mm:ss`. Changing it also unlocks the account. */
  autoLockTime: field({
    means: "expiry",
    type: z.string().refine(isLockTime),
    about: "When the service locks the account by itself.",
    limits: "must be a time written yyyy-MM-dd HH:mm:ss, Beijing time",
    remedy: momentRemedy(beijingTime),
    atMoment: beijingTime,
    momentOf: lockTimeIn,
    readBack: "FilterUsers.AutoLockTime",
    change: { kind: "in-place", by: ["UnlockUsers"] },
    same: sameLockTime,
  }),
  /** Whether the user is a local administrator of the cloud computers. */
  isLocalAdmin: field({
    means: "admin",
    ...FLAG,
    about: "Whether the user is a local administrator of the cloud computers.",
    readBack: "DescribeUsers.EnableAdminAccess",
    serviceDefault: false,
    change: { kind: "in-place", by: ["BatchSetDesktopManager"] },
    same: (declared, observed) => declared === (observed ?? false),
  }),
  /** Days until the password expires, 30 to 365 (invited preview). Default: never. */
  passwordExpireDays: field({
    means: "setting",
    type: z
      .union([z.string(), z.number()])
      .refine((days) => /^\d+$/.test(String(days)) && Number(days) >= 30 && Number(days) <= 365),
    about: "Days until the password expires (invited preview).",
    limits: "must be a whole number from 30 to 365",
    change: { kind: "replaces", because: NO_ACTION, loses: LOSES },
    same: (declared, observed) => observed !== undefined && Number(declared) === Number(observed),
  }),
  /** Business channel that goes with every request, e.g. `ENTERPRISE`. */
  businessChannel: field({
    means: "setting",
    type: z.string().min(1),
    about: "Business channel that goes with every request.",
    limits: "must be text such as ENTERPRISE",
    readBack: "never",
    change: { kind: "option" },
  }),
  /** `disabled` locks the account, `enabled` unlocks it. */
  status: field({
    means: "access",
    type: z.enum(["enabled", "disabled"]),
    about: "Whether the account may be used; disabled is EDS's lock.",
    limits: "must be enabled or disabled",
    source: "EDS LockUsers, UnlockUsers",
    atCreate: false,
    serviceDefault: "enabled",
    change: { kind: "in-place", by: ["LockUsers", "UnlockUsers"] },
  }),
  ...policyFields,
} as const);
