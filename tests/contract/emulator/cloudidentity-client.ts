import { createHash, createHmac } from "node:crypto";

import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { handlerWorld, type Received } from "./handler-world";
import { basicDate } from "./workspace-client";

/** How a request is signed; what is absent is as the documentation has it. */
export interface Signing {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  /** Day, region, service and terminator of the credential scope. */
  readonly scope?: readonly [string, string, string, string];
  /** `@volcengine/openapi` leaves the host out. */
  readonly withoutHost?: boolean;
  /** Further headers to send and sign. */
  readonly extra?: Readonly<Record<string, string>>;
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();

/** Signs as the vendor's documentation says, written apart from the emulator's verifier. */
export function signVolcengine(method: string, target: string, body: string, signing: Signing): Record<string, string> {
  const url = new URL(target, "http://127.0.0.1:8080");
  const escape = (text: string): string =>
    Array.from(Buffer.from(text, "utf8"), (byte) =>
      /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    ).join("");
  const query = [...new Set(url.searchParams.keys())]
    .sort()
    .flatMap((name) =>
      url.searchParams
        .getAll(name)
        .sort()
        .map((value) => `${escape(name)}=${escape(value)}`),
    )
    .join("&");
  const headers: Record<string, string> = { host: url.host, "x-date": signing.date, "x-content-sha256": sha256(body), ...signing.extra };
  const names = Object.keys(headers)
    .filter((name) => name !== "host" || !signing.withoutHost)
    .sort();
  const scope = signing.scope ?? [signing.date.slice(0, 8), "cn-beijing", "cloudidentity", "request"];
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  let key: string | Buffer = signing.accessKeySecret;
  for (const part of scope) key = hmac(key, part);
  const signature = hmac(key, ["HMAC-SHA256", signing.date, scope.join("/"), sha256(canonical)].join("\n")).toString("hex");
  return {
    ...headers,
    "content-type": "application/json",
    authorization: `HMAC-SHA256 Credential=${signing.accessKeyId}/${scope.join("/")}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Query of one action. */
export function actionTarget(action: string, parameters: Readonly<Record<string, string>> = {}): string {
  return `/?${new URLSearchParams({ Action: action, Version: "2023-01-01", ...parameters }).toString()}`;
}

/** A fresh identity centre and a client that signs every call. */
export function cloudidentityWorld() {
  const world = handlerWorld(cloudidentity);
  const sign = (method: string, target: string, body: string) =>
    signVolcengine(method, target, body, { ...world.identity, date: basicDate(world.now) });
  /** POST with a JSON body. */
  const call = (action: string, parameters: object = {}): Received => {
    const target = actionTarget(action);
    const body = JSON.stringify(parameters);
    return world.send("POST", target, sign("POST", target, body), body);
  };
  /** GET with everything in the query. */
  const get = (action: string, parameters: Readonly<Record<string, string>> = {}): Received => {
    const target = actionTarget(action, parameters);
    return world.send("GET", target, sign("GET", target, ""), "");
  };
  const result = (answer: Received) => (answer.body as { Result: Readonly<Record<string, unknown>> }).Result;
  const create = (UserName: string, fields: object = {}): string => String(result(call("CreateUser", { UserName, ...fields }))["UserId"]);
  const read = (UserId: string) => result(call("GetUser", { UserId }));
  return { world, call, get, result, create, read };
}

/** What a refused call is expected to look like. */
export function refusal(status: number, Code: string, Message: unknown = expect.any(String)) {
  return { status, body: { ResponseMetadata: { Error: { Code, Message, CodeN: expect.any(Number) } } } };
}
