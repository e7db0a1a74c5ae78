import { RpcError } from "../alibaba/errors";
import { read, type RpcAction, type RpcCall, write } from "../alibaba/rpc-service";
import type { Tables } from "../store/tables";
import { eiamTables, instanceOf, unitOf, unitsByParent, usersByUnit, type OrganizationalUnit } from "./records";
import { limitedText } from "./user-fields";
import { deleteUser } from "./user-store";

/** A duplicate among units is refused with 400, where users get 403 (EIAM developer API, error codes). */
function duplicated(resource: string): RpcError {
  return new RpcError(400, `ResourceDuplicated.${resource}`, `The specified resource: ${resource} already exist!`);
}

/** Codes of these refusals are not published; `EmulatorRefusal` says so. */
function refused(what: string, message: string): RpcError {
  return new RpcError(400, `EmulatorRefusal.${what}`, message);
}

/** Puts a unit whose name no sibling has and whose external id no other unit has. */
export function saveUnit(tables: Tables, unit: OrganizationalUnit): void {
  const units = eiamTables.organizationalUnits(tables);
  for (const other of units.values()) {
    if (other.OrganizationalUnitId === unit.OrganizationalUnitId || other.InstanceId !== unit.InstanceId) continue;
    if (other.ParentId === unit.ParentId && other.OrganizationalUnitName === unit.OrganizationalUnitName)
      throw duplicated("OrganizationalUnitName");
    if (other.OrganizationalUnitExternalId === unit.OrganizationalUnitExternalId)
      throw duplicated("OrganizationalUnitExternalId");
  }
  units.put(unit.OrganizationalUnitId, unit);
}

function change(fields: (unit: OrganizationalUnit, call: RpcCall) => Partial<OrganizationalUnit>): RpcAction {
  return write((call) => {
    const unit = unitOf(call);
    saveUnit(call.tables, { ...unit, ...fields(unit, call), UpdateTime: call.now });
  });
}

/** UpdateOrganizationalUnit: the name only; without one nothing changes. */
export const updateOrganizationalUnit = change((unit, { params }) => ({
  OrganizationalUnitName: limitedText(params, "OrganizationalUnitName", 128) ?? unit.OrganizationalUnitName,
}));

/** UpdateOrganizationalUnitDescription; an empty one clears it. */
export const updateOrganizationalUnitDescription = change((_unit, { params }) => ({
  Description: limitedText(params, "Description", 256),
}));

/** UpdateOrganizationalUnitParentId: never the root, never below itself. */
export const updateOrganizationalUnitParentId = change((unit, call) => {
  const parent = unitOf(call, call.params.requiredText("ParentId"));
  if (unit.ParentId === undefined)
    throw refused("RootOrganizationalUnit", "The root organizational unit cannot be moved.");
  const above = [parent, ...parentsOf(parent, call.tables)];
  if (above.some(({ OrganizationalUnitId }) => OrganizationalUnitId === unit.OrganizationalUnitId))
    throw call.params.invalid("ParentId", "a unit cannot be moved below itself.");
  return { ParentId: parent.OrganizationalUnitId };
});

/** Units above one, from the nearest to the root. */
function parentsOf(unit: OrganizationalUnit, tables: Tables): OrganizationalUnit[] {
  const parent = unit.ParentId === undefined ? undefined : eiamTables.organizationalUnits(tables).get(unit.ParentId);
  return parent === undefined ? [] : [parent, ...parentsOf(parent, tables)];
}

/** ListOrganizationalUnitParents: the units above one, from the root down, ids only. */
export const listOrganizationalUnitParents = read((call) => {
  const parents = parentsOf(unitOf(call), call.tables).reverse();
  return { Parents: parents.map(({ OrganizationalUnitId, ParentId }) => ({ OrganizationalUnitId, ParentId })) };
});

function refuseRoot(call: RpcCall, unit: OrganizationalUnit): void {
  if (unit.OrganizationalUnitId === instanceOf(call).RootOrganizationalUnitId)
    throw refused("RootOrganizationalUnit", "The root organizational unit cannot be deleted.");
}

/** DeleteOrganizationalUnit: refused while the unit holds accounts or units. */
export const deleteOrganizationalUnit = write((call) => {
  const unit = unitOf(call);
  const units = eiamTables.organizationalUnits(call.tables);
  refuseRoot(call, unit);
  const holds =
    units.count(unitsByParent, unit.OrganizationalUnitId) +
    eiamTables.users(call.tables).count(usersByUnit, unit.OrganizationalUnitId);
  if (holds > 0)
    throw refused(
      "OrganizationalUnitNotEmpty",
      "The organizational unit still contains accounts or organizational units.",
    );
  units.delete(unit.OrganizationalUnitId);
});

/**
 * DeleteOrganizationalUnitChildren: wipes a unit, every unit below it and all accounts whose primary unit is one of them;
 * accounts that are there beside another primary unit leave. A client should never call it.
 */
export const deleteOrganizationalUnitChildren = write((call) => {
  const unit = unitOf(call);
  refuseRoot(call, unit);
  wipe(call.tables, unit);
});

function wipe(tables: Tables, unit: OrganizationalUnit): void {
  const units = eiamTables.organizationalUnits(tables);
  const users = eiamTables.users(tables);
  const id = unit.OrganizationalUnitId;
  for (const child of units.find(unitsByParent, id)) wipe(tables, child);
  for (const user of users.find(usersByUnit, id)) {
    if (user.PrimaryOrganizationalUnitId === id) deleteUser(tables, user);
    else
      users.put(user.UserId, {
        ...user,
        OrganizationalUnitIds: user.OrganizationalUnitIds.filter((other) => other !== id),
      });
  }
  units.delete(id);
}
