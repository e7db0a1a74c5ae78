import { namedCalls } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, defined, type Fields, type Observed, records, text } from "../../model/values";
import { observeTexts, wireValues } from "../../model/text-fields";
import { allNames, openRpc } from "../api";
import { fields } from "./fields";

/** Groups of convenience users. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  looksFirst: true,
  connect,
};

/** Most groups of a page (EDS DescribeGroups, PageSize). */
const PAGE_SIZE = 100;
/** Members of a page (EDS DescribeGroupUser, MaxResults); no maximum is stated. */
const MEMBERS = 100;

/** The calls of EDS groups under one account. */
function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const observe = (group: Bag): Observed => observeTexts(fields, "groupName", "GroupId", group);
  const describe = async (query: Fields): Promise<readonly Observed[]> =>
    records((await rpc("DescribeGroups", "read", { query: { ...query, PageSize: PAGE_SIZE } }))["Groups"]).map(observe);

  return namedCalls(service, {
    noun: "group",
    key: "groupName",
    async page(_fields, name, from) {
      const number = Number(from ?? 1);
      const users = await describe({ PageNumber: number, ...(name !== undefined && { GroupName: name }) });
      // Whether Count is the total or the length of the page is not documented, so a short page is the last one.
      const more = users.length === PAGE_SIZE;
      return { users, ...(more && { next: String(number + 1) }) };
    },
    byId: async (id) => (await describe({ GroupId: id, PageNumber: 1 })).find(({ ref }) => ref.id === id),
    create: async (group) => text((await rpc("CreateGroup", "once", { query: wireValues(fields, group) }))["GroupId"]),
    remove: async (id) => void (await rpc("RemoveGroup", "repeatable", { query: { GroupId: id } })),
    holders: (id) => allNames(rpc, "DescribeGroupUser", "Users", "EndUserId", { GroupId: id, MaxResults: MEMBERS }),
    steps: [
      {
        fields: ["groupName", "description"],
        // ModifyGroup takes the name with every change, and what a description left out becomes is not documented.
        async apply({ ref, desired, observed }) {
          const description = desired["description"] ?? observed?.fields["description"];
          await rpc("ModifyGroup", "repeatable", {
            query: defined({ GroupId: ref.id, NewGroupName: desired["groupName"], Description: description }),
          });
        },
      },
    ],
  });
}
