import { record, text } from "../../model/values";
import type { MetadataService } from "../metadata";
import { temporaryKeys } from "./sts";

/** Where an ECS instance finds its metadata (ECS "Instance metadata"). */
export const METADATA_ENDPOINT = "http://100.100.100.200";
const ROLES = "/latest/meta-data/ram/security-credentials/";

/**
 * ECS instance metadata.
 * @param withToken whether only the service with tokens may be asked (ALIBABA_CLOUD_IMDSV1_DISABLED)
 */
export function ecsMetadata(endpoint: string, withToken: boolean): MetadataService {
  return {
    endpoint,
    cloud: "Alibaba Cloud",
    token: {
      path: "/latest/api/token",
      lifetimeHeader: "x-aliyun-ecs-metadata-token-ttl-seconds",
      header: "x-aliyun-ecs-metadata-token",
      optional: !withToken,
    },
    roles: { path: ROLES, read: (names) => names.split("\n").map((name) => name.trim()) },
    keys: (role) => `${ROLES}${encodeURIComponent(role)}`,
    read: ({ body }) => successfulKeys(body),
  };
}

/** Keys of the metadata service or of a credentials URI, which say `Success` beside them. */
export function successfulKeys(body: unknown): ReturnType<typeof temporaryKeys> {
  const code = text(record(body)["Code"]);
  return code === undefined || code === "Success" ? temporaryKeys(body) : undefined;
}
