import { z } from "zod";
import { defineDirectory, type Directory, type KindSpec } from "../../../provider/model/kind";
import { fields as edsFields } from "../../../provider/eds/user/fields";
import { user as edsUser } from "../../../provider/eds/user";
import { field, type FieldTable } from "../../../provider/model/field";
import { RollcallError } from "../../../provider/model/error";
import type { Directories } from "../../../sdk/lib/roster/columns/choose-directory";
import { type ParsedRoster, parseRoster, type RosterOptions } from "../../../sdk/lib/roster/people/parse";

const base = { about: "", source: "test page", readBack: "never", change: { kind: "option" } } as const;

/** Fields of every shape a directory can have, in the manner of EIAM. */
const eiamFields = {
  username: field({
    ...base,
    means: "key",
    type: z.string().regex(/^[\w.@-]{1,64}$/),
    required: true,
    limits: "must be 1 to 64 letters or digits",
    wire: "Username",
  }),
  displayName: field({ ...base, means: "name", type: z.string().max(64), limits: "must be at most 64 characters", wire: "DisplayName" }),
  password: field({
    ...base,
    means: "secret",
    type: z.string().min(8),
    secret: true,
    limits: "must be at least 8 characters",
    wire: "Password",
  }),
  phoneRegion: field({
    ...base,
    means: "phone-region",
    type: z.string().regex(/^\d{1,6}$/),
    limits: "must be 1 to 6 digits",
    wire: "PhoneRegion",
  }),
  phoneNumber: field({
    ...base,
    means: "phone",
    type: z.union([z.literal(""), z.string().regex(/^\d{6,15}$/)]),
    limits: "must be 6 to 15 digits",
    wire: "PhoneNumber",
  }),
  phoneNumberVerified: field({
    ...base,
    means: "setting",
    type: z.boolean(),
    limits: "must be true or false",
    wire: "PhoneNumberVerified",
  }),
  email: field({ ...base, means: "email", type: z.string(), limits: "must be an e-mail address", wire: "Email" }),
  emailVerified: field({ ...base, means: "setting", type: z.boolean(), limits: "must be true or false", wire: "EmailVerified" }),
  primaryOrganizationalUnitId: field({
    ...base,
    means: "unit",
    type: z.string(),
    required: true,
    limits: "must be an id",
    wire: "PrimaryOrganizationalUnitId",
  }),
  organizationalUnitIds: field({
    ...base,
    means: "unit",
    type: z.array(z.string()),
    limits: "must be a list of ids",
    wire: "OrganizationalUnitIds",
  }),
  customFields: field({
    ...base,
    means: "extra",
    type: z.array(z.object({ fieldName: z.string(), fieldValue: z.string() })),
    limits: "must be a list of names and values",
    wire: "CustomFields",
  }),
  passwordInitializationConfig: field({
    ...base,
    means: "setting",
    type: z.strictObject({
      passwordForcedUpdateStatus: z.enum(["enabled", "disabled"]).optional(),
      userNotificationChannels: z.array(z.enum(["email", "sms"])).optional(),
    }),
    limits: "must be a password initialization",
    wire: "PasswordInitializationConfig",
  }),
} as const;

const workspaceFields = {
  userName: field({
    ...base,
    means: "key",
    type: z.string().max(32),
    required: true,
    limits: "must be at most 32 characters",
    wire: "user_name",
  }),
  userEmail: field({ ...base, means: "email", type: z.string().max(64), limits: "must be at most 64 characters", wire: "user_email" }),
  userPhone: field({ ...base, means: "phone", type: z.string().max(20), limits: "must be at most 20 characters", wire: "user_phone" }),
  groupIds: field({ ...base, means: "groups", type: z.array(z.string()).max(5), limits: "must be at most 5 ids", wire: "group_ids" }),
  disabled: field({ ...base, means: "access", type: z.boolean(), limits: "must be true or false", wire: "disabled" }),
  userInfoMap: field({
    ...base,
    means: "extra",
    type: z.record(z.string(), z.string()),
    limits: "must be names and values",
    wire: "user_info_map",
  }),
  quota: field({ ...base, means: "setting", type: z.number().int(), limits: "must be a whole number", wire: "quota" }),
} as const;

function directory(name: string, naturalKey: string, fields: FieldTable, rules: KindSpec["rules"] = []): Directory {
  const user: KindSpec = {
    token: "User",
    noun: "user",
    fields,
    naturalKey,
    rules,
    idOutput: "userId",
    parentFields: [],
    changeRules: [],
    disable: "disabled" in fields ? { set: { disabled: true } } : { cannot: "never called here" },
    connect: () => {
      throw new Error("reading a roster calls no cloud");
    },
  };
  return defineDirectory(
    {
      name,
      title: name,
      endpoint: () => "",
      defaultRegion: "",
      cloud: "alibaba",
      capabilities: {
        "batch-create": true,
        "batch-delete": true,
        disable: true,
        rename: true,
        "change-password": true,
        groups: true,
        units: true,
        "read-all-fields": true,
      },
      permissions: [],
      errors: [],
      classify: () => undefined,
    },
    { User: user },
  );
}

/** EDS with its real field table, and two directories with a field of every shape. */
export const directories: Directories = {
  eds: directory("eds", "endUserId", edsFields, edsUser.rules),
  eiam: directory("eiam", "username", eiamFields),
  workspace: directory("workspace", "userName", workspaceFields),
};

/** Parses a text as the roster `people.csv` (or what `file` says) of EDS. */
export function parse(text: string, options: Partial<RosterOptions> = {}): ParsedRoster {
  return parseRoster({ file: "people.csv", text, directories, directory: "eds", env: {}, ...options });
}

/** The message of the RollcallError that `act` throws; fails when it throws nothing or something else. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    expect(error.code).toBe("ERR_ROSTER");
    return error.message;
  }
  throw new Error("expected a refusal");
}

/** The lines of a refusal that name a place. */
export function problems(text: string, options: Partial<RosterOptions> = {}): readonly string[] {
  return refusal(() => parse(text, options))
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => line.trim());
}
