import { createHash, createHmac } from "node:crypto";

import { workspace } from "../../../emulator/workspace/service";
import { handlerWorld, type HandlerWorld, type Received } from "./handler-world";

/** A signed request; `target` is already percent-encoded. */
export interface Signing {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  /** Further headers to send and sign. */
  readonly extra?: Readonly<Record<string, string>>;
}

export const basicDate = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Signs as the vendor's documentation says, written apart from the emulator's verifier. */
export function signHuawei(method: string, target: string, body: string, signing: Signing): Record<string, string> {
  const url = new URL(target, "http://127.0.0.1:8080");
  const headers: Record<string, string> = {
    host: url.host,
    "content-type": "application/json",
    "x-sdk-date": signing.date,
    ...signing.extra,
  };
  const names = Object.keys(headers).sort();
  const escape = (text: string): string =>
    Array.from(Buffer.from(text, "utf8"), (byte) =>
      /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    ).join("");
  const values = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) values.set(name, [...(values.get(name) ?? []), value]);
  const query = [...values.keys()]
    .sort()
    .flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => `${escape(name)}=${escape(value)}`))
    .join("&");
  const path = `${url.pathname
    .split("/")
    .map((segment) => escape(decodeURIComponent(segment)))
    .join("/")}/`.replace(/\/\/$/, "/");
  const payload = signing.extra?.["x-sdk-content-sha256"] ?? sha256(body);
  const canonical = `${method}\n${path}\n${query}\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${payload}`;
  const signature = createHmac("sha256", signing.accessKeySecret)
    .update(`SDK-HMAC-SHA256\n${signing.date}\n${sha256(canonical)}`)
    .digest("hex");
  return {
    ...headers,
    authorization: `SDK-HMAC-SHA256 Access=${signing.accessKeyId}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** A fresh Workspace tenant and a client that signs every call. Paths are below the project. */
export function workspaceWorld() {
  const world: HandlerWorld = handlerWorld(workspace);
  const call = (method: string, path: string, json?: unknown): Received => {
    const target = `/v2/${world.identity.workspace.projectId}/${path}`;
    const body = json === undefined ? "" : JSON.stringify(json);
    return world.send(method, target, signHuawei(method, target, body, { ...world.identity, date: basicDate(world.now) }), body);
  };
  const list = (query = ""): UserItem[] => (call("GET", `users${query}`).body as { users: UserItem[] }).users;
  const idOf = (name: string): string => {
    const user = list(`?user_names=${name}`)[0];
    if (user === undefined) throw new Error(`no user ${name}`);
    return user.id;
  };
  const detail = (id: string) => (call("GET", `users/${id}`).body as { user_detail: Readonly<Record<string, unknown>> }).user_detail;
  return { world, call, list, idOf, detail };
}

/** The parts of a list item that tests look into by name. */
export interface UserItem extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly user_name: string;
}
