import { parsedJson, record, text } from "../../model/values";
import type { MetadataService } from "../metadata";
import { keysIn } from "../key-exchange";
import { KEY_NAMES } from "./sts";

/** Where an ECS instance finds its metadata (ECS "Instance metadata"). */
export const METADATA_ENDPOINT = "http://100.96.0.96";
const ROLES = "/volcstack/latest/iam/security_credentials";

/** ECS instance metadata. */
export function ecsMetadata(endpoint: string): MetadataService {
  return {
    endpoint,
    cloud: "Volcengine",
    token: {
      path: "/latest/api/token",
      lifetimeHeader: "x-volc-ecs-metadata-token-ttl-seconds",
      header: "x-volc-ecs-metadata-token",
      optional: false,
    },
    roles: { path: `${ROLES}?type=user&format=json`, read: roleNames },
    keys: (role) => `${ROLES}/${encodeURIComponent(role)}`,
    read: ({ body }) => keysIn(body, KEY_NAMES, record(body)["ExpiredTime"]),
  };
}

/** The list comes as JSON, of names or of objects that hold them. */
function roleNames(list: string): readonly string[] {
  return [parsedJson(list)].flat().flatMap((one) => text(one) ?? text(record(one)["RoleName"]) ?? []);
}
