import type { Account } from "../model/account";
import type { Catalogue, NamedGroup, NamedUnit } from "../model/catalogue";
import type { Service } from "../model/service";
import { type Fields, records, text } from "../model/values";
import { openRpc } from "./api";

/** The organisation above all others (EDS CreateUsers, OrgId); no list is documented to hold it. */
const ROOT_ORGANIZATION = "org-aliyun-wy-org-id";
/** What the console calls it. */
const ROOT_NAME = "组织结构";
/** Largest page that all editions of EDS DescribeGroups and DescribeOrgs allow. */
const PAGE_SIZE = 100;

/** Groups and organisations of EDS. */
export function openCatalogue(account: Account, service: Service): Catalogue {
  const rpc = openRpc(account, service);
  return {
    async groups() {
      const groups: NamedGroup[] = [];
      // Whether Count is the total or the size of the page is not told, so a short page is the last.
      for (let number = 1; ; number++) {
        const answer = await rpc("DescribeGroups", "read", { query: { PageNumber: number, PageSize: PAGE_SIZE } });
        const page = records(answer["Groups"]);
        groups.push(...page.map(groupOf));
        if (page.length < PAGE_SIZE) return groups;
      }
    },
    async units() {
      const units: NamedUnit[] = [];
      for (let from: string | undefined; ;) {
        const query = { MaxResults: PAGE_SIZE, ...(from !== undefined && { NextToken: from }) };
        const answer = await rpc("DescribeOrgs", "read", { query });
        units.push(...records(answer["Orgs"]).map(organizationOf));
        const next = text(answer["NextToken"]);
        if (next === undefined || next === "" || next === from) break;
        from = next;
      }
      return units.some(({ id }) => id === ROOT_ORGANIZATION) ? units : [ROOT, ...units];
    },
  };
}

const ROOT: NamedUnit = {
  id: ROOT_ORGANIZATION,
  name: ROOT_NAME,
  fields: { orgId: ROOT_ORGANIZATION, orgName: ROOT_NAME },
};

function groupOf(group: Readonly<Record<string, unknown>>): NamedGroup {
  const id = text(group["GroupId"]) ?? "";
  const name = text(group["GroupName"]) ?? "";
  const description = text(group["Description"]);
  const fields: Fields = { groupId: id, groupName: name, ...(description !== undefined && { description }) };
  return { id, name, automatic: false, fields };
}

function organizationOf(organization: Readonly<Record<string, unknown>>): NamedUnit {
  const id = text(organization["OrgId"]) ?? "";
  const name = text(organization["OrgName"]) ?? "";
  const parentId = id === ROOT_ORGANIZATION ? undefined : text(organization["ParentOrgId"]) || ROOT_ORGANIZATION;
  const parent = parentId === undefined ? {} : { parentOrgId: parentId };
  return { id, name, ...(parentId !== undefined && { parentId }), fields: { orgId: id, orgName: name, ...parent } };
}
