import { invalid, RpcError } from "../alibaba/errors";
import { read, type RpcCall, write } from "../alibaba/rpc-service";
import { isVisible } from "../service";
import { lowerText } from "../random";
import type { Tables } from "../store/tables";
import { fuzzy } from "./filters";
import { tokenPage } from "../alibaba/paging";
import { edsTables, orgsByParent, ROOT_ORG_ID, usersByOrg, type EdsOrg } from "./records";
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
export const describeOrgs = read(({ params, tables, context }) => {
  params.jsonObject("ShowExtras");
  const ids = new Set(params.list("IncludeOrgIds"));
  const parentId = params.text("ParentOrgId");
  const below = params.boolean("IsQueryAllSubOrgs") === true;
  const nameMatches = fuzzy(params.text("OrgName") ?? "");
  const matching = [...edsTables.orgs(tables).values()].filter((org) => {
    if (!isVisible(org.createdAt ?? 0, context)) return false;
    if (ids.size > 0 && !ids.has(org.OrgId)) return false;
    if (parentId && org.ParentOrgId !== parentId && !(below && isBelow(org, parentId, tables))) return false;
    return nameMatches(org.OrgName);
  });
  const page = tokenPage(params, matching, { position: (org) => org.OrgId, maximum: 500, otherwise: 100 });
  return {
    NextToken: page.NextToken,
    Orgs: page.items.map(({ createdAt: _hidden, ...org }) => ({
      ...org,
      OrgNamePath: orgNamePath(org, tables),
      AccessType: "MANAGEABLE",
    })),
  };
});

/** DescribeOrgByLayer: what stands directly below a parent, the root unless one is named; three fields and no paging. */
export const describeOrgByLayer = read(({ params, tables }) => {
  const parent = existing(tables, params.text("ParentOrgId") || ROOT_ORG_ID, "ParentOrgId");
  const nameMatches = fuzzy(params.text("OrgName") ?? "");
  const children = edsTables
    .orgs(tables)
    .find(orgsByParent, parent.OrgId)
    .filter((org) => nameMatches(org.OrgName));
  return { Orgs: children.map(({ OrgId, OrgName, ParentOrgId }) => ({ OrgId, OrgName, ParentOrgId })) };
});

/** Whether siblings may share a name is not published; they may not here, unless the emulator was told otherwise. */
function refuseTakenName(
  { tables, context }: RpcCall,
  name: string,
  parentId: string | undefined,
  except?: string,
): void {
  if (context.behaviour.repeatedOrgNames === true || parentId === undefined) return;
  const taken = edsTables
    .orgs(tables)
    .find(orgsByParent, parentId)
    .some((org) => org.OrgName === name && org.OrgId !== except);
  if (taken)
    throw new RpcError(
      400,
      "ExistedOrgName",
      "The organization name is used by another organization of the same parent.",
    );
}

/** CreateOrg below a parent. */
export const createOrg = write((call) => {
  const { params, tables, now, context } = call;
  const OrgName = params.requiredText("OrgName");
  const parent = existing(tables, params.requiredText("ParentOrgId"), "ParentOrgId");
  refuseTakenName(call, OrgName, parent.OrgId);
  const OrgId = `org-${lowerText(17, context.random)}`;
  edsTables.orgs(tables).put(OrgId, { OrgId, OrgName, ParentOrgId: parent.OrgId, createdAt: now });
  return { OrgId };
});

/** ModifyOrg: renames. */
export const modifyOrg = write((call) => {
  const { params, tables } = call;
  const org = existing(tables, params.requiredText("OrgId"), "OrgId");
  const OrgName = params.requiredText("OrgName");
  refuseTakenName(call, OrgName, org.ParentOrgId, org.OrgId);
  edsTables.orgs(tables).put(org.OrgId, { ...org, OrgName });
});

/** MoveOrg: below another parent, with everything below it; never the root, and never below itself. */
export const moveOrg = write((call) => {
  const { params, tables } = call;
  const org = existing(tables, params.requiredText("OrgId"), "OrgId");
  const parent = existing(tables, params.requiredText("NewParentOrgId"), "NewParentOrgId");
  if (org.OrgId === ROOT_ORG_ID) throw invalid("OrgId", "the root organization cannot be moved.");
  if (parent.OrgId === org.OrgId || isBelow(parent, org.OrgId, tables))
    throw invalid("NewParentOrgId", "an organization cannot be moved below itself.");
  refuseTakenName(call, org.OrgName, parent.OrgId, org.OrgId);
  edsTables.orgs(tables).put(org.OrgId, { ...org, ParentOrgId: parent.OrgId });
});

/** RemoveOrg: only an organisation without users and without organisations below it; never the root. */
export const removeOrg = write(({ params, tables }) => {
  const org = existing(tables, params.requiredText("OrgId"), "OrgId");
  if (org.OrgId === ROOT_ORG_ID) throw invalid("OrgId", "the root organization cannot be removed.");
  const used = edsTables.users(tables).count(usersByOrg, org.OrgId) > 0;
  const hasChildren = edsTables.orgs(tables).count(orgsByParent, org.OrgId) > 0;
  if (used || hasChildren)
    throw new RpcError(400, "OrgNotEmpty", "The organization still contains users or organizations.");
  edsTables.orgs(tables).delete(org.OrgId);
});
