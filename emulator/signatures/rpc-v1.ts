import { createHmac } from "node:crypto";

import {
  refusal,
  refuseDate,
  refuseKey,
  refuseSignature,
  type AlibabaExpectation,
  type AlibabaRefusal,
} from "./alibaba-gateway";
import { compare, encodeRfc3986, sameSignature } from "./canonical";

type Pairs = readonly (readonly [name: string, value: string])[];

const REQUIRED = [
  "AccessKeyId",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Timestamp",
  "Signature",
] as const;

/** The text that version 1.0 signs: every parameter of query and form but the signature, encoded, sorted by name. */
export function rpcV1StringToSign(method: string, pairs: Pairs): string {
  const signed = pairs.filter(([name]) => name !== "Signature");
  const sorted = [...signed].sort(
    ([left, leftValue], [right, rightValue]) => compare(left, right) || compare(leftValue, rightValue),
  );
  const query = sorted.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join("&");
  return [method, encodeRfc3986("/"), encodeRfc3986(query)].join("&");
}

/** Base64 signature over a string to sign. The key is the secret and an ampersand. */
export function rpcV1Signature(stringToSign: string, accessKeySecret: string): string {
  return createHmac("sha1", `${accessKeySecret}&`).update(stringToSign).digest("base64");
}

/**
 * Checks an RPC request of signature version 1.0 as Alibaba Cloud's gateway does: parameters, key, date, signature, nonce.
 * Everything stands in the query or the form body and there is no Authorization header, as Terraform's and Pulumi's
 * alicloud providers send it. `pairs` are the decoded parameters of both. Returns why the request is refused, or `undefined`.
 * Source: Alibaba Cloud "RPC mechanism: signature", "Public error codes".
 */
export function refuseRpcV1(method: string, pairs: Pairs, expected: AlibabaExpectation): AlibabaRefusal | undefined {
  const sent = new Map(pairs);
  for (const name of REQUIRED) {
    if (!sent.get(name)) return refusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  }
  const text = (name: (typeof REQUIRED)[number]): string => sent.get(name) ?? "";
  if (text("SignatureMethod") !== "HMAC-SHA1")
    return refusal(400, "InvalidSignatureMethod", "Specified signature method is not supported. Use HMAC-SHA1.");
  if (text("SignatureVersion") !== "1.0")
    return refusal(400, "InvalidSignatureVersion", "Specified signature version is not supported. Use 1.0.");
  const expectedSignature = rpcV1Signature(rpcV1StringToSign(method, pairs), expected.accessKeySecret);
  return (
    refuseKey(text("AccessKeyId"), expected) ??
    refuseDate(text("Timestamp"), expected.now) ??
    refuseSignature(sameSignature(expectedSignature, text("Signature")), text("SignatureNonce"), expected)
  );
}
