import { createHmac } from "node:crypto";

import { isObject, type JsonObject, parseJson } from "../untyped";
import type { Identity } from "../service";
import { sameSignature } from "../signatures/canonical";

/** Bytes that only this world knows, for one purpose: every process that opens the world derives the same ones, and none stores them. */
export function derived({ accessKeySecret }: Pick<Identity, "accessKeySecret">, purpose: string): Buffer {
  return createHmac("sha256", accessKeySecret).update(purpose).digest();
}

/** A text that carries its own JSON content and the proof that this world wrote it. Readable by anybody, as a JWT is. */
export function seal(identity: Identity, purpose: string, content: JsonObject): string {
  const body = Buffer.from(JSON.stringify(content)).toString("base64url");
  return `${body}.${proof(identity, purpose, body)}`;
}

/** The content of a text that {@link seal} made in this world for this purpose; `undefined` for every other text. */
export function unseal(identity: Identity, purpose: string, text: string): JsonObject | undefined {
  const [body = "", given = "", ...rest] = text.split(".");
  if (rest.length > 0 || !sameSignature(proof(identity, purpose, body), given)) return undefined;
  const content = parseJson(Buffer.from(body, "base64url").toString("utf8"));
  return isObject(content) ? content : undefined;
}

function proof(identity: Identity, purpose: string, body: string): string {
  return createHmac("sha256", derived(identity, `seal ${purpose}`))
    .update(body)
    .digest("base64url");
}
