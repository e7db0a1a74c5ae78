import type { Account } from "../model/account";
import type { Catalogue, NamedGroup, NamedUnit } from "../model/catalogue";
import type { Service } from "../model/service";
import { present, record, text } from "../model/values";
import { instanceOf, listPages, openRpc, type Rpc } from "./api";

/** Groups and organizational units of EIAM, each in its instance. */
export function openCatalogue(account: Account, service: Service): Catalogue {
  const rpc = openRpc(account, service);
  return {
    place: account.own.instanceId === undefined ? {} : { instanceId: account.own.instanceId },
    groups: (place = {}) => listGroups(rpc, instanceOf(account, place)),
    units: (place = {}) => listUnits(rpc, instanceOf(account, place)),
  };
}

/** Every group of an instance. */
export async function listGroups(rpc: Rpc, instance: string): Promise<readonly NamedGroup[]> {
  const groups: NamedGroup[] = [];
  for await (const page of listPages(rpc, "ListGroups", "Groups", { InstanceId: instance }))
    groups.push(...page.map((group) => groupOf(group, instance)));
  return groups;
}

/** A group of ListGroups or GetGroup. */
export function groupOf(group: Readonly<Record<string, unknown>>, instanceId: string): NamedGroup {
  const id = text(group["GroupId"]) ?? "";
  const name = text(group["GroupName"]) ?? "";
  const externalId = text(group["GroupExternalId"]);
  const fields = present({
    instanceId,
    groupId: id,
    groupName: name,
    groupExternalId: externalId,
    description: text(group["Description"]),
  });
  return { id, name, ...(externalId !== undefined && { externalId }), automatic: false, fields };
}

/** No page tells whether the list holds the root, so it is asked for where it does not. */
async function listUnits(rpc: Rpc, instance: string): Promise<readonly NamedUnit[]> {
  const units: NamedUnit[] = [];
  for await (const page of listPages(rpc, "ListOrganizationalUnits", "OrganizationalUnits", { InstanceId: instance }))
    units.push(...page.map((unit) => unitOf(unit, instance)));
  if (units.some(({ parentId }) => parentId === undefined)) return units;
  const answer = await rpc("GetRootOrganizationalUnit", "read", { InstanceId: instance });
  return [unitOf(record(answer["OrganizationalUnit"]), instance), ...units];
}

function unitOf(unit: Readonly<Record<string, unknown>>, instanceId: string): NamedUnit {
  const id = text(unit["OrganizationalUnitId"]) ?? "";
  const name = text(unit["OrganizationalUnitName"]) ?? "";
  const parentId = text(unit["ParentId"]) || undefined;
  const externalId = text(unit["OrganizationalUnitExternalId"]);
  const fields = present({
    instanceId,
    organizationalUnitId: id,
    organizationalUnitName: name,
    parentId,
    organizationalUnitExternalId: externalId,
    description: text(unit["Description"]),
  });
  return {
    id,
    name,
    ...(parentId !== undefined && { parentId }),
    ...(externalId !== undefined && { externalId }),
    fields,
  };
}
