import { isObject } from "../untyped";
import { applyDrift, ControlError, flag, integer, optionalText, text, texts, type DriftFields } from "../drift";
import type { EmulatedDirectory } from "../service";
import { eiamTables, type EiamUser } from "./records";
import { deleteUser, findByUsername, saveUser } from "./user-store";

function status(value: unknown): EiamUser["Status"] {
  if (value !== "enabled" && value !== "disabled") throw new ControlError("Status must be enabled or disabled");
  return value;
}

/** As `{ "badge": "A-7" }`: simpler to write than the wire's list. */
function customFields(value: unknown): EiamUser["CustomFields"] {
  if (!isObject(value)) throw new ControlError("CustomFields must be an object of names and texts");
  return Object.entries(value).map(([FieldName, FieldValue]) => ({
    FieldName,
    FieldValue: text(`CustomFields.${FieldName}`, FieldValue),
  }));
}

/** As `{ "group_…": "ding_talk" }`. */
function groupSources(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new ControlError("GroupSources must be an object of group ids and texts");
  return Object.fromEntries(Object.entries(value).map(([id, source]) => [id, text(`GroupSources.${id}`, source)]));
}

const FIELDS: DriftFields<EiamUser> = {
  Username: (value) => ({ Username: text("Username", value) }),
  DisplayName: (value) => ({ DisplayName: optionalText("DisplayName", value) }),
  Description: (value) => ({ Description: optionalText("Description", value) }),
  PhoneRegion: (value) => ({ PhoneRegion: optionalText("PhoneRegion", value) }),
  PhoneNumber: (value) => ({ PhoneNumber: optionalText("PhoneNumber", value) }),
  PhoneNumberVerified: (value) => ({ PhoneNumberVerified: flag("PhoneNumberVerified", value) }),
  Email: (value) => ({ Email: optionalText("Email", value) }),
  EmailVerified: (value) => ({ EmailVerified: flag("EmailVerified", value) }),
  UserExternalId: (value) => ({ UserExternalId: text("UserExternalId", value) }),
  UserSourceType: (value) => ({ UserSourceType: text("UserSourceType", value) }),
  Status: (value) => ({ Status: status(value) }),
  PrimaryOrganizationalUnitId: (value) => ({ PrimaryOrganizationalUnitId: text("PrimaryOrganizationalUnitId", value) }),
  OrganizationalUnitIds: (value) => ({ OrganizationalUnitIds: texts("OrganizationalUnitIds", value) }),
  CustomFields: (value) => ({ CustomFields: customFields(value) }),
  GroupIds: (value) => ({ GroupIds: texts("GroupIds", value) }),
  GroupSources: (value) => ({ GroupSources: groupSources(value) }),
  LockExpireTime: (value) => ({ LockExpireTime: value === null ? undefined : integer("LockExpireTime", value) }),
};

/** The primary unit is always one of the user's units, and the first. */
function withPrimaryFirst(user: EiamUser): EiamUser {
  return {
    ...user,
    OrganizationalUnitIds: [...new Set([user.PrimaryOrganizationalUnitId, ...user.OrganizationalUnitIds])],
  };
}

/** Edits or removes a user, found by UserId or, in any instance, by Username, without any rule of the API. */
export const driftEiam: EmulatedDirectory["drift"] = (tables, key, change, now) => {
  const instances = [...eiamTables.instances(tables).values()];
  const named = instances
    .map(({ InstanceId }) => findByUsername(tables, InstanceId, key))
    .find((candidate) => candidate !== undefined);
  const user = eiamTables.users(tables).get(key) ?? named;
  if (user === undefined) return false;
  if (change.remove === true) deleteUser(tables, user);
  else saveUser(tables, withPrimaryFirst({ ...applyDrift(user, change.set ?? {}, FIELDS), UpdateTime: now }));
  return true;
};
