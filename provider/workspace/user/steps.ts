import { wireChanges } from "../../model/text-fields";
import type { Service } from "../../model/service";
import { oneByOne } from "../../calls/gathered";
import { membershipSteps } from "../../calls/membership-steps";
import type { Change, Step } from "../../model/kind-calls";
import { GROUP_MISSING } from "../errors";
import { fields } from "./fields";
import type { UserGroups } from "./groups";
import type { Rest } from "../api";

/** Most users of one group action (Workspace RunActionsOnGroup). */
const MEMBERS_LIMIT = 50;

/** Fields of EditUserReq (Workspace UpdateUserInfo). */
const EDITABLE = [
  "userEmail",
  "userPhone",
  "accountExpires",
  "activeType",
  "enableChangePassword",
  "nextLoginChangePassword",
  "description",
  "passwordNeverExpired",
  "disabled",
  "userInfoMap",
] as const;

/** The ways to change a living Workspace user, in the order in which they run. */
export function openSteps(service: Service, rest: Rest, groups: UserGroups): readonly Step[] {
  const update = oneByOne<Change, void>(service, "UpdateUserInfo", (change) =>
    rest.write("UpdateUserInfo", "repeatable", "PUT", ["users", change.ref.id], wireChanges(fields, EDITABLE, change)),
  );

  const changeMembers = (op_type: "ADD" | "DELETE") => ({
    operation: "RunActionsOnGroup",
    send: async (group: string, changes: readonly Change[]) => {
      const body = { op_type, user_ids: changes.map(({ ref }) => ref.id) };
      await rest.write("RunActionsOnGroup", "repeatable", "POST", ["groups", group, "actions"], body);
    },
  });

  return [
    { fields: EDITABLE, apply: update },
    ...membershipSteps(service, {
      field: "groupIds",
      limit: MEMBERS_LIMIT,
      add: changeMembers("ADD"),
      remove: changeMembers("DELETE"),
      gone: ({ category, cloudCode }) =>
        cloudCode === GROUP_MISSING ? "group" : category === "not-found" ? "user" : undefined,
      done: (group, { ref }, isMember) => groups.note(ref.id, group, isMember),
    }),
  ];
}
