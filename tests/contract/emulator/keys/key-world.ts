import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../../../emulator";
import { alibabaCaller, type AlibabaKeys } from "../alibaba-client";
import { signVolcengine } from "../cloudidentity-client";
import { basicDate, signHuawei } from "../workspace-client";

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

/** An emulator whose clock a test moves, with signed clients of each cloud. */
export class KeyWorld {
  now = NOW;
  private started: RunningEmulator | undefined;

  get emulator(): RunningEmulator {
    if (this.started === undefined) throw new Error("the emulator is not started");
    return this.started;
  }

  /** With `system` the clock is the machine's, for clients that look at their own. */
  async start(options: EmulatorOptions = {}, clock: "still" | "system" = "still"): Promise<void> {
    this.now = NOW;
    this.started = await startEmulator({ seed: 5, ...(clock === "still" && { now: () => this.now }), ...options });
  }

  async stop(): Promise<void> {
    await this.started?.close();
  }

  async send(method: string, target: string, headers: Readonly<Record<string, string>> = {}, body = ""): Promise<Answered> {
    const answer = await fetch(`${this.emulator.endpoint}${target}`, { method, headers, ...(body !== "" && { body }) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : { text } };
  }

  /** An ID token of the emulator's issuer, asked for as on a GitHub runner. */
  async idToken(audience: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
    const { tokenPath, requestToken } = this.emulator.keys.oidc;
    const url = `${this.emulator.endpoint}${tokenPath}&${new URLSearchParams({ audience, ...more }).toString()}`;
    const answer = await fetch(url, { headers: { authorization: `bearer ${requestToken}` } });
    return ((await answer.json()) as { value: string }).value;
  }

  /** A call by the vendor's own client core, which signs by the machine's clock. */
  alibaba(service: "sts" | "eds" | "eiam", keys: AlibabaKeys = this.emulator) {
    return alibabaCaller(this.emulator, service, keys);
  }

  async volcengine(
    service: "sts" | "cloudidentity",
    query: Readonly<Record<string, string>>,
    keys: AlibabaKeys = this.emulator,
  ): Promise<Answered> {
    const date = basicDate(this.now);
    const target = `/?${new URLSearchParams({ Version: service === "sts" ? "2018-01-01" : "2023-01-01", ...query }).toString()}`;
    const headers = signVolcengine("GET", target, "", {
      ...keys,
      date,
      scope: [date.slice(0, 8), "cn-beijing", service, "request"],
      withoutHost: true,
      extra: keys.securityToken === undefined ? {} : { "x-security-token": keys.securityToken },
    });
    const { host: _host, ...sent } = headers;
    return this.send("GET", target, sent);
  }

  async huawei(method: string, target: string, json?: unknown, keys: AlibabaKeys = this.emulator): Promise<Answered> {
    const body = json === undefined ? "" : JSON.stringify(json);
    const { host } = new URL(this.emulator.endpoint);
    const extra = { host, ...(keys.securityToken !== undefined && { "x-security-token": keys.securityToken }) };
    const { host: _host, ...sent } = signHuawei(method, target, body, { ...keys, date: basicDate(this.now), extra });
    return this.send(method, target, sent, body);
  }

  async calls(): Promise<Readonly<Record<string, number>>> {
    return (await (await fetch(`${this.emulator.endpoint}/_rollcall/calls`)).json()) as Readonly<Record<string, number>>;
  }
}

/** A member of a nested answer. */
export function part(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined), value);
}

/** Keys out of an answer, by the names its cloud gives them. */
export function keysIn(value: unknown, [id, secret, token]: readonly [string, string, string]): AlibabaKeys {
  return { accessKeyId: String(part(value, id)), accessKeySecret: String(part(value, secret)), securityToken: String(part(value, token)) };
}
