import { namedCalls } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { text } from "../../model/values";
import { observeTexts, wireValues } from "../../model/text-fields";
import { allOf, instanceOf, openRpc } from "../api";
import { changesOf, namedIn, usernames } from "../named";
import { fields } from "./fields";

/** Groups of accounts of an instance. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  parentFields: ["instanceId"],
  looksFirst: true,
  connect,
};

/** The calls of EIAM groups under one account. */
function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const change = changesOf(account, rpc, "GroupId", fields);
  return namedCalls(service, {
    noun: "group",
    key: "groupName",
    ...namedIn(account, service, rpc, "Group", (group) => observeTexts(fields, "groupName", "GroupId", group)),
    async create(group) {
      const InstanceId = instanceOf(account, group);
      return text((await rpc("CreateGroup", "once", { ...wireValues(fields, group), InstanceId }))["GroupId"]);
    },
    async holders(id, group) {
      const InstanceId = instanceOf(account, group);
      const members = await allOf(rpc, "ListUsersForGroup", "Users", "UserId", { InstanceId, GroupId: id });
      const ids = members.map((member) => text(member["UserId"]) ?? "");
      return usernames(rpc, InstanceId, ids);
    },
    steps: [change("UpdateGroup", ["groupName", "groupExternalId"]), change("UpdateGroupDescription", ["description"])],
  });
}
