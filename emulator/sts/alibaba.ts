import { isoSeconds } from "../times";
import { parseJson } from "../untyped";
import { RpcError, type ParamErrors } from "../alibaba/errors";
import type { RpcParams } from "../alibaba/params";
import { read, rpcService } from "../alibaba/rpc-service";
import { accountsOf, type CloudAccounts } from "../keys/accounts";
import { assumeRole, assumeRoleWithIdToken, MIN_SECONDS, type Refused, type Wanted } from "../keys/exchange";
import { roleId } from "../keys/roles";
import type { TemporaryKey } from "../keys/temporary-keys";

/** Codes of the STS error pages: the parameter's name behind a point, where the gateway has none. */
const paramErrors: ParamErrors = {
  missing: (parameter) => new RpcError(400, `Missing${parameter}`, `${parameter} is mandatory for this action.`),
  invalid: (parameter, rule) =>
    new RpcError(400, `InvalidParameter.${parameter}`, `The parameter ${parameter} is wrongly formed: ${rule}`),
};

/** The longest session that AssumeRole takes for any role, in seconds. */
const MAX_SECONDS = 43_200;

/** The shape of an ARN of RAM, with its account, kind and name. */
const ARN = /^acs:ram::(\d+):(role|oidc-provider)\/([\w.-]+)$/;

function refusalOf(refused: Refused): RpcError {
  switch (refused.kind) {
    case "no-role":
      return new RpcError(404, "EntityNotExist.Role", "The specified Role not exists.");
    case "not-trusted":
    case "external-id":
      return new RpcError(
        403,
        "NoPermission",
        "You are not authorized to do this action. You should be authorized by RAM.",
      );
    case "too-long":
      return paramErrors.invalid(
        "DurationSeconds",
        `the role allows sessions of at most ${refused.maxSeconds} seconds.`,
      );
    case "id-token":
      return refused.fault === "expired"
        ? new RpcError(400, "AuthenticationFail.OIDCToken.Expired", "This JsonWebToken is expired.")
        : new RpcError(400, "AuthenticationFail.OIDCToken.Invalid", "This JsonWebToken is invalid.");
  }
}

/** The name that an ARN of this account gives, `undefined` for one of another account. */
function ownName(
  params: RpcParams,
  name: string,
  kind: "role" | "oidc-provider",
  { alibaba }: CloudAccounts,
): string | undefined {
  const [, account, foundKind, found] = ARN.exec(params.requiredText(name)) ?? [];
  if (foundKind !== kind) throw params.invalid(name, `it must be acs:ram::<account>:${kind}/<name>.`);
  return account === alibaba.accountId ? found : undefined;
}

function wanted(params: RpcParams, accounts: CloudAccounts): Wanted {
  const role = ownName(params, "RoleArn", "role", accounts);
  const session = params.requiredText("RoleSessionName");
  if (!/^[A-Za-z0-9.@_-]{2,64}$/.test(session))
    throw params.invalid("RoleSessionName", "it must be 2 to 64 of A-Z a-z 0-9 . @ - _.");
  const policy = params.text("Policy") ?? "";
  if (policy.length > 2048) throw params.invalid("PolicySize", "the policy must have at most 2048 characters.");
  if (policy !== "" && parseJson(policy) === undefined)
    throw params.invalid("PolicyGrammar", "the policy must be JSON.");
  return {
    role,
    session,
    seconds: params.integer("DurationSeconds", MIN_SECONDS, MAX_SECONDS) ?? 3600,
    externalId: params.text("ExternalId"),
  };
}

function session(
  key: TemporaryKey,
  { role, session: name }: Wanted,
  { alibaba }: CloudAccounts,
): Readonly<Record<string, unknown>> {
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      AccessKeySecret: key.accessKeySecret,
      SecurityToken: key.securityToken,
      Expiration: isoSeconds(key.expiresAt),
    },
    AssumedRoleUser: { Arn: `${alibaba.roleArn(role ?? "")}/${name}`, AssumedRoleId: `${roleId(role ?? "")}:${name}` },
  };
}

const assumeRoleAction = read(({ params, context, principal = { kind: "user" } }) => {
  const accounts = accountsOf(context.identity);
  const asked = wanted(params, accounts);
  const key = assumeRole(context, "alibaba", asked, principal);
  if ("kind" in key) throw refusalOf(key);
  return session(key, asked, accounts);
});

const assumeRoleWithOidc = read(({ params, context }) => {
  const accounts = accountsOf(context.identity);
  if (params.requiredText("OIDCProviderArn") !== accounts.alibaba.oidcProviderArn) {
    ownName(params, "OIDCProviderArn", "oidc-provider", accounts);
    throw new RpcError(404, "EntityNotExist.OIDCProvider", "The specified OIDCProvider not exists.");
  }
  const token = params.requiredText("OIDCToken");
  if (token.length < 4 || token.length > 20_000)
    throw params.invalid("OIDCToken", "it must have 4 to 20000 characters.");
  const asked = wanted(params, accounts);
  const outcome = assumeRoleWithIdToken(context, "alibaba", asked, token);
  if ("kind" in outcome) throw refusalOf(outcome);
  const { iss, sub, aud, iat, exp } = outcome.claims;
  return {
    ...session(outcome.key, asked, accounts),
    OIDCTokenInfo: {
      Issuer: iss,
      Subject: sub,
      ClientIds: aud,
      IssuanceTime: isoSeconds(iat * 1000),
      ExpirationTime: isoSeconds(exp * 1000),
      VerificationInfo: "Success",
    },
  };
});

const getCallerIdentity = read(({ context, principal = { kind: "user" } }) => {
  const { alibaba } = accountsOf(context.identity);
  if (principal.kind === "user")
    return {
      AccountId: alibaba.accountId,
      Arn: alibaba.userArn,
      IdentityType: "RAMUser",
      PrincipalId: alibaba.userId,
      UserId: alibaba.userId,
    };
  const id = roleId(principal.role);
  return {
    AccountId: alibaba.accountId,
    Arn: `acs:ram::${alibaba.accountId}:assumed-role/${principal.role}/${principal.session}`,
    IdentityType: "AssumedRoleUser",
    PrincipalId: `${id}:${principal.session}`,
    RoleId: id,
  };
});

/** Alibaba Cloud Security Token Service, version 2015-04-01. Source: STS API reference. */
export const alibabaSts = rpcService({
  name: "alibaba-sts",
  version: "2015-04-01",
  host: "sts.aliyuncs.com",
  actions: {
    AssumeRole: assumeRoleAction,
    AssumeRoleWithOIDC: { ...assumeRoleWithOidc, anonymous: true },
    GetCallerIdentity: getCallerIdentity,
  },
  paramErrors,
  faults: {
    "server-error": { status: 500, code: "InternalError", message: "STS Server Internal Error happened." },
    quota: { status: 400, code: "QuotaExceeded", message: "The quota is exceeded." },
    concurrent: { status: 500, code: "InternalError", message: "STS Server Internal Error happened." },
  },
});
