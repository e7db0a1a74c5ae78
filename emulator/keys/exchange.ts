import type { ServiceContext } from "../service";
import { verifyIdToken, type IdTokenClaims } from "./id-tokens";
import { findRole, type Role, type Trusted } from "./roles";
import { issueKey, type Cloud, type Principal, type TemporaryKey } from "./temporary-keys";

/** Why a token service gives out no key; each cloud has its own words for it. */
export type Refused =
  | { readonly kind: "no-role" | "not-trusted" | "external-id" }
  | { readonly kind: "too-long"; readonly maxSeconds: number }
  | { readonly kind: "id-token"; readonly fault: "malformed" | "signature" | "expired" | "early" | "audience" };

/** Shortest session on all three clouds, in seconds, and the longest of a role that was taken with a role's key. */
export const MIN_SECONDS = 900;
const MAX_CHAINED_SECONDS = 3600;

/** Client ids under which each account knows the emulator's issuer. `sts.aliyuncs.com` is what Alibaba Cloud's own GitHub action asks for. */
export const AUDIENCES: Readonly<Record<Cloud, readonly string[]>> = {
  alibaba: ["sts.aliyuncs.com", "rollcall"],
  huawei: [
    "rollcall",
    "huaweicloud",
    "iam.myhuaweicloud.com",
    "sts.myhuaweicloud.com",
    "https://iam.myhuaweicloud.com",
  ],
  volcengine: ["rollcall", "volcengine", "sts.volcengineapi.com", "sts.volcengine.com"],
};

/** What a client asks a token service for. */
export interface Wanted {
  /** Name of the role, or `undefined` when the request names none of this account. */
  readonly role: string | undefined;
  readonly session: string;
  /** Seconds; the role's own limit decides below the cloud's. */
  readonly seconds: number;
  readonly externalId?: string | undefined;
}

/** A key for whoever signed the request, if the role trusts the account. */
export function assumeRole(
  context: ServiceContext,
  cloud: Cloud,
  wanted: Wanted,
  caller: Principal,
): TemporaryKey | Refused {
  const role = trusting(wanted.role, "account");
  if ("kind" in role) return role;
  if (role.externalId !== undefined && role.externalId !== wanted.externalId) return { kind: "external-id" };
  const limit = caller.kind === "role" ? Math.min(role.maxSeconds, MAX_CHAINED_SECONDS) : role.maxSeconds;
  return issued(context, cloud, role, limit, wanted);
}

/** A key for the bearer of an ID token, if the role trusts the issuer. */
export function assumeRoleWithIdToken(
  context: ServiceContext,
  cloud: Cloud,
  wanted: Wanted,
  idToken: string,
): { readonly key: TemporaryKey; readonly claims: IdTokenClaims } | Refused {
  const verified = verifyIdToken(context.identity, idToken, AUDIENCES[cloud], context.now());
  if (verified.kind !== "good") return { kind: "id-token", fault: verified.kind };
  const role = trusting(wanted.role, "id-token");
  if ("kind" in role) return role;
  const key = issued(context, cloud, role, role.maxSeconds, wanted);
  return "kind" in key ? key : { key, claims: verified.claims };
}

function trusting(name: string | undefined, trusted: Trusted): Role | Refused {
  const role = name === undefined ? undefined : findRole(name);
  if (role === undefined) return { kind: "no-role" };
  return role.trusts.includes(trusted) ? role : { kind: "not-trusted" };
}

function issued(
  context: ServiceContext,
  cloud: Cloud,
  role: Role,
  maxSeconds: number,
  wanted: Wanted,
): TemporaryKey | Refused {
  if (wanted.seconds > maxSeconds) return { kind: "too-long", maxSeconds };
  return issueKey(context, cloud, { role: role.name, session: wanted.session, seconds: wanted.seconds });
}
