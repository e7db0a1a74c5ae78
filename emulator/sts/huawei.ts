import { accountsOf } from "../keys/accounts";
import { authenticate, signatureExpired } from "../huawei/authenticate";
import { answer, apiMissing, notAuthorized, Refusal, refuseInjected, throttled } from "../huawei/refusal";
import type { EmulatedService, ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { createSecurityToken, createTokenByIdToken, createTokenByProtocol } from "./huawei-v3";
import { assumeAgency, assumeAgencyWithOidc, getCallerIdentity } from "./huawei-v5";

/** One operation of IAM or STS; it asks who is calling itself, because some need nobody. */
type IamOperation = (request: WireRequest, context: ServiceContext) => WireAnswer;

/** Ledger name, expression of its path, what it does. */
const operations: readonly (readonly [name: string, path: RegExp, run: IamOperation])[] = [
  ["POST /v3.0/OS-AUTH/id-token/tokens", /^\/v3\.0\/OS-AUTH\/id-token\/tokens$/, createTokenByIdToken],
  ["POST /v3.0/OS-CREDENTIAL/securitytokens", /^\/v3\.0\/OS-CREDENTIAL\/securitytokens$/, createSecurityToken],
  [
    "POST /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}/auth",
    /^\/v3\/OS-FEDERATION\/identity_providers\/[^/]+\/protocols\/[^/]+\/auth$/,
    createTokenByProtocol,
  ],
  ["GET /v3/projects", /^\/v3\/projects$/, listProjects],
  ["GET /v3/auth/domains", /^\/v3\/auth\/domains$/, listDomains],
  ["POST /v5/agencies/assume", /^\/v5\/agencies\/assume$/, assumeAgency],
  ["POST /v5/agencies/assume-with-oidc", /^\/v5\/agencies\/assume-with-oidc$/, assumeAgencyWithOidc],
  ["GET /v5/caller-identity", /^\/v5\/caller-identity$/, getCallerIdentity],
];

function find({ method, path }: WireRequest): (typeof operations)[number] | undefined {
  return operations.find(([name, expression]) => name.startsWith(`${method} `) && expression.test(path));
}

/** The one project, under the name of whichever region is asked for. */
function listProjects(request: WireRequest, context: ServiceContext): WireAnswer {
  authenticate(request, context);
  const name = request.query.get("name") ?? "cn-north-4";
  const { domainId } = accountsOf(context.identity).huawei;
  const isRegion = /^[a-z]{2}(-[a-z]+)+-\d+$/.test(name);
  const project = {
    id: context.identity.workspace.projectId,
    name,
    domain_id: domainId,
    enabled: true,
    is_domain: false,
    parent_id: domainId,
  };
  return { status: 200, body: { projects: isRegion ? [project] : [], links: {} } };
}

function listDomains(request: WireRequest, context: ServiceContext): WireAnswer {
  authenticate(request, context);
  const { domainId, domainName } = accountsOf(context.identity).huawei;
  return {
    status: 200,
    body: { domains: [{ id: domainId, name: domainName, enabled: true, description: "" }], links: {} },
  };
}

/** Huawei Cloud IAM (v3) and STS (v5): the exchanges that give out keys, and who somebody is. Source: IAM API reference. */
export const huaweiIam: EmulatedService = {
  name: "huawei-iam",
  claims: ({ path }) => /^\/(v3|v3\.0|v5)\//.test(path),
  operation: (request) => find(request)?.[0],
  writes: () => false,
  handle: (request, context) =>
    answer(context, () => {
      const run = find(request)?.[2];
      if (run === undefined) throw apiMissing();
      return run(request, context);
    }),
  faultAnswer(fault, request, retryAfterSeconds) {
    const signedAt = request.headers["x-sdk-date"] ?? "";
    const internal = new Refusal(500, "IAM.0001", "Internal error.");
    const refusals = {
      throttle: throttled(),
      "server-error": internal,
      "expired-credentials": signatureExpired(signedAt, signedAt),
      forbidden: notAuthorized(),
      quota: new Refusal(403, "EMU.QUOTA", "The quota is exceeded."),
      concurrent: internal,
    };
    return refuseInjected(refusals[fault], request, retryAfterSeconds);
  },
};
