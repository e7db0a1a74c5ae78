import { eiam } from "../../../provider/eiam";
import type { Json } from "../../../provider/model/values";
import type { People } from "./people";
import { plantedPassword, text, texts, withField } from "./people";

const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";
const FINANCE = "ou_finance0000000000000000000";
const UNITS = [DESIGN, SALES, FINANCE];

const GROUPS = ["allstaff", "design", "oncall", "sales"].map((name) => `group_${name.padEnd(26, "0")}`);

const emailOf = (email: string): Readonly<Record<string, Json>> => ({ email, emailVerified: true });

/** Users of EIAM. */
export const eiamPeople: People = {
  directory: eiam,
  naming: { service: "eiam", id: "UserId", key: "Username", create: "CreateUser" },
  changes: ["UpdateUser*", "SetUser*", "AddUser*", "RemoveUser*", "EnableUser", "DisableUser", "DeleteUsers"],
  declare: (key, n, draw) => ({
    username: key,
    primaryOrganizationalUnitId: draw.pick(UNITS),
    displayName: `Display ${n}`,
    ...(draw.chance(0.5) && { password: plantedPassword(n, draw) }),
    ...(draw.chance(0.5) && emailOf(`${key}.${n}@example.com`)),
    ...(draw.chance(0.3) && { phoneRegion: "86", phoneNumber: `138${String(10_000_000 + n)}`, phoneNumberVerified: true }),
    ...(draw.chance(0.4) && { organizationalUnitIds: draw.some(UNITS, 0.5) }),
    ...(draw.chance(0.3) && { description: `Description ${n}` }),
    ...(draw.chance(0.3) && { customFields: [{ fieldName: "badge", fieldValue: `badge-${n}` }] }),
    ...(draw.chance(0.3) && { status: draw.pick(["enabled", "disabled"]) }),
    ...(draw.chance(0.2) && { userExternalId: `hr-${n}` }),
    ...(draw.chance(0.4) && { groupIds: draw.some(GROUPS, 0.5) }),
  }),
  edit: (user, n, draw) => {
    const field = draw.pick([
      "displayName",
      "email",
      "primaryOrganizationalUnitId",
      "organizationalUnitIds",
      "description",
      "customFields",
      "status",
      "password",
      "groupIds",
    ]);
    switch (field) {
      case "displayName":
        return withField(user, field, `Edited ${n}`);
      case "email":
        return { ...user, ...emailOf(`edited.${n}@example.com`) };
      case "primaryOrganizationalUnitId":
        return withField(user, field, draw.pick(UNITS));
      case "organizationalUnitIds":
        return withField(user, field, draw.pick([undefined, draw.some(UNITS, 0.5)]));
      case "description":
        return withField(user, field, draw.pick(["", `Edited ${n}`]));
      case "customFields":
        return withField(user, field, draw.pick([[], [{ fieldName: "badge", fieldValue: `edited-${n}` }]]));
      case "groupIds":
        return withField(user, field, draw.pick([undefined, draw.some(GROUPS, 0.5)]));
      case "status":
        return withField(user, field, draw.pick(["enabled", "disabled"]));
      default:
        return withField(user, field, plantedPassword(n, draw));
    }
  },
  shown: (user) => ({
    username: text(user["Username"]),
    displayName: text(user["DisplayName"]),
    email: text(user["Email"]),
    emailVerified: user["EmailVerified"] === true,
    phoneRegion: text(user["PhoneRegion"]),
    phoneNumber: text(user["PhoneNumber"]),
    phoneNumberVerified: user["PhoneNumberVerified"] === true,
    userExternalId: text(user["UserExternalId"]),
    primaryOrganizationalUnitId: text(user["PrimaryOrganizationalUnitId"]),
    organizationalUnitIds: Array.isArray(user["OrganizationalUnitIds"])
      ? user["OrganizationalUnitIds"].map(String).filter((unit) => unit !== user["PrimaryOrganizationalUnitId"])
      : [],
    description: text(user["Description"]),
    customFields: Array.isArray(user["CustomFields"])
      ? user["CustomFields"].map(({ FieldName, FieldValue }) => ({ fieldName: String(FieldName), fieldValue: String(FieldValue) }))
      : [],
    status: text(user["Status"]),
    groupIds: texts(user["GroupIds"]),
  }),
  seesNamedGroups: true,
  // The primary unit is one of the user's units whether or not it is listed.
  meant: (declared) => {
    const units = declared["organizationalUnitIds"];
    return Array.isArray(units)
      ? { ...declared, organizationalUnitIds: units.filter((unit) => unit !== declared["primaryOrganizationalUnitId"]) }
      : declared;
  },
  passwordHash: (user) => (typeof user["PasswordHash"] === "string" ? user["PasswordHash"] : undefined),
  disabled: (user) => user["Status"] === "disabled",
  movable: [["username"], ["email", "emailVerified"], ["phoneRegion", "phoneNumber", "phoneNumberVerified"]],
  respells: true,
  regroup: (draw) => ({ GroupIds: draw.some(GROUPS, 0.5) }),
  meddle: (n, draw) => draw.pick([`set.DisplayName=Meddled-${n}`, "set.Status=disabled", `set.Description=Meddled-${n}`]),
};
