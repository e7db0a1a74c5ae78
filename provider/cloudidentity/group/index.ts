import { identified } from "../../calls/identified";
import { namedCalls } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import { unlessGone } from "../../model/error";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, defined, numberIn, type Observed, records, text } from "../../model/values";
import { observeTexts, wireChanges, wireValues } from "../../model/text-fields";
import { membersOfGroup, openRpc, PAGE_SIZE } from "../api";
import { fields } from "./fields";

/** Groups of users. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  looksFirst: true,
  automatic: { joinType: "Auto" },
  connect,
};

const UPDATABLE = ["displayName", "description"];

/** The code for a group that does not exist (CloudIdentity GetGroup, AddUserToGroup). */
export const GROUP_MISSING = "UserGroupNotFound";

/** The calls of CloudIdentity groups under one account: one write at a time, users' writes among them. */
function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  // A group that the service fills, or that an identity source keeps, takes nobody by hand.
  const observe = (group: Bag): Observed => ({
    ...observeTexts(fields, "groupName", "GroupId", group),
    ...((group["JoinType"] === "Auto" || group["Source"] === "Sync") && { isAutomatic: true }),
  });
  return namedCalls(service, {
    noun: "group",
    key: "groupName",
    async page(_fields, name, from) {
      const number = Number(from ?? 1);
      const filter = name === undefined ? {} : { QueryString: name };
      const answer = await rpc.read("ListGroups", { ...filter, PageNumber: number, PageSize: PAGE_SIZE });
      const users = records(answer["Groups"]).map(observe);
      const total = numberIn(answer["Total"]);
      const more = users.length > 0 && (total === undefined ? users.length >= PAGE_SIZE : number * PAGE_SIZE < total);
      return { users, ...defined({ total, next: more ? String(number + 1) : undefined }) };
    },
    async byId(id) {
      const found = await unlessGone(
        rpc.read("GetGroup", { GroupId: id }),
        (error) => error.cloudCode === GROUP_MISSING,
      );
      return found === undefined ? undefined : identified(service, "GetGroup", observe(found), id);
    },
    create: async (group) =>
      text((await rpc.write("CreateGroup", "once", { JoinType: "Manual", ...wireValues(fields, group) }))["GroupId"]),
    remove: async (id) => void (await rpc.write("DeleteGroup", "repeatable", { GroupId: id })),
    async holders(id, group) {
      // The service keeps everybody in such a group; nobody put them there.
      if (group["joinType"] === "Auto") return [];
      const members = await membersOfGroup(rpc, id);
      return members.map((user) => text(user["UserName"]) ?? "");
    },
    steps: [
      {
        fields: UPDATABLE,
        apply: async (change) => {
          const parameters = { GroupId: change.ref.id, ...wireChanges(fields, UPDATABLE, change) };
          await rpc.write("UpdateGroup", "repeatable", parameters);
        },
      },
    ],
  });
}
