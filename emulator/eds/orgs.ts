import { invalid, RpcError } from "../alibaba/errors";
import type { RpcAction } from "../alibaba/rpcService";
import { lowerText } from "../random";
import type { Tables } from "../store/tables";
import { fuzzy } from "./filters";
import { tokenPage } from "../alibaba/paging";
import { edsTables, ROOT_ORG_ID, usersByOrg, type EdsOrg } from "./records";
import { orgNamePath } from "./views";

function existing(tables: Tables, orgId: string, parameter: string): EdsOrg {
  const org = edsTables.orgs(tables).get(orgId);
  if (org === undefined) throw invalid(parameter, `the organization ${orgId} does not exist.`);
  return org;
}

function isBelow(org: EdsOrg, ancestorId: string, tables: Tables): boolean {
  const parent = org.ParentOrgId === undefined ? undefined : edsTables.orgs(tables).get(org.ParentOrgId);
  return parent !== undefined && (parent.OrgId === ancestorId || isBelow(parent, ancestorId, tables));
}

/** DescribeOrgs: MaxResults 1 to 500, default 100; filters by id, by part of the name and by parent. */
export const describeOrgs: RpcAction = {
  writes: false,
  run({ params, tables }) {
    params.jsonObject("ShowExtras");
    const ids = new Set(params.list("IncludeOrgIds"));
    const parentId = params.text("ParentOrgId");
    const below = params.boolean("IsQueryAllSubOrgs") === true;
    const nameMatches = fuzzy(params.text("OrgName") ?? "");
    const matching = [...edsTables.orgs(tables).values()].filter((org) => {
      if (ids.size > 0 && !ids.has(org.OrgId)) return false;
      if (parentId && org.ParentOrgId !== parentId && !(below && isBelow(org, parentId, tables))) return false;
      return nameMatches(org.OrgName);
    });
    const page = tokenPage(params, matching, { position: (org) => org.OrgId, maximum: 500, otherwise: 100 });
    return { NextToken: page.NextToken, Orgs: page.items.map((org) => ({ ...org, OrgNamePath: orgNamePath(org, tables), AccessType: "MANAGEABLE" })) };
  },
};

/** CreateOrg below a parent, the root organisation unless one is named. */
export const createOrg: RpcAction = {
  writes: true,
  run({ params, tables, context }) {
    const OrgName = params.requiredText("OrgName");
    const parent = existing(tables, params.text("ParentOrgId") || ROOT_ORG_ID, "ParentOrgId");
    const OrgId = `org-${lowerText(16, () => context.random())}`;
    edsTables.orgs(tables).put(OrgId, { OrgId, OrgName, ParentOrgId: parent.OrgId });
    return { OrgId };
  },
};

/** ModifyOrg: renames. */
export const modifyOrg: RpcAction = {
  writes: true,
  run({ params, tables }) {
    const org = existing(tables, params.requiredText("OrgId"), "OrgId");
    edsTables.orgs(tables).put(org.OrgId, { ...org, OrgName: params.requiredText("OrgName") });
    return {};
  },
};

/** RemoveOrg: only an organisation without users and without organisations below it; never the root. */
export const removeOrg: RpcAction = {
  writes: true,
  run({ params, tables }) {
    const org = existing(tables, params.requiredText("OrgId"), "OrgId");
    if (org.OrgId === ROOT_ORG_ID) throw invalid("OrgId", "the root organization cannot be removed.");
    const used = edsTables.users(tables).count(usersByOrg, org.OrgId) > 0;
    const hasChildren = [...edsTables.orgs(tables).values()].some((other) => other.ParentOrgId === org.OrgId);
    if (used || hasChildren) throw new RpcError(400, "OrgNotEmpty", "The organization still contains users or organizations.");
    edsTables.orgs(tables).delete(org.OrgId);
    return {};
  },
};
