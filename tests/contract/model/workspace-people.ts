import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspace } from "../../../provider/workspace";
import type { People } from "./people";
import { text, texts, withField } from "./people";

const GROUPS = demoGroups.map(({ id }) => id);
const EXPIRIES = ["0", "2031-06-30T12:00:00Z", "2032-06-30T12:00:00Z"];

// Password and project are always the same for a name: no action of Workspace changes them, so that a program must not ask for it.
const passwordOf = (key: string): string => `Plant3d-${key}&=%+"x`;

/** Users of Workspace. */
export const workspacePeople: People = {
  directory: workspace,
  naming: { service: "workspace", id: "id", key: "user_name", create: "POST /v2/{project_id}/users/batch-create" },
  changes: ["PUT *", "POST */actions", "POST */batch-delete"],
  declare: (key, n, draw) => ({
    userName: key,
    userEmail: `${key}.${n}@example.com`,
    ...(draw.chance(0.5) && { activeType: "ADMIN_ACTIVATE", password: passwordOf(key) }),
    ...(draw.chance(0.3) && { userPhone: `+86138${String(10_000_000 + n)}` }),
    ...(draw.chance(0.3) && { accountExpires: draw.pick(EXPIRIES) }),
    ...(draw.chance(0.4) && { groupIds: draw.some(GROUPS, 0.5) }),
    ...(draw.chance(0.4) && { description: `Description ${n}` }),
    ...(draw.chance(0.3) && { passwordNeverExpired: draw.chance(0.5) }),
    ...(draw.chance(0.3) && { disabled: draw.chance(0.5) }),
    ...(draw.chance(0.2) && { enableChangePassword: draw.chance(0.5) }),
    ...(key < "b" && { enterpriseProjectId: "ep-7" }),
  }),
  edit: (user, n, draw) => {
    const field = draw.pick([
      "userEmail",
      "accountExpires",
      "groupIds",
      "description",
      "passwordNeverExpired",
      "disabled",
      "enableChangePassword",
    ]);
    switch (field) {
      case "userEmail":
        return withField(user, field, `edited.${n}@example.com`);
      case "accountExpires":
        return withField(user, field, draw.pick(EXPIRIES));
      case "groupIds":
        return withField(user, field, draw.pick([undefined, draw.some(GROUPS, 0.5)]));
      case "description":
        return withField(user, field, draw.pick(["", `Edited ${n}`]));
      default:
        return withField(user, field, draw.chance(0.5));
    }
  },
  shown: (user) => ({
    userName: text(user["user_name"]),
    userEmail: text(user["user_email"]),
    userPhone: text(user["user_phone"]),
    activeType: text(user["active_type"]),
    accountExpires: user["account_expires"] === 0 ? "0" : new Date(Number(user["account_expires"])).toISOString().replace(".000", ""),
    groupIds: texts(user["group_ids"]),
    description: text(user["description"]),
    passwordNeverExpired: user["password_never_expired"] === true,
    disabled: user["disabled"] === true,
    enableChangePassword: user["enable_change_password"] === true,
    enterpriseProjectId: text(user["enterprise_project_id"]),
  }),
  passwordHash: (user) => (typeof user["password"] === "string" ? user["password"] : undefined),
  disabled: (user) => user["disabled"] === true,
  needsPassword: (user) => user["activeType"] === "ADMIN_ACTIVATE",
  movable: [["userEmail"]],
  respells: true,
  regroup: (draw) => ({
    group_names: draw.some(
      demoGroups.map(({ name }) => name),
      0.5,
    ),
  }),
  meddle: (n, draw) => draw.pick([`set.description=Meddled-${n}`, "set.disabled=true", `set.user_email=meddled.${n}@example.com`]),
};
