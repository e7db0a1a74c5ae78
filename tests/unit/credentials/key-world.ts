import { findKeys, type FoundKeys } from "../../../provider/config/credentials";
import type { World } from "../../../provider/config/credentials/world";
import { Settings } from "../../../provider/config/settings";
import { type DirectoryName, directories } from "../../../provider/directories";

/** A machine with files in memory, a clock that tests set, and the answers of a network. */
export class KeyWorld implements World {
  readonly files = new Map<string, string>();
  /** Requests that went out, as `METHOD url`, with their bodies and headers. */
  readonly requests: { readonly line: string; readonly body: string; readonly headers: Headers }[] = [];
  now = Date.parse("2026-03-01T08:00:00Z");
  readonly slept: number[] = [];
  /** Lines for the person who watches. */
  readonly said: string[] = [];
  commands: (command: string) => Promise<string> = () => Promise.reject(Object.assign(new Error("no such command"), { code: 127 }));
  answer: (url: URL, body: string, method: string) => Response | Promise<Response> = () => {
    throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
  };

  readonly network = {
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = new URL(String(input));
      const body = String(init?.body ?? "");
      this.requests.push({ line: `${init?.method ?? "GET"} ${url.href}`, body, headers: new Headers(init?.headers) });
      return this.answer(url, body, init?.method ?? "GET");
    },
    now: (): number => this.now,
  };

  sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    return Promise.resolve();
  }

  say(line: string): void {
    this.said.push(line);
  }

  readFile(path: string): string {
    const text = this.files.get(path);
    if (text !== undefined) return text;
    const isFolder = [...this.files.keys()].some((file) => file.startsWith(`${path}/`));
    throw Object.assign(new Error(`cannot read ${path}`), { code: isFolder ? "EISDIR" : "ENOENT" });
  }

  run(command: string): Promise<string> {
    return this.commands(command);
  }

  home(): string {
    return "/home/li";
  }

  /** What a directory's search finds. Values of `config` are as the engine hands them over: structured ones as JSON. */
  find(directory: DirectoryName, environment: Values = {}, config: Config = {}, here?: string): FoundKeys {
    return findKeys(directories[directory], settingsOf(environment, config), directories[directory].defaultRegion, here, this);
  }
}

export type Values = Readonly<Record<string, string>>;
export type Config = Readonly<Record<string, string | object>>;

/** Settings out of an environment and a configuration without its namespace. */
export function settingsOf(environment: Values, config: Config = {}): Settings {
  const written = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [`rollcall:${key}`, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  return new Settings({ environment, config: (name) => written[name], names: () => Object.keys(written) });
}

/** The message of what a search or an exchange throws. */
export async function refusalOf(task: () => unknown): Promise<string> {
  try {
    await task();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** An answer in JSON, dated by the cloud's clock. */
export function json(body: unknown, status = 200, date?: number, headers: Values = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...(date !== undefined && { date: new Date(date).toUTCString() }), ...headers },
  });
}
