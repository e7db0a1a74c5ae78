import { beijingTime } from "../times";
import { instanceRole } from "../keys/roles";
import type { TemporaryKey } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { instanceKey, notFound, plainService, unauthorized } from "./plain-service";
import { metadataToken, metadataTokenState } from "./session-token";

const TTL_HEADER = "x-volc-ecs-metadata-token-ttl-seconds";
const TOKEN_HEADER = "x-volc-ecs-metadata-token";

/** This cloud has the second version alone: nothing without a token. */
function guarded(request: WireRequest, context: ServiceContext, answer: () => WireAnswer): WireAnswer {
  return metadataTokenState(request, TOKEN_HEADER, "volcengine", context) === "good" ? answer() : unauthorized;
}

function keyAnswer(key: TemporaryKey): WireAnswer {
  const { accessKeyId: AccessKeyId, accessKeySecret: SecretAccessKey, securityToken: SessionToken } = key;
  const CurrentTime = beijingTime(key.issuedAt);
  return {
    status: 200,
    body: { AccessKeyId, SecretAccessKey, SessionToken, CurrentTime, ExpiredTime: beijingTime(key.expiresAt) },
  };
}

/** Metadata of a Volcengine ECS instance with an IAM role. Source: ECS "Instance metadata", the vendor's Python core. */
export const volcengineMetadata: EmulatedService = plainService("volcengine-metadata", [
  {
    name: "PUT /latest/api/token",
    path: /^\/latest\/api\/token$/,
    header: TTL_HEADER,
    run: (request, context) => metadataToken(request, TTL_HEADER, "volcengine", context),
  },
  {
    name: "GET /volcstack/latest/iam/security_credentials",
    path: /^\/volcstack\/latest\/iam\/security_credentials\/?$/,
    run: (request, context) => guarded(request, context, () => ({ status: 200, body: [instanceRole] })),
  },
  {
    name: "GET /volcstack/latest/iam/security_credentials/{role}",
    path: /^\/volcstack\/latest\/iam\/security_credentials\/[^/]+$/,
    run: (request, context) =>
      guarded(request, context, () =>
        request.path.endsWith(`/${instanceRole}`) ? keyAnswer(instanceKey(context, "volcengine")) : notFound,
      ),
  },
]);
