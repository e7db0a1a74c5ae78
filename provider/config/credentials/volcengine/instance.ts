import { ecsMetadata } from "../../../vendors/volcengine/metadata";
import type { Settings } from "../../settings";
import type { Seeker } from "../cloud";
import { instanceSource } from "../instance";
import type { Source } from "../source";

/** The IAM role of the ECS instance. */
export function instance(
  { endpoints, settings, world }: Pick<Seeker, "endpoints" | "settings" | "world">,
  role: string | undefined,
): Source {
  return instanceSource(ecsMetadata(endpoints.metadata), role ?? settings.variable("VOLCENGINE_ECS_METADATA"), world);
}

/** The vendor's switch that forbids to ask the instance. */
export function metadataSwitch(settings: Settings): string | undefined {
  const name = "VOLCENGINE_ECS_METADATA_DISABLED";
  return /^(true|1)$/i.test(settings.variable(name) ?? "") ? name : undefined;
}
