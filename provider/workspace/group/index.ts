import { everyone } from "../../calls/listings";
import { type NamedObjects, namedCalls } from "../../calls/named-objects";
import { wholeList } from "../../calls/whole-list";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { ChangeRule } from "../../model/rule";
import type { Service } from "../../model/service";
import { type Bag, defined, numberIn, type Observed, records, text } from "../../model/values";
import { observeTexts, wireChanges, wireValues } from "../../model/text-fields";
import { openRest, type Rest } from "../api";
import { fields } from "./fields";

/** What no Workspace action can change on an existing group, refused before any call. */
const changeRules: readonly ChangeRule[] = [
  {
    fields: ["groupName", "platformType"],
    check(before, after) {
      const isOfDirectory = (after["platformType"] ?? before["platformType"]) === "AD";
      if (!isOfDirectory || after["groupName"] === before["groupName"]) return undefined;
      return {
        field: "groupName",
        rule: "of a group of Active Directory cannot be changed here",
        remedy: `Rename it in Active Directory, or write ${JSON.stringify(before["groupName"])} as before.`,
        source: "Workspace UpdateUserGroup",
      };
    },
  },
];

/** User groups. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  looksFirst: true,
  automatic: { platformType: "AD" },
  changeRules,
  connect,
};

const EDITABLE = ["groupName", "description"];

/** Most groups of one page, also the default (Workspace ListUserGroups). */
const PAGE_SIZE = 100;
/** Most members of one page, also the default (Workspace ListUsersOfGroup). */
const MEMBERS = 2_000;

/** The calls of Workspace user groups under one account and in its project. */
function connect(account: Account, service: Service): KindCalls {
  return openCalls(service, openRest(account, service));
}

/** The same over any way to send requests. */
export function openCalls(service: Service, rest: Rest): KindCalls {
  const page: NamedObjects["page"] = async (_fields, name, from) => {
    const offset = Number(from ?? 0);
    const filter = name === undefined ? {} : { keyword: name };
    const query = { limit: PAGE_SIZE, offset, ...filter };
    const answer = await rest.read("ListUserGroups", ["groups"], "user_groups", query);
    const users = records(answer["user_groups"]).map((group): Observed => {
      const seen = observeTexts(fields, "groupName", "id", group);
      // Groups of other platforms are kept there, and nobody is put into them here (Workspace user guide, groups).
      return (seen.fields["platformType"] ?? "LOCAL") === "LOCAL" ? seen : { ...seen, isAutomatic: true };
    });
    const total = numberIn(answer["total_count"]);
    const end = offset + users.length;
    return { users, ...defined({ total, next: users.length > 0 && end < (total ?? end) ? String(end) : undefined }) };
  };
  return namedCalls(service, {
    noun: "group",
    key: "groupName",
    page,
    // No action reads one group.
    async byId(id) {
      for await (const group of everyone((from) => page({}, undefined, from))) if (group.ref.id === id) return group;
      return undefined;
    },
    // A creation is answered without a body, so that the look afterwards tells the id.
    async create(group) {
      const body = { platform_type: "LOCAL", ...wireValues(fields, group) };
      await rest.write("CreateUserGroup", "once", "POST", ["groups"], body);
      return undefined;
    },
    remove: (id) =>
      rest.write("BatchDeleteUserGroups", "repeatable", "POST", ["groups", "batch-delete"], { group_ids: [id] }),
    holders: async (id) => (await usersOfGroup(rest, id)).map((user) => text(user["user_name"]) ?? ""),
    steps: [
      {
        fields: EDITABLE,
        apply: (change) => {
          const body = wireChanges(fields, EDITABLE, change);
          return rest.write("UpdateUserGroup", "repeatable", "PUT", ["groups", change.ref.id], body);
        },
      },
    ],
  });
}

/** Everybody in a group, as the service lists them. */
export function usersOfGroup(rest: Rest, group: string): Promise<readonly Bag[]> {
  return wholeList(
    async (_number, offset) => {
      const answer = await rest.read("ListUsersOfGroup", ["groups", group, "users"], "users", {
        limit: MEMBERS,
        offset,
      });
      return { entries: records(answer["users"]), total: numberIn(answer["total_count"]) };
    },
    (user) => text(user["id"]) ?? "",
  );
}
