import { randomUUID } from "node:crypto";
import { rowsOf } from "../../model/category";
import type { Answer, Classify } from "../../model/service";
import { defined, record } from "../../model/values";
import { alibabaCall, alibabaRefusals } from "../alibaba";
import { exchange, type Network } from "../http";
import {
  at,
  filledText,
  type KeyExchange,
  type KeyService,
  type KeySession,
  keysIn,
  type TemporaryKeys,
} from "../key-exchange";

/** Version of the STS API. */
const VERSION = "2015-04-01";

/** A RAM role as somebody takes it on (STS AssumeRole). */
export interface AlibabaRole extends KeySession {
  readonly roleArn: string;
  /** Of a role that is taken on with keys. */
  readonly externalId?: string;
}

const classify: Classify = alibabaRefusals([
  ...rowsOf("forbidden", {
    NoPermission:
      "Grant AliyunSTSAssumeRoleAccess to the owner of the keys, and name the owner in the trust policy of the role.",
    "EntityNotExist.Role": "Correct the role: there is none of this name in the account of its ARN.",
  }),
  ...rowsOf("auth", {
    "AuthenticationFail.*":
      "Check the OIDC provider, its client ids (audience), the trust policy of the role and the age of the token.",
  }),
]);

/** Takes on a role with keys that are at hand (STS AssumeRole). */
export function assumeRole(account: KeyService, role: AlibabaRole): KeyExchange<TemporaryKeys> {
  const query = { ...parameters(role), ...defined({ ExternalId: role.externalId }) };
  const send = alibabaCall(account, { version: VERSION, action: "AssumeRole", query });
  return { operation: "AssumeRole", ...at(account.endpoint, classify), send, read: assumedKeys };
}

/** Takes on a role with an OIDC token; the call is unsigned (STS AssumeRoleWithOIDC). */
export function assumeRoleWithOidc(
  endpoint: string,
  role: AlibabaRole & { readonly providerArn: string; readonly token: string },
  network: Network,
): KeyExchange<TemporaryKeys> {
  const token = { OIDCProviderArn: role.providerArn, OIDCToken: role.token };
  const body = new URLSearchParams({ ...parameters(role), ...token }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const send = (timeoutMs: number): Promise<Answer> => {
    const query = new URLSearchParams({
      Action: "AssumeRoleWithOIDC",
      Format: "JSON",
      Version: VERSION,
      Timestamp: new Date(network.now()).toISOString().replace(/\.\d{3}/, ""),
      SignatureNonce: randomUUID(),
    });
    return exchange(network, { method: "POST", url: `${endpoint}/?${query.toString()}`, headers, body }, timeoutMs);
  };
  return { operation: "AssumeRoleWithOIDC", ...at(endpoint, classify), send, read: assumedKeys };
}

function parameters(role: AlibabaRole): Readonly<Record<string, string>> {
  const DurationSeconds = role.durationSeconds?.toString();
  return defined({ RoleArn: role.roleArn, RoleSessionName: role.sessionName, DurationSeconds, Policy: role.policy });
}

/** Whose keys these are: the id of the account (STS GetCallerIdentity). */
export function callerAccount(account: KeyService): KeyExchange<string> {
  const send = alibabaCall(account, { version: VERSION, action: "GetCallerIdentity" });
  const read = ({ body }: Answer) => filledText(record(body)["AccountId"]);
  return { operation: "GetCallerIdentity", ...at(account.endpoint, classify), send, read };
}

function assumedKeys({ body }: Answer): TemporaryKeys | undefined {
  return temporaryKeys(record(body)["Credentials"]);
}

/** Keys as STS and the instance metadata write them. */
export function temporaryKeys(from: unknown): TemporaryKeys | undefined {
  const names = { id: "AccessKeyId", secret: "AccessKeySecret", session: "SecurityToken" };
  return keysIn(from, names, record(from)["Expiration"]);
}
