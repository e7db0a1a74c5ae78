import { isoMicroseconds } from "../times";
import { member } from "../untyped";
import { authenticate } from "../huawei/authenticate";
import { Refusal, unauthenticated } from "../huawei/refusal";
import { accountsOf } from "../keys/accounts";
import { assumeRole, AUDIENCES, MIN_SECONDS, type Refused } from "../keys/exchange";
import { verifyIdToken } from "../keys/id-tokens";
import { roles } from "../keys/roles";
import { seal, unseal } from "../keys/sealed";
import { issueKey, type TemporaryKey } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { optionalText, readJson, requiredText, seconds } from "./huawei-body";

/** How long an IAM token lives, in milliseconds. */
const TOKEN_MS = 24 * 3_600_000;
const MAX_SECONDS = 86_400;

/** An IAM v3 key. */
export function credentialV3(key: TemporaryKey): Readonly<Record<string, unknown>> {
  const expires_at = isoMicroseconds(key.expiresAt);
  return { access: key.accessKeyId, secret: key.accessKeySecret, securitytoken: key.securityToken, expires_at };
}

/** POST /v3.0/OS-AUTH/id-token/tokens: an unscoped token for an ID token, unsigned, the identity provider in a header. */
export function createTokenByIdToken(request: WireRequest, context: ServiceContext): WireAnswer {
  const idToken = requiredText(member(member(member(readJson(request), "auth"), "id_token"), "id"), "auth.id_token.id");
  return unscopedToken(request.headers["x-idp-id"], idToken, context);
}

/** POST …/identity_providers/{idp}/protocols/oidc/auth: the same with the ID token as a bearer token. */
export function createTokenByProtocol(request: WireRequest, context: ServiceContext): WireAnswer {
  const idToken = /^Bearer (.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (idToken === undefined) throw unauthenticated("the ID token is missing");
  return unscopedToken(request.path.split("/")[4], idToken, context);
}

function unscopedToken(idpId: string | undefined, idToken: string, context: ServiceContext): WireAnswer {
  const { huawei } = accountsOf(context.identity);
  if (idpId !== huawei.idpId) throw new Refusal(404, "IAM.0004", "Could not find the identity provider.");
  const verified = verifyIdToken(context.identity, idToken, AUDIENCES.huawei, context.now());
  if (verified.kind !== "good") throw new Refusal(401, "IAM.0061", `The ID token is not valid: ${verified.kind}.`);
  const expiresAt = context.now() + TOKEN_MS;
  const token = seal(context.identity, "iam token", { subject: verified.claims.sub, expiresAt });
  const times = { issued_at: isoMicroseconds(context.now()), expires_at: isoMicroseconds(expiresAt) };
  const user = {
    id: huawei.userId,
    name: verified.claims.sub,
    domain: { id: huawei.domainId, name: huawei.domainName },
  };
  return {
    status: 201,
    headers: { "x-subject-token": token },
    body: { token: { ...times, methods: ["mapped"], user } },
  };
}

/** POST /v3.0/OS-CREDENTIAL/securitytokens: a key for a token, or for an agency of another or the same account. */
export function createSecurityToken(request: WireRequest, context: ServiceContext): WireAnswer {
  const identity = member(member(readJson(request), "auth"), "identity");
  const methods = member(identity, "methods");
  const method: unknown = Array.isArray(methods) && methods.length === 1 ? methods[0] : undefined;
  if (method === "token") return answer(keyForToken(request, member(identity, "token"), context));
  if (method === "assume_role") return answer(keyForAgency(request, member(identity, "assume_role"), context));
  throw badRequest('auth.identity.methods must be ["token"] or ["assume_role"].');
}

function keyForToken(request: WireRequest, token: unknown, context: ServiceContext): TemporaryKey {
  const given = optionalText(member(token, "id"), "auth.identity.token.id") ?? request.headers["x-auth-token"];
  const duration = seconds(member(token, "duration_seconds"), MIN_SECONDS, MAX_SECONDS, 900);
  if (given === undefined) throw unauthenticated("the token is missing");
  const { expiresAt } = unseal(context.identity, "iam token", given) ?? {};
  const isOwn = given === context.identity.workspace.authToken;
  if (!isOwn && typeof expiresAt !== "number") throw unauthenticated("decrypt token fail");
  if (typeof expiresAt === "number" && expiresAt <= context.now()) throw unauthenticated("token expires");
  return issueKey(context, "huawei", { role: roles[0].name, session: "federated", seconds: duration });
}

function keyForAgency(request: WireRequest, asked: unknown, context: ServiceContext): TemporaryKey {
  const caller = authenticate(request, context);
  const { huawei } = accountsOf(context.identity);
  const agency = requiredText(member(asked, "agency_name"), "assume_role.agency_name");
  const domainName = optionalText(member(asked, "domain_name"), "assume_role.domain_name");
  const domainId = optionalText(member(asked, "domain_id"), "assume_role.domain_id");
  if (domainName === undefined && domainId === undefined)
    throw badRequest("assume_role needs domain_name or domain_id.");
  const isOwn =
    (domainName ?? huawei.domainName) === huawei.domainName && (domainId ?? huawei.domainId) === huawei.domainId;
  const duration = seconds(member(asked, "duration_seconds"), MIN_SECONDS, MAX_SECONDS, 900);
  const key = assumeRole(
    context,
    "huawei",
    { role: isOwn ? agency : undefined, session: agency, seconds: duration },
    caller,
  );
  if ("kind" in key) throw refusalOfAgency(key);
  return key;
}

/** How IAM says no to somebody who wants an agency; the same for v3 and v5. */
export function refusalOfAgency(refused: Refused): Refusal {
  switch (refused.kind) {
    case "no-role":
      return new Refusal(404, "IAM.0004", "Could not find the agency.");
    case "not-trusted":
    case "external-id":
      return new Refusal(403, "IAM.0002", "You do not have permission to perform this action.");
    case "too-long":
      return badRequest(`duration_seconds must be at most ${refused.maxSeconds}.`);
    case "id-token":
      return new Refusal(401, "IAM.0061", `The ID token is not valid: ${refused.fault}.`);
  }
}

/** A request that breaks a rule of IAM. */
function badRequest(message: string): Refusal {
  return new Refusal(400, "IAM.0007", message);
}

function answer(key: TemporaryKey): WireAnswer {
  return { status: 201, body: { credential: credentialV3(key) } };
}
