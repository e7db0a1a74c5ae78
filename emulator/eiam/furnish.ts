import { FURNISHED_AGE_MS, type Identity } from "../service";
import type { Tables } from "../store/tables";
import { eiamTables } from "./records";

/** Units and groups of a new instance; docs/emulator.md lists them. Ids have the service's length of 26 after the prefix. */
const DEMO_UNITS = {
  design: "Design",
  engineering: "Engineering",
  finance: "Finance",
  operations: "Operations",
  people: "People",
  sales: "Sales",
  contractors: "Contractors",
};
const DEMO_GROUPS = {
  allstaff: "All staff",
  contractors: "Contractors",
  design: "Design",
  engineering: "Engineering",
  managers: "Managers",
  oncall: "On call",
  sales: "Sales",
};
const DEMO_FIELDS = { employeeId: { Unique: true }, costCenter: { Unique: false }, badge: { Unique: false } };

function demoId(prefix: string, name: string): string {
  return `${prefix}_${name.padEnd(26, "0")}`;
}

/** The instance with its root unit, demo units and groups with fixed ids, and the extended fields. */
export function furnishEiam(tables: Tables, { eiam }: Identity, now: number): void {
  const { instanceId: InstanceId, rootOrganizationalUnitId: RootOrganizationalUnitId } = eiam;
  eiamTables.instances(tables).put(InstanceId, { InstanceId, RootOrganizationalUnitId, LastUserNumber: 0 });
  const made = now - FURNISHED_AGE_MS;
  const unit = (OrganizationalUnitId: string, OrganizationalUnitName: string, ParentId?: string): void =>
    eiamTables
      .organizationalUnits(tables)
      .put(OrganizationalUnitId, {
        OrganizationalUnitId,
        InstanceId,
        OrganizationalUnitName,
        ParentId,
        OrganizationalUnitExternalId: OrganizationalUnitId,
        CreateTime: made,
        UpdateTime: made,
      });
  unit(RootOrganizationalUnitId, "Rollcall");
  for (const [id, name] of Object.entries(DEMO_UNITS)) unit(demoId("ou", id), name, RootOrganizationalUnitId);
  for (const [id, GroupName] of Object.entries(DEMO_GROUPS)) {
    const GroupId = demoId("group", id);
    eiamTables
      .groups(tables)
      .put(GroupId, { GroupId, InstanceId, GroupName, GroupExternalId: GroupId, CreateTime: made, UpdateTime: made });
  }
  for (const [FieldName, { Unique }] of Object.entries(DEMO_FIELDS)) {
    eiamTables
      .customFields(tables)
      .put(`${InstanceId} ${FieldName}`, { InstanceId, FieldName, FieldDataType: "string", Unique, Required: false });
  }
}
