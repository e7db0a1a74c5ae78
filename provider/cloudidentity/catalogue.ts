import type { Account } from "../model/account";
import type { Catalogue, NamedGroup } from "../model/catalogue";
import type { Service } from "../model/service";
import { type Fields, records, text } from "../model/values";
import { openRpc, type Rpc } from "./api";

/** Most entries of one page (CloudIdentity ListGroups, ListGroupMembers, PageSize). */
const PAGE_SIZE = 100;

/** Groups of CloudIdentity, which has no units. */
export function openCatalogue(account: Account, service: Service): Catalogue {
  const rpc = openRpc(account, service);
  return { groups: () => listGroups(rpc) };
}

/** Every group of the account. */
export async function listGroups(rpc: Rpc): Promise<readonly NamedGroup[]> {
  return (await allPages(rpc, "ListGroups", "Groups", {})).map(groupOf);
}

/** A group of ListGroups or GetGroup. One that the service fills, or that an identity source keeps, takes nobody by hand. */
export function groupOf(group: Readonly<Record<string, unknown>>): NamedGroup {
  const id = text(group["GroupId"]) ?? "";
  const name = text(group["GroupName"]) ?? "";
  const joinType = text(group["JoinType"]) ?? "";
  const label = text(group["DisplayName"]) ?? "";
  const description = text(group["Description"]) ?? "";
  const fields: Fields = { groupId: id, groupName: name, joinType, displayName: label, description };
  return {
    id,
    name,
    ...(label !== "" && { label }),
    automatic: joinType === "Auto" || group["Source"] === "Sync",
    fields,
  };
}

/** All entries of a list action; `member` names the list in the answer. */
export async function allPages(
  rpc: Rpc,
  action: string,
  member: string,
  parameters: Fields,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const all: Readonly<Record<string, unknown>>[] = [];
  for (let number = 1; ; number++) {
    const answer = await rpc.read(action, { ...parameters, PageNumber: number, PageSize: PAGE_SIZE });
    const page = records(answer[member]);
    all.push(...page);
    const total = Number(text(answer["Total"]) ?? Number.NaN);
    if (page.length === 0 || (Number.isNaN(total) ? page.length < PAGE_SIZE : all.length >= total)) return all;
  }
}
