import type { Account } from "../model/account";
import type { Catalogue, NamedGroup } from "../model/catalogue";
import type { Service } from "../model/service";
import { type Fields, records, text } from "../model/values";
import { openRest, type Rest } from "./api";

/** Most groups of one page, also the default (Workspace ListUserGroups). */
const PAGE_SIZE = 100;
/** Groups of other platforms are kept there, and nobody is put into them here (Workspace user guide, groups). */
const LOCAL = "LOCAL";

/** User groups of Workspace; its units belong to Active Directory and hold no users of Workspace's own. */
export function openCatalogue(account: Account, service: Service): Catalogue {
  const rest = openRest(account, service);
  return { groups: () => listGroups(rest) };
}

/** Every user group of the project. */
export async function listGroups(rest: Rest): Promise<readonly NamedGroup[]> {
  const groups: NamedGroup[] = [];
  for (;;) {
    const query = { limit: PAGE_SIZE, offset: groups.length };
    const answer = await rest.read("ListUserGroups", ["groups"], "user_groups", query);
    const page = records(answer["user_groups"]);
    groups.push(...page.map(groupOf));
    if (page.length === 0 || groups.length >= Number(text(answer["total_count"]) ?? Number.POSITIVE_INFINITY))
      return groups;
  }
}

function groupOf(group: Readonly<Record<string, unknown>>): NamedGroup {
  const id = text(group["id"]) ?? "";
  const name = text(group["name"]) ?? "";
  const platformType = text(group["platform_type"]) ?? LOCAL;
  const description = text(group["description"]);
  const fields: Fields = {
    groupId: id,
    groupName: name,
    platformType,
    ...(description !== undefined && { description }),
  };
  return { id, name, automatic: platformType !== LOCAL, fields };
}
