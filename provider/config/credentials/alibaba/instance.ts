import { ecsMetadata } from "../../../vendors/alibaba/metadata";
import type { Settings } from "../../settings";
import type { Seeker } from "../cloud";
import { instanceSource } from "../instance";
import type { Source } from "../source";

/** The RAM role of the ECS instance. */
export function instance(
  { endpoints, settings, world }: Pick<Seeker, "endpoints" | "settings" | "world">,
  role: string | undefined,
): Source {
  const withToken = isOn(settings, "ALIBABA_CLOUD_IMDSV1_DISABLED");
  const name = role ?? settings.variable("ALIBABA_CLOUD_ECS_METADATA");
  return instanceSource(ecsMetadata(endpoints.metadata, withToken), name, world);
}

/** The vendor's switch that forbids to ask the instance. */
export function metadataSwitch(settings: Settings): string | undefined {
  const name = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
  return isOn(settings, name) ? name : undefined;
}

/** Whether a switch of the vendor's is on: `true` in any case, or 1. */
export function isOn(settings: Settings, name: string): boolean {
  return /^(true|1)$/i.test(settings.variable(name) ?? "");
}
