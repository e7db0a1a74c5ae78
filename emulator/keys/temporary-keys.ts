import { lowerText } from "../random";
import type { Identity, ServiceContext } from "../service";
import { derived, seal, unseal } from "./sealed";

/** The clouds whose keys the emulator gives out. */
export type Cloud = "alibaba" | "huawei" | "volcengine";

/** What temporary key ids start with on each cloud, and then the word that no cloud issues. */
const PREFIX: Readonly<Record<Cloud, string>> = {
  alibaba: "STS.emulator",
  huawei: "HSTAemulator",
  volcengine: "AKTPemulator",
};

/** Who signs: the world's own user, or a session of a role. */
export type Principal =
  { readonly kind: "user" } | { readonly kind: "role"; readonly role: string; readonly session: string };

/** A key to give out. */
export interface TemporaryKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What a key and its session token turn out to be. */
export type FoundKey =
  | {
      readonly kind: "key";
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly principal: Principal;
    }
  | { readonly kind: "unknown" | "token-missing" | "token-malformed" | "token-of-another-key" | "expired" };

/**
 * Makes a key for a session of a role. Nothing is stored: the token says what the key is and until when, and the secret
 * follows from the key's id and this world, so that every process over the same world knows it.
 * @param seconds what was asked for; `--key-lifetime` goes before it
 */
export function issueKey(
  { identity, behaviour, now, random }: Pick<ServiceContext, "identity" | "behaviour" | "now" | "random">,
  cloud: Cloud,
  { role, session, seconds }: { readonly role: string; readonly session: string; readonly seconds: number },
): TemporaryKey {
  const issuedAt = now();
  // Expiry is told to the second, and a key must not end before it says so.
  const expiresAt = Math.ceil((issuedAt + (behaviour.keyLifetimeSeconds ?? seconds) * 1000) / 1000) * 1000;
  const accessKeyId = `${PREFIX[cloud]}${lowerText(16, random)}`;
  const securityToken = seal(identity, "session", { accessKeyId, role, session, expiresAt });
  return { accessKeyId, accessKeySecret: secretOf(identity, accessKeyId), securityToken, issuedAt, expiresAt };
}

/** Looks a key up as its cloud's gateway does, with the session token that came along. */
export function findKey(
  identity: Identity,
  cloud: Cloud,
  accessKeyId: string,
  token: string | undefined,
  now: number,
): FoundKey {
  const given = token === undefined || token === "" ? undefined : token;
  if (accessKeyId === identity.accessKeyId) {
    if (given !== undefined)
      return { kind: unseal(identity, "session", given) === undefined ? "token-malformed" : "token-of-another-key" };
    return { kind: "key", accessKeyId, accessKeySecret: identity.accessKeySecret, principal: { kind: "user" } };
  }
  if (!accessKeyId.startsWith(PREFIX[cloud])) return { kind: "unknown" };
  if (given === undefined) return { kind: "token-missing" };
  const content = unseal(identity, "session", given);
  const { accessKeyId: owner, role, session, expiresAt } = content ?? {};
  if (typeof role !== "string" || typeof session !== "string" || typeof expiresAt !== "number")
    return { kind: "token-malformed" };
  if (owner !== accessKeyId) return { kind: "token-of-another-key" };
  if (expiresAt <= now) return { kind: "expired" };
  return {
    kind: "key",
    accessKeyId,
    accessKeySecret: secretOf(identity, accessKeyId),
    principal: { kind: "role", role, session },
  };
}

function secretOf(identity: Identity, accessKeyId: string): string {
  return derived(identity, `secret of ${accessKeyId}`).toString("base64url");
}
