import { AUDIENCES } from "../keys/exchange";
import { verifyIdToken } from "../keys/id-tokens";
import { roles } from "../keys/roles";
import { issueKey } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import { credentialV3 } from "../sts/huawei-v3";
import type { WireAnswer, WireRequest } from "../wire";
import { instanceKey, plainService, unauthorized } from "./plain-service";
import { isAdmitted, metadataToken } from "./session-token";

const TTL_HEADER = "x-metadata-token-ttl-seconds";
const TOKEN_HEADER = "x-metadata-token";

function securityKey(request: WireRequest, context: ServiceContext): WireAnswer {
  if (!isAdmitted(request, TOKEN_HEADER, "huawei", context)) return unauthorized;
  return { status: 200, body: { credential: credentialV3(instanceKey(context, "huawei")) } };
}

/** Keys for a pod, which proves by the token of its service account who it is. */
function podCredentials(request: WireRequest, context: ServiceContext): WireAnswer {
  const token = request.headers["authorization"] ?? "";
  if (verifyIdToken(context.identity, token, AUDIENCES.huawei, context.now()).kind !== "good") return unauthorized;
  const key = issueKey(context, "huawei", { role: roles[0].name, session: "pod", seconds: 3600 });
  const { accessKeyId, accessKeySecret, securityToken, expiresAt } = key;
  const expiration = new Date(expiresAt).toISOString();
  return { status: 200, body: { accessKeyId, secretAccessKey: accessKeySecret, securityToken, expiration } };
}

/**
 * Metadata of a Huawei Cloud ECS instance with an agency, in both versions, and the pod identity of CCE.
 * Source: ECS "Obtaining metadata", the vendor's Python core.
 */
export const huaweiMetadata: EmulatedService = plainService("huawei-metadata", [
  {
    name: "PUT /meta-data/latest/api/token",
    path: /^\/meta-data\/latest\/api\/token$/,
    run: (request, context) => metadataToken(request, TTL_HEADER, "huawei", context),
  },
  { name: "GET /openstack/latest/securitykey", path: /^\/openstack\/latest\/securitykey$/, run: securityKey },
  { name: "POST /huawei/pod-credentials", path: /^\/huawei\/pod-credentials$/, run: podCredentials },
]);
