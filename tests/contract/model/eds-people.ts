import { eds } from "../../../provider/eds";
import type { People } from "./people";
import { plantedPassword, text, texts, withField } from "./people";

const GROUPS = ["ug-design", "ug-gpu", "ug-sales", "ug-oncall"];
const ORGS = ["org-design", "org-sales", "org-people"];
const TIMES = ["2031-01-02 03:04:05", "2032-02-03 04:05:06"];

/** Users of EDS. */
export const edsPeople: People = {
  directory: eds,
  naming: { service: "eds", id: "EndUserId", key: "EndUserId", create: "CreateUsers" },
  changes: [
    "ModifyUser",
    "MoveUserOrg",
    "UserBatch*",
    "BatchSetDesktopManager",
    "*lockUsers",
    "LockUsers",
    "ChangeUserPassword",
    "RemoveUsers",
  ],
  declare: (key, n, draw) => ({
    endUserId: key,
    email: `${key}.${n}@example.com`,
    ...(draw.chance(0.4) && { phone: `138${String(10_000_000 + n)}` }),
    ...(draw.chance(0.5) && { ownerType: "CreateFromManager", password: plantedPassword(n, draw) }),
    ...(draw.chance(0.4) && { orgId: draw.pick(ORGS) }),
    ...(draw.chance(0.4) && { groupIdList: draw.some(GROUPS, 0.5) }),
    ...(draw.chance(0.3) && { isLocalAdmin: draw.chance(0.5) }),
    ...(draw.chance(0.2) && { autoLockTime: draw.pick(TIMES) }),
    ...(draw.chance(0.3) && { status: draw.pick(["enabled", "disabled"]) }),
    ...(draw.chance(0.2) && { remark: `Remark ${n}` }),
  }),
  edit: (user, n, draw) => {
    const field = draw.pick(["email", "phone", "orgId", "groupIdList", "isLocalAdmin", "autoLockTime", "status", "password", "remark"]);
    switch (field) {
      case "email":
        return withField(user, field, `edited.${n}@example.com`);
      case "phone":
        return withField(user, field, draw.pick([undefined, "", `139${String(10_000_000 + n)}`]));
      case "orgId":
        return withField(user, field, draw.pick(ORGS));
      case "groupIdList":
        return withField(user, field, draw.pick([undefined, draw.some(GROUPS, 0.5)]));
      case "isLocalAdmin":
        return withField(user, field, draw.chance(0.5));
      case "autoLockTime":
        return withField(user, field, draw.pick(TIMES));
      case "status":
        return withField(user, field, draw.pick(["enabled", "disabled"]));
      case "password":
        return user["ownerType"] === "CreateFromManager" ? withField(user, field, plantedPassword(n, draw)) : user;
      default:
        return withField(user, field, `Remark ${n}`);
    }
  },
  shown: (user) => ({
    endUserId: text(user["EndUserId"]),
    email: text(user["Email"]),
    phone: text(user["Phone"]),
    ownerType: text(user["OwnerType"]),
    orgId: text(user["OrgId"]),
    groupIdList: texts(user["GroupIdList"]),
    isLocalAdmin: user["IsLocalAdmin"] === true,
    autoLockTime: text(user["AutoLockTime"]),
    status: user["Status"] === 9 ? "disabled" : "enabled",
    remark: text(user["Remark"]),
  }),
  passwordHash: (user) => (typeof user["PasswordHash"] === "string" ? user["PasswordHash"] : undefined),
  disabled: (user) => user["Status"] === 9,
  needsPassword: (user) => user["ownerType"] === "CreateFromManager",
  movable: [["email"], ["phone"]],
  regroup: (draw) => ({ GroupIdList: draw.some(GROUPS, 0.5) }),
  meddle: (n, draw) => draw.pick([`set.Email=meddled.${n}@example.com`, "set.Status=9", "set.IsLocalAdmin=true"]),
};
