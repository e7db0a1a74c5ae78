import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";

import { isObject, parseJson } from "../untyped";
import type { Identity } from "../service";
import { derived } from "./sealed";

/** What an ID token of the emulator's issuer says. Times in seconds since the epoch, as in every JWT. */
export interface IdTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
}

/** An ID token that is good, or why it is not. */
export type VerifiedIdToken =
  | { readonly kind: "good"; readonly claims: IdTokenClaims }
  | { readonly kind: "malformed" | "signature" | "expired" | "early" | "audience" };

/** Start of a private Ed25519 key in PKCS #8, before its 32 bytes (RFC 8410). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** Makes a signed ID token (RFC 7519, EdDSA). */
export function mintIdToken(identity: Identity, claims: IdTokenClaims): string {
  const text = [{ alg: "EdDSA", typ: "JWT", kid: keyId(identity) }, claims].map(encoded).join(".");
  return `${text}.${sign(null, Buffer.from(text), privateKey(identity)).toString("base64url")}`;
}

/**
 * Checks an ID token as an account does that trusts the emulator's issuer: signature, times, audience.
 * @param audiences client ids that the account registered for the issuer
 * @param now milliseconds since the epoch
 */
export function verifyIdToken(
  identity: Identity,
  token: string,
  audiences: readonly string[],
  now: number,
): VerifiedIdToken {
  const [header, body, signature, ...rest] = token.split(".");
  const claims = readClaims(body);
  if (header === undefined || signature === undefined || rest.length > 0 || claims === undefined)
    return { kind: "malformed" };
  const signed = Buffer.from(`${header}.${body}`);
  if (!verify(null, signed, createPublicKey(privateKey(identity)), Buffer.from(signature, "base64url")))
    return { kind: "signature" };
  if (claims.exp * 1000 <= now) return { kind: "expired" };
  if (claims.nbf * 1000 > now) return { kind: "early" };
  return [claims.aud].flat().some((audience) => audiences.includes(audience))
    ? { kind: "good", claims }
    : { kind: "audience" };
}

/** The issuer's public keys (RFC 7517), for whoever wants to check a token. */
export function publicKeys(identity: Identity): { readonly keys: readonly object[] } {
  const jwk = createPublicKey(privateKey(identity)).export({ format: "jwk" });
  return { keys: [{ ...jwk, use: "sig", alg: "EdDSA", kid: keyId(identity) }] };
}

/** What a runner sends to be given an ID token: stands in for GitHub's ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
export function requestToken(identity: Identity): string {
  return `emulator-${derived(identity, "request token").toString("base64url")}`;
}

function privateKey(identity: Identity): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, derived(identity, "issuer")]),
    format: "der",
    type: "pkcs8",
  });
}

function keyId(identity: Identity): string {
  return derived(identity, "issuer id").toString("hex").slice(0, 16);
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function readClaims(body: string | undefined): IdTokenClaims | undefined {
  const parsed = parseJson(Buffer.from(body ?? "", "base64url").toString("utf8"));
  if (!isObject(parsed)) return undefined;
  const { iss, sub, aud, iat, nbf, exp }: Partial<Record<keyof IdTokenClaims, unknown>> = parsed;
  if (typeof iss !== "string" || typeof sub !== "string" || !isAudience(aud)) return undefined;
  if (typeof iat !== "number" || typeof nbf !== "number" || typeof exp !== "number") return undefined;
  return { iss, sub, aud, iat, nbf, exp };
}

function isAudience(value: unknown): value is string | readonly string[] {
  return typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}
