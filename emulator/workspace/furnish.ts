import { FURNISHED_AGE_MS } from "../service";
import type { Tables } from "../store/tables";
import { groupTable } from "./records";

/** Main domain of the emulated tenant: what `domain` is when a creation names none. */
export const mainDomain = "workspace.example";

/** Default enterprise project of the emulated account. */
export const defaultEnterpriseProjectId = "0";

/** User groups of an empty world. Their ids are fixed, so that programs and examples may name them. */
export const demoGroups = [
  { id: "0a1b2c3d4e5f60718293a4b5c6d7e801", name: "engineering", description: "People who build" },
  { id: "0a1b2c3d4e5f60718293a4b5c6d7e802", name: "sales", description: "People who sell" },
  { id: "0a1b2c3d4e5f60718293a4b5c6d7e803", name: "contractors", description: "People who leave again" },
] as const;

/** Puts the demo groups into an empty world. */
export function furnish(tables: Tables, now: number): void {
  const groups = groupTable(tables);
  for (const group of demoGroups)
    groups.put(group.id, { ...group, platform_type: "LOCAL", created_at: now - FURNISHED_AGE_MS });
}
