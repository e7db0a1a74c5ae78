import { wireChanges } from "../model/text-fields";
import type { Step } from "../model/kind-calls";
import type { FieldTable } from "../model/field";
import { identified } from "../calls/identified";
import type { NamedObjects } from "../calls/named-objects";
import { unlessGone } from "../model/error";
import type { Account } from "../model/account";
import type { Service } from "../model/service";
import { type Bag, type Observed, record, text } from "../model/values";
import { allOf, instanceOf, listPage, missingInstance, type Rpc } from "./api";

/** Most ids of one look-up (IDaaS EIAM ListUsers, UserIds). */
const PAGE_SIZE = 100;

/** The longest name that filters take. */
const LONGEST_FILTER = 64;

/**
 * How EIAM lists, finds and removes what it keeps under a name in each instance. Actions, parameters and members of answers are named
 * after it: `ListGroups`, `GetGroup`, `DeleteGroup`, `GroupName`, `GroupId`.
 * @param what the API's name for one of it: `Group`
 */
export function namedIn(
  account: Account,
  service: Service,
  rpc: Rpc,
  what: "Group" | "OrganizationalUnit",
  observe: (object: Bag) => Observed,
): Pick<NamedObjects, "listOf" | "page" | "byId" | "missing" | "remove"> {
  return {
    listOf: (fields) => instanceOf(account, fields),
    missing: (fields) => missingInstance(account, fields),
    async page(fields, name, from) {
      const filter = name === undefined || name.length > LONGEST_FILTER ? {} : { [`${what}Name`]: name };
      const parameters = { InstanceId: instanceOf(account, fields), ...filter };
      const { entries, ...page } = await listPage(rpc, `List${what}s`, `${what}s`, parameters, from);
      return { users: entries.map(observe), ...page };
    },
    async byId(id, fields) {
      const answer = await unlessGone(
        rpc(`Get${what}`, "read", { InstanceId: instanceOf(account, fields), [`${what}Id`]: id }),
        // Another code may mean the instance, which says nothing about what is in it.
        ({ cloudCode }) => cloudCode === `ResourceNotFound.${what}`,
      );
      return answer === undefined ? undefined : identified(service, `Get${what}`, observe(record(answer[what])), id);
    },
    async remove(id, fields) {
      await rpc(`Delete${what}`, "repeatable", { InstanceId: instanceOf(account, fields), [`${what}Id`]: id });
    },
  };
}

/** Makes the steps that change fields of an existing object by one action. @param id the parameter that holds its id */
export function changesOf(account: Account, rpc: Rpc, id: string, table: FieldTable) {
  return (action: string, fields: readonly string[]): Step => ({
    fields,
    apply: async (change) => {
      const InstanceId = instanceOf(account, change.desired);
      await rpc(action, "repeatable", { InstanceId, [id]: change.ref.id, ...wireChanges(table, fields, change) });
    },
  });
}

/** Names of accounts by id, for texts; the id itself where an account is gone by the time it is looked at. */
export async function usernames(rpc: Rpc, InstanceId: string, ids: readonly string[]): Promise<readonly string[]> {
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += PAGE_SIZE) {
    const some = ids.slice(at, at + PAGE_SIZE);
    for (const user of await allOf(rpc, "ListUsers", "Users", "UserId", { InstanceId, UserIds: some }))
      names.set(text(user["UserId"]) ?? "", text(user["Username"]) ?? "");
  }
  return ids.map((id) => names.get(id) ?? id);
}
