import { FURNISHED_AGE_MS } from "../service";
import type { Tables } from "../store/tables";
import { edsTables, ROOT_ORG_ID } from "./records";

/** Organisations below the root of a new world; docs/emulator.md lists them. */
const DEMO_ORGS = {
  design: "Design",
  engineering: "Engineering",
  finance: "Finance",
  operations: "Operations",
  people: "People",
  sales: "Sales",
  contractors: "Contractors",
};

/** Groups of a new world; docs/emulator.md lists them. */
const DEMO_GROUPS = {
  "all-staff": "All staff",
  contractors: "Contractors",
  design: "Design",
  engineering: "Engineering",
  finance: "Finance",
  gpu: "GPU workstations",
  managers: "Managers",
  oncall: "On call",
  operations: "Operations",
  people: "People",
  sales: "Sales",
};

/** The root organisation, demo organisations and groups with fixed ids, and the account with its user quota. */
export function furnishEds(tables: Tables, now: number): void {
  edsTables.accounts(tables).put("account", { LastUserNumber: 0, MaxUserNumber: 50_000 });
  edsTables.orgs(tables).put(ROOT_ORG_ID, { OrgId: ROOT_ORG_ID, OrgName: "Rollcall" });
  for (const [id, OrgName] of Object.entries(DEMO_ORGS))
    edsTables.orgs(tables).put(`org-${id}`, { OrgId: `org-${id}`, OrgName, ParentOrgId: ROOT_ORG_ID });
  for (const [id, GroupName] of Object.entries(DEMO_GROUPS))
    edsTables.groups(tables).put(`ug-${id}`, { GroupId: `ug-${id}`, GroupName, CreateTime: now - FURNISHED_AGE_MS });
}
