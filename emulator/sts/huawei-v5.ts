import { member } from "../untyped";
import { authenticate } from "../huawei/authenticate";
import { accountsOf, type CloudAccounts } from "../keys/accounts";
import { assumeRole, assumeRoleWithIdToken, MIN_SECONDS, type Wanted } from "../keys/exchange";
import { roleId } from "../keys/roles";
import type { TemporaryKey } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { invalidField, optionalText, readJson, requiredText, seconds } from "./huawei-body";
import { refusalOfAgency } from "./huawei-v3";

const MAX_SECONDS = 43_200;

/** POST /v5/agencies/assume: a key for an agency that trusts the account, signed. */
export function assumeAgency(request: WireRequest, context: ServiceContext): WireAnswer {
  const caller = authenticate(request, context);
  const body = readJson(request);
  const accounts = accountsOf(context.identity);
  const asked = wanted(body, accounts);
  const key = assumeRole(context, "huawei", asked, caller);
  if ("kind" in key) throw refusalOfAgency(key);
  return { status: 200, body: session(key, asked, accounts) };
}

/** POST /v5/agencies/assume-with-oidc: a key for the bearer of an ID token, unsigned. */
export function assumeAgencyWithOidc(request: WireRequest, context: ServiceContext): WireAnswer {
  const body = readJson(request);
  const accounts = accountsOf(context.identity);
  const provider = requiredText(member(body, "provider_urn"), "provider_urn");
  if (provider !== accounts.huawei.oidcProviderUrn)
    throw invalidField("provider_urn", "there is no such identity provider");
  const asked = wanted(body, accounts);
  const outcome = assumeRoleWithIdToken(context, "huawei", asked, requiredText(member(body, "id_token"), "id_token"));
  if ("kind" in outcome) throw refusalOfAgency(outcome);
  const { aud, sub } = outcome.claims;
  const federated = { provider, audience: aud, subject_from_id_token: sub };
  return { status: 200, body: { ...session(outcome.key, asked, accounts), ...federated } };
}

/** GET /v5/caller-identity. */
export function getCallerIdentity(request: WireRequest, context: ServiceContext): WireAnswer {
  const principal = authenticate(request, context);
  const { domainId, userId } = accountsOf(context.identity).huawei;
  const who =
    principal.kind === "user"
      ? { principal_id: userId, principal_urn: `iam::${domainId}:user:rollcall` }
      : {
          principal_id: `${roleId(principal.role)}:${principal.session}`,
          principal_urn: `sts::${domainId}:assumed-agency:${principal.role}/${principal.session}`,
        };
  return { status: 200, body: { account_id: domainId, ...who } };
}

function wanted(body: unknown, { huawei }: CloudAccounts): Wanted {
  const [, domain, agency] =
    /^iam::([^:]+):agency:(.+)$/.exec(requiredText(member(body, "agency_urn"), "agency_urn")) ?? [];
  if (agency === undefined) throw invalidField("agency_urn", "it must be iam::<domain id>:agency:<name>");
  const name = requiredText(member(body, "agency_session_name"), "agency_session_name");
  if (!/^[\w+=,.@-]{2,128}$/.test(name))
    throw invalidField("agency_session_name", "it must be 2 to 128 of A-Z a-z 0-9 _ + = , . @ -");
  return {
    role: domain === huawei.domainId ? agency : undefined,
    session: name,
    seconds: seconds(member(body, "duration_seconds"), MIN_SECONDS, MAX_SECONDS, 3600),
    externalId: optionalText(member(body, "external_id"), "external_id"),
  };
}

function session(
  key: TemporaryKey,
  { role, session: name }: Wanted,
  { huawei }: CloudAccounts,
): Readonly<Record<string, unknown>> {
  return {
    credentials: {
      access_key_id: key.accessKeyId,
      secret_access_key: key.accessKeySecret,
      security_token: key.securityToken,
      expiration: new Date(key.expiresAt).toISOString(),
    },
    assumed_agency: {
      urn: `sts::${huawei.domainId}:assumed-agency:${role}/${name}`,
      id: `${roleId(role ?? "")}:${name}`,
    },
    source_identity: "",
  };
}
