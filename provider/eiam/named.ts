import { wireChanges } from "../model/text-fields";
import type { Step } from "../model/kind-calls";
import type { FieldTable } from "../model/field";
import { identified } from "../calls/identified";
import type { NamedObjects } from "../calls/named-objects";
import { unlessGone } from "../model/error";
import type { Account } from "../model/account";
import type { Service } from "../model/service";
import { type Bag, type Observed, record, records, text } from "../model/values";
import { allOf, instanceOf, missingInstance, type Rpc } from "./api";

/** Largest page of EIAM's lists (IDaaS EIAM ListGroups, ListOrganizationalUnits, PageSize). */
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
      const [number = 1, known = 0] = (from ?? "1").split(" ").map(Number);
      const filter = name === undefined || name.length > LONGEST_FILTER ? {} : { [`${what}Name`]: name };
      const answer = await rpc(`List${what}s`, "read", {
        InstanceId: instanceOf(account, fields),
        ...filter,
        PageNumber: number,
        PageSize: PAGE_SIZE,
      });
      const users = records(answer[`${what}s`]).map(observe);
      const total = Number(text(answer["TotalCount"]) ?? 0);
      // The largest page of some lists is not documented: what the first one holds is what a page holds.
      const size = known > 0 ? known : users.length;
      const more = users.length > 0 && number * size < total;
      return { users, total, ...(more && { next: `${number + 1} ${size}` }) };
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
