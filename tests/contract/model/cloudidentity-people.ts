import { groupTable } from "../../../emulator/cloudidentity/records";
import { cloudidentity } from "../../../provider/cloudidentity";
import type { People } from "./people";
import { plantedPassword, text, texts, withField } from "./people";

const GROUPS = ["design", "night", "oncall", "sales"];

/** Users of CloudIdentity. */
export const cloudidentityPeople: People = {
  directory: cloudidentity,
  naming: { service: "cloudidentity", id: "UserId", key: "UserName", create: "CreateUser" },
  furnish(tables, now) {
    for (const GroupId of GROUPS)
      groupTable(tables).put(GroupId, {
        GroupId,
        GroupName: GroupId,
        DisplayName: "",
        Description: "",
        JoinType: "Manual",
        Source: "Manual",
        createdAt: now - 100_000,
        updatedAt: now,
      });
  },
  changes: ["UpdateUser", "ResetPassword", "DeleteUser", "AddUserToGroup", "RemoveUserFromGroup"],
  declare: (key, n, draw) => ({
    userName: key,
    displayName: `Display ${n}`,
    ...(draw.chance(0.5) && { email: `${key}.${n}@example.com` }),
    ...(draw.chance(0.4) && { phone: `+86138${String(10_000_000 + n)}` }),
    ...(draw.chance(0.4) && { description: `Description ${n}` }),
    ...(draw.chance(0.6) && { password: plantedPassword(n, draw).slice(0, 32) }),
    ...(draw.chance(0.4) && { groupIds: draw.some(GROUPS, 0.5) }),
  }),
  edit: (user, n, draw) => {
    const field = draw.pick(["displayName", "email", "description", "password", "groupIds"]);
    switch (field) {
      case "groupIds":
        return withField(user, field, draw.pick([undefined, draw.some(GROUPS, 0.5)]));
      case "displayName":
        return withField(user, field, `Edited ${n}`);
      case "email":
        return withField(user, field, draw.pick([undefined, `edited.${n}@example.com`]));
      case "description":
        return withField(user, field, draw.pick(["", `Edited ${n}`]));
      default:
        return withField(user, field, plantedPassword(n, draw).slice(0, 32));
    }
  },
  shown: (user) => ({
    userName: text(user["UserName"]),
    displayName: text(user["DisplayName"]),
    description: text(user["Description"]),
    email: text(user["Email"]),
    phone: text(user["Phone"]),
    groupIds: texts(user["GroupIds"]),
  }),
  seesNamedGroups: true,
  passwordHash: (user) => (typeof user["password"] === "string" ? user["password"] : undefined),
  movable: [["userName"], ["email"]],
  respells: true,
  regroup: (draw) => ({ GroupIds: draw.some(GROUPS, 0.5) }),
  meddle: (n, draw) => draw.pick([`set.DisplayName=Meddled-${n}`, `set.Description=Meddled-${n}`]),
};
