import { Readable } from "node:stream";
import type { Clock } from "../../../provider/calls/clock";
import type { Draw } from "./draw";
import type { InProcessCloud, Received } from "./in-process-cloud";

/** Longest wait of a provider for one answer, in milliseconds. */
export const TIMEOUT_MS = 30_000;

/** When a provider process dies: at its nth request, before or after the cloud has seen it. */
export interface Death {
  readonly at: number;
  readonly seen: boolean;
}

/** What connects one provider process with the cloud, until it is killed. */
export class Wire {
  /** Resolves when the process has died. */
  readonly killed: Promise<void>;
  /** Requests sent so far. */
  count = 0;
  private dead = false;
  private cut: (error: Error) => void = () => undefined;
  private readonly severed: Promise<never>;
  private die: () => void = () => undefined;

  constructor(
    private readonly cloud: InProcessCloud,
    private readonly draw: Draw,
    private readonly death: Death | undefined,
    private readonly onDeath: () => void,
  ) {
    this.killed = new Promise((resolve) => (this.die = resolve));
    this.severed = new Promise((_resolve, reject) => (this.cut = reject));
    this.severed.catch(() => undefined);
  }

  /** Time for the process: a dead one never wakes. */
  readonly clock: Clock = {
    now: () => this.cloud.clock.now(),
    sleep: async (ms) => {
      await this.cloud.clock.sleep(ms);
      if (this.dead) await new Promise<never>(() => undefined);
    },
  };

  /** One request. Rejects when the connection breaks, the time is up, or the process is dead. */
  request(method: string, url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Received> {
    if (this.dead) return Promise.reject(new Error("the process is dead"));
    return Promise.race([this.severed, this.exchange(method, url, headers, body), this.timeOut()]);
  }

  private async exchange(method: string, url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Received> {
    const number = ++this.count;
    const dies = this.death?.at === number ? this.death : undefined;
    await this.cloud.clock.sleep(1 + this.draw.number(40));
    if (dies?.seen === false) this.kill();
    if (this.dead && dies?.seen !== true) return this.severed;
    const received = await this.cloud.answer(method, url, headers, body);
    if (dies?.seen === true) this.kill();
    await this.cloud.clock.sleep(1 + this.draw.number(40));
    if (received === undefined) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    return received;
  }

  private async timeOut(): Promise<never> {
    await this.cloud.clock.sleep(TIMEOUT_MS);
    throw Object.assign(new Error("timed out"), { code: "ETIMEDOUT" });
  }

  private kill(): void {
    this.dead = true;
    this.onDeath();
    this.cut(new Error("the process was killed"));
    this.die();
  }
}

let current: Wire | undefined;

/** Puts a process on the network; everything the provider sends goes through its wire. */
export function plugIn(wire: Wire): void {
  current = wire;
}

function wired(): Wire {
  if (current === undefined) throw new Error("no process is on the network");
  return current;
}

/** Stands in for `fetch`. */
export const fetchDouble: typeof fetch = async (input, init) => {
  const headers = Object.fromEntries(new Headers(init?.headers));
  const body = init?.body;
  if (body !== undefined && body !== null && typeof body !== "string") throw new Error("the double takes text bodies alone");
  const { status, headers: answered, body: text } = await wired().request(init?.method ?? "GET", String(input), headers, body ?? "");
  const { "content-length": _length, ...others } = answered;
  return new Response(text === "" ? null : text, { status, headers: others });
};

/** Stands in for `httpx`, the transport of the Alibaba Cloud client. */
export const httpxDouble = {
  async request(
    url: string,
    options: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly data?: Readable },
  ) {
    const chunks: string[] = [];
    for await (const chunk of options.data ?? []) chunks.push(String(chunk));
    const { status, headers, body } = await wired().request(options.method, url, options.headers, chunks.join(""));
    return Object.assign(Readable.from([Buffer.from(body)]), { statusCode: status, statusMessage: "", headers });
  },
};
