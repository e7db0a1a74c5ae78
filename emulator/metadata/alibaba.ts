import { isoSeconds } from "../times";
import { instanceRole, roles } from "../keys/roles";
import { issueKey, type TemporaryKey } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { instanceKey, notFound, plainService, unauthorized } from "./plain-service";
import { isAdmitted, metadataToken } from "./session-token";

const TTL_HEADER = "x-aliyun-ecs-metadata-token-ttl-seconds";
const TOKEN_HEADER = "x-aliyun-ecs-metadata-token";

function keyAnswer(key: TemporaryKey): WireAnswer {
  return {
    status: 200,
    body: {
      AccessKeyId: key.accessKeyId,
      AccessKeySecret: key.accessKeySecret,
      Expiration: isoSeconds(key.expiresAt),
      SecurityToken: key.securityToken,
      LastUpdated: isoSeconds(key.issuedAt),
      Code: "Success",
    },
  };
}

/** Answers with a token of the second version or as the first version did, unless the machine demands the second. */
function guarded(request: WireRequest, context: ServiceContext, answer: () => WireAnswer): WireAnswer {
  return isAdmitted(request, TOKEN_HEADER, "alibaba", context) ? answer() : unauthorized;
}

/**
 * Metadata of an Alibaba Cloud ECS instance with a RAM role, in both versions, and a credentials URI.
 * Source: ECS "Instance metadata", credential tools "Credentials URI".
 */
export const alibabaMetadata: EmulatedService = plainService("alibaba-metadata", [
  {
    name: "PUT /latest/api/token",
    path: /^\/latest\/api\/token$/,
    header: TTL_HEADER,
    run: (request, context) => metadataToken(request, TTL_HEADER, "alibaba", context),
  },
  {
    name: "GET /latest/meta-data/ram/security-credentials/",
    path: /^\/latest\/meta-data\/ram\/security-credentials\/?$/,
    run: (request, context) => guarded(request, context, () => ({ status: 200, body: instanceRole })),
  },
  {
    name: "GET /latest/meta-data/ram/security-credentials/{role}",
    path: /^\/latest\/meta-data\/ram\/security-credentials\/[^/]+$/,
    run: (request, context) =>
      guarded(request, context, () =>
        request.path.endsWith(`/${instanceRole}`) ? keyAnswer(instanceKey(context, "alibaba")) : notFound,
      ),
  },
  {
    name: "GET /alibaba/credentials",
    path: /^\/alibaba\/credentials$/,
    run: (_request, context) =>
      keyAnswer(issueKey(context, "alibaba", { role: roles[0].name, session: "credentials-uri", seconds: 3600 })),
  },
]);
