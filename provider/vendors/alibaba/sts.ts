import { randomUUID } from "node:crypto";
import type { Credentials } from "../../model/credentials";
import type { Classify } from "../../model/service";
import { defined, record } from "../../model/values";
import { alibabaCall, alibabaRefusals } from "../alibaba";
import { exchange, type Network } from "../http";
import { filledText, keysIn, type KeyExchange, type TemporaryKeys } from "../key-exchange";

/** Version of the STS API. */
const VERSION = "2015-04-01";

/** A RAM role as somebody takes it on (STS AssumeRole). */
export interface AlibabaRole {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly policy?: string;
  readonly externalId?: string;
}

const classify: Classify = alibabaRefusals([
  {
    code: "NoPermission",
    category: "forbidden",
    remedy:
      "Grant AliyunSTSAssumeRoleAccess to the owner of the keys, and name the owner in the trust policy of the role.",
  },
  {
    code: "EntityNotExist.Role",
    category: "forbidden",
    remedy: "Correct the role: there is none of this name in the account of its ARN.",
  },
  {
    code: "AuthenticationFail.*",
    category: "auth",
    remedy:
      "Check the OIDC provider, its client ids (audience), the trust policy of the role and the age of the token.",
  },
]);

/** Takes on a role with keys that are at hand (STS AssumeRole). */
export function assumeRole(
  account: { readonly endpoint: string; readonly credentials: Credentials },
  role: AlibabaRole,
): KeyExchange<TemporaryKeys> {
  const query = { ...parameters(role), ...defined({ ExternalId: role.externalId }) };
  return {
    operation: "AssumeRole",
    host: new URL(account.endpoint).host,
    send: alibabaCall(account, { version: VERSION, action: "AssumeRole", query }),
    classify,
    read: ({ body }) => temporaryKeys(record(body)["Credentials"]),
  };
}

/** Takes on a role with an OIDC token; the call is unsigned (STS AssumeRoleWithOIDC). */
export function assumeRoleWithOidc(
  endpoint: string,
  role: Omit<AlibabaRole, "externalId"> & { readonly providerArn: string; readonly token: string },
  network: Network,
): KeyExchange<TemporaryKeys> {
  const token = { OIDCProviderArn: role.providerArn, OIDCToken: role.token };
  const body = new URLSearchParams({ ...parameters(role), ...token }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  return {
    operation: "AssumeRoleWithOIDC",
    host: new URL(endpoint).host,
    send: (timeoutMs) => {
      const query = new URLSearchParams({
        Action: "AssumeRoleWithOIDC",
        Format: "JSON",
        Version: VERSION,
        Timestamp: new Date(network.now()).toISOString().replace(/\.\d{3}/, ""),
        SignatureNonce: randomUUID(),
      });
      return exchange(network, { method: "POST", url: `${endpoint}/?${query.toString()}`, headers, body }, timeoutMs);
    },
    classify,
    read: ({ body: answer }) => temporaryKeys(record(answer)["Credentials"]),
  };
}

function parameters(role: Omit<AlibabaRole, "externalId">): Readonly<Record<string, string>> {
  const DurationSeconds = role.durationSeconds?.toString();
  return defined({ RoleArn: role.roleArn, RoleSessionName: role.sessionName, DurationSeconds, Policy: role.policy });
}

/** Whose keys these are: the id of the account (STS GetCallerIdentity). */
export function callerAccount(account: {
  readonly endpoint: string;
  readonly credentials: Credentials;
}): KeyExchange<string> {
  return {
    operation: "GetCallerIdentity",
    host: new URL(account.endpoint).host,
    send: alibabaCall(account, { version: VERSION, action: "GetCallerIdentity" }),
    classify,
    read: ({ body }) => filledText(record(body)["AccountId"]),
  };
}

/** Keys as STS and the instance metadata write them. */
export function temporaryKeys(from: unknown): TemporaryKeys | undefined {
  const names = { id: "AccessKeyId", secret: "AccessKeySecret", session: "SecurityToken" };
  return keysIn(from, names, record(from)["Expiration"]);
}
