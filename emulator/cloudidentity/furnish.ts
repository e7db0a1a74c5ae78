import { FURNISHED_AGE_MS } from "../service";
import type { Tables } from "../store/tables";
import { groupTable, instanceTable } from "./records";

/** The one region of the service's gateway scope. */
export const region = "cn-beijing";

/** The identity centre of an empty world, already enabled. */
export const demoInstance = { InstanceId: "7300000000000000001", InstanceName: "emulator" } as const;

/** The group of an empty world, with a fixed id, so that programs and examples may name it. */
export const demoGroup = {
  GroupId: "7300000000000000101",
  GroupName: "staff",
  DisplayName: "Staff",
  Description: "",
} as const;

/** Puts an enabled service and the demo group into an empty world. */
export function furnish(tables: Tables, now: number): void {
  instanceTable(tables).put(demoInstance.InstanceId, { ...demoInstance, Status: "Enabled", createdAt: now });
  groupTable(tables).put(demoGroup.GroupId, {
    ...demoGroup,
    JoinType: "Manual",
    Source: "Manual",
    createdAt: now - FURNISHED_AGE_MS,
    updatedAt: now - FURNISHED_AGE_MS,
  });
}
