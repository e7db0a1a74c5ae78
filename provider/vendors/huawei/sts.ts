import type { Answer } from "../../model/service";
import { type Bag, defined, record } from "../../model/values";
import type { Network } from "../http";
import { huaweiCall } from "../huawei";
import {
  at,
  filledText,
  type KeyExchange,
  type KeyService,
  type KeySession,
  keysIn,
  type TemporaryKeys,
  unsigned,
} from "../key-exchange";
import { classifyIam } from "./iam";

/** A trust agency as somebody takes it on (STS v5 AssumeAgency). */
export interface HuaweiSession extends KeySession {
  /** `iam::{account id}:agency:{name}`. */
  readonly agencyUrn: string;
}

/** Takes on a trust agency with keys that are at hand (STS v5 AssumeAgency). */
export function assumeTrustAgency(
  sts: KeyService,
  session: HuaweiSession,
  network: Network,
): KeyExchange<TemporaryKeys> {
  const request = { method: "POST", path: ["v5", "agencies", "assume"], body: parameters(session) } as const;
  return {
    operation: "AssumeAgency",
    ...at(sts.endpoint, classifyIam),
    send: huaweiCall(sts, request, network),
    read: sessionKeys,
  };
}

/** Takes on a trust agency with an OIDC token; unsigned (STS v5 AssumeAgencyWithOIDC). */
export function assumeTrustAgencyWithOidc(
  endpoint: string,
  session: HuaweiSession & { readonly providerUrn: string; readonly token: string },
  network: Network,
): KeyExchange<TemporaryKeys> {
  const body = JSON.stringify({ ...parameters(session), provider_urn: session.providerUrn, id_token: session.token });
  const headers = { "content-type": "application/json", accept: "application/json" };
  const url = `${endpoint}/v5/agencies/assume-with-oidc`;
  return unsigned("AssumeAgencyWithOIDC", { method: "POST", url, headers, body }, network, sessionKeys, classifyIam);
}

/** Whose keys these are: the id of the account (STS v5 GetCallerIdentity). */
export function callerAccount(sts: KeyService, network: Network): KeyExchange<string> {
  const send = huaweiCall(sts, { method: "GET", path: ["v5", "caller-identity"] }, network);
  const read = ({ body }: Answer) => filledText(record(body)["account_id"]);
  return { operation: "caller-identity", ...at(sts.endpoint, classifyIam), send, read };
}

function parameters(session: HuaweiSession): Bag {
  return defined({
    agency_urn: session.agencyUrn,
    agency_session_name: session.sessionName,
    duration_seconds: session.durationSeconds,
    policy: session.policy,
  });
}

function sessionKeys({ body }: Answer): TemporaryKeys | undefined {
  const found = record(record(body)["credentials"]);
  const names = { id: "access_key_id", secret: "secret_access_key", session: "security_token" };
  return keysIn(found, names, found["expiration"]);
}
