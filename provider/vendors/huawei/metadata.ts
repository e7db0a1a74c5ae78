import type { MetadataService } from "../metadata";
import { issuedKeys } from "./iam";

/** Where an ECS instance finds its metadata (ECS "Obtaining instance metadata"). */
export const METADATA_ENDPOINT = "http://169.254.169.254";

/** ECS instance metadata; an instance has one agency, so there are no names. */
export function ecsMetadata(endpoint: string): MetadataService {
  return {
    endpoint,
    cloud: "Huawei Cloud",
    token: {
      path: "/meta-data/latest/api/token",
      lifetimeHeader: "x-metadata-token-ttl-seconds",
      header: "x-metadata-token",
      optional: true,
    },
    keys: () => "/openstack/latest/securitykey",
    read: issuedKeys,
  };
}
