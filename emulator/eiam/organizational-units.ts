import { read, write } from "../alibaba/rpc-service";
import { isVisible } from "../service";
import type { Tables } from "../store/tables";
import { notFound } from "./errors";
import { page } from "./read-users";
import { eiamTables, instanceOf, newId, requireUnits, unitOf, unitsByParent, type OrganizationalUnit } from "./records";
import { saveUnit } from "./unit-changes";
import { limitedText } from "./user-fields";

function detailed(unit: OrganizationalUnit, tables: Tables): Record<string, unknown> {
  const children = eiamTables.organizationalUnits(tables).count(unitsByParent, unit.OrganizationalUnitId);
  return {
    ...unit,
    Leaf: children === 0,
    OrganizationalUnitSourceType: "build_in",
    OrganizationalUnitSourceId: unit.InstanceId,
  };
}

/** GetRootOrganizationalUnit of the instance. */
export const getRootOrganizationalUnit = read((call) => {
  const { InstanceId, RootOrganizationalUnitId } = instanceOf(call);
  const unit = eiamTables.organizationalUnits(call.tables).get(RootOrganizationalUnitId);
  if (unit === undefined) throw notFound("OrganizationalUnit", RootOrganizationalUnitId);
  const { OrganizationalUnitName, Description, CreateTime, UpdateTime } = unit;
  return {
    OrganizationalUnit: {
      InstanceId,
      OrganizationalUnitId: RootOrganizationalUnitId,
      OrganizationalUnitName,
      Description,
      CreateTime,
      UpdateTime,
    },
  };
});

/** GetOrganizationalUnit by id. */
export const getOrganizationalUnit = read((call) => {
  const id = call.params.requiredText("OrganizationalUnitId");
  return { OrganizationalUnit: detailed(unitOf(call, id), call.tables) };
});

/** ListOrganizationalUnits: by parent, ids, exact name or start of the name. */
export const listOrganizationalUnits = read((call) => {
  const { params, tables, context } = call;
  const { InstanceId } = instanceOf(call);
  const ids = params.limitedList("OrganizationalUnitIds", 100);
  const parent = params.text("ParentId");
  const name = params.text("OrganizationalUnitName");
  const start = params.text("OrganizationalUnitNameStartsWith") ?? "";
  const selected = [...eiamTables.organizationalUnits(tables).values()].filter(
    (unit) =>
      unit.InstanceId === InstanceId &&
      (ids.length === 0 || ids.includes(unit.OrganizationalUnitId)) &&
      (!parent || unit.ParentId === parent) &&
      (!name || unit.OrganizationalUnitName === name) &&
      unit.OrganizationalUnitName.startsWith(start) &&
      isVisible(unit.CreateTime, context),
  );
  const { shown, more } = page(params, selected, (unit) => unit.OrganizationalUnitId);
  return { TotalCount: selected.length, OrganizationalUnits: shown.map((unit) => detailed(unit, tables)), ...more };
});

/** CreateOrganizationalUnit below a parent. */
export const createOrganizationalUnit = write((call) => {
  const { params, tables, now, context } = call;
  const instance = instanceOf(call);
  params.requiredText("OrganizationalUnitName");
  const OrganizationalUnitName = limitedText(params, "OrganizationalUnitName", 64) ?? "";
  const ParentId = params.requiredText("ParentId");
  requireUnits(tables, instance, [ParentId]);
  const OrganizationalUnitId = newId("ou", eiamTables.organizationalUnits(tables), context.random);
  saveUnit(tables, {
    OrganizationalUnitId,
    InstanceId: instance.InstanceId,
    OrganizationalUnitName,
    ParentId,
    OrganizationalUnitExternalId: limitedText(params, "OrganizationalUnitExternalId", 64) ?? OrganizationalUnitId,
    Description: limitedText(params, "Description", 256),
    CreateTime: now,
    UpdateTime: now,
  });
  return { OrganizationalUnitId };
});
