import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeySources } from "../../../emulator/keys/sources";
import { hermeticEnvironment, repository } from "./environment";
import { killTree, startProcess, type RunningProcess } from "./process";

/** Switches of `rollcall emulator`. */
export interface EmulatorOptions {
  /** Data file; one in a temporary folder by default, removed by {@link ExternalEmulator.stop}. */
  readonly data?: string;
  readonly latencyMs?: number;
  readonly faults?: string;
  readonly seed?: number;
}

/** The line the emulator prints when ready. */
export interface EmulatorLine {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly eiam: { readonly instanceId: string; readonly rootOrganizationalUnitId: string };
  readonly workspace: { readonly projectId: string; readonly authToken: string };
  readonly keys: KeySources;
}

/** A change behind the provider's back: `set` takes the service's own field names. */
export type Drift = { readonly service: string; readonly user: string } & (
  { readonly set: Readonly<Record<string, unknown>> } | { readonly remove: true }
);

function isLine(value: unknown): value is EmulatorLine {
  return (
    typeof value === "object" && value !== null && "endpoint" in value && "accessKeyId" in value && "eiam" in value && "workspace" in value
  );
}

function commandLine(options: EmulatorOptions, data: string): string[] {
  const args = [join(repository, "dist", "cli", "main.js"), "emulator", "--port", "0", "--data", data];
  if (options.latencyMs !== undefined) args.push("--latency", String(options.latencyMs));
  if (options.faults !== undefined) args.push("--faults", options.faults);
  if (options.seed !== undefined) args.push("--seed", String(options.seed));
  return args;
}

/** The emulator as a command, in a process of its own, with what a test wants to know of it and do to it. */
export class ExternalEmulator {
  private constructor(
    readonly line: EmulatorLine,
    /** The data file. */
    readonly data: string,
    readonly process: RunningProcess,
    readonly temporary: string | undefined,
  ) {}

  /**
   * Starts one on a free port and waits until it is ready.
   * @throws Error with its output when it ends instead
   */
  static async start(options: EmulatorOptions = {}): Promise<ExternalEmulator> {
    const temporary = options.data === undefined ? realpathSync(mkdtempSync(join(tmpdir(), "rollcall-emulator-"))) : undefined;
    const data = options.data ?? join(temporary ?? tmpdir(), "emulator.jsonl");
    const running = startProcess(process.execPath, commandLine(options, data), { cwd: repository, env: hermeticEnvironment() });
    await running.printed(/^\{.*\}$/m);
    const json =
      running
        .output()
        .split("\n")
        .find((text) => text.startsWith("{")) ?? "";
    const line: unknown = JSON.parse(json);
    if (!isLine(line)) throw new Error(`the emulator's ready line lacks a field: ${json}`);
    return new ExternalEmulator(line, data, running, temporary);
  }

  /** The environment with which a provider uses this emulator as if it were the clouds. */
  environment(): Record<string, string> {
    const { endpoint, accessKeyId, accessKeySecret, eiam, workspace } = this.line;
    return {
      ROLLCALL_TARGET: "cloud",
      ROLLCALL_EDS_ENDPOINT: endpoint,
      ROLLCALL_EIAM_ENDPOINT: endpoint,
      ROLLCALL_WORKSPACE_ENDPOINT: endpoint,
      ROLLCALL_CLOUDIDENTITY_ENDPOINT: endpoint,
      ROLLCALL_INSTANCE_ID: eiam.instanceId,
      ROLLCALL_PROJECT_ID: workspace.projectId,
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      HUAWEICLOUD_SDK_AK: accessKeyId,
      HUAWEICLOUD_SDK_SK: accessKeySecret,
      HUAWEICLOUD_SDK_PROJECT_ID: workspace.projectId,
      VOLCENGINE_ACCESS_KEY: accessKeyId,
      VOLCENGINE_SECRET_KEY: accessKeySecret,
    };
  }

  async #control(method: string, path: string, body?: unknown): Promise<string> {
    const response = await fetch(`${this.line.endpoint}/_rollcall/${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /_rollcall/${path} answered ${response.status}: ${text}`);
    return text;
  }

  /** Calls received since the start or the last reset, by `service:Action`. */
  async calls(): Promise<Record<string, number>> {
    const counts: unknown = JSON.parse(await this.#control("GET", "calls"));
    if (typeof counts !== "object" || counts === null) throw new Error("the ledger is not an object");
    return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
  }

  async resetCalls(): Promise<void> {
    await this.#control("DELETE", "calls");
  }

  /** The stored users of one service, as the emulator shows them. */
  async users(service: string): Promise<Readonly<Record<string, unknown>>[]> {
    const all: unknown = JSON.parse(await this.#control("GET", "users"));
    const users: unknown = typeof all === "object" && all !== null ? new Map<string, unknown>(Object.entries(all)).get(service) : undefined;
    if (!Array.isArray(users)) throw new Error(`the emulator shows no list of users for ${service}`);
    return users.map((user: unknown) => Object.fromEntries(Object.entries(Object(user))));
  }

  async drift(change: Drift): Promise<void> {
    await this.#control("POST", "drift", change);
  }

  /** Replaces the faults at run time: the text form of `--faults`, or `{ rules: [...] }`; no rules, no faults. */
  async faults(spec: string | { readonly rules: readonly unknown[] }): Promise<void> {
    await this.#control("POST", "faults", spec);
  }

  /** kill -9; the data file stays for the next start. */
  async kill(): Promise<void> {
    await killTree(this.process);
  }

  /** Stops it and removes its temporary folder. */
  async stop(): Promise<void> {
    await this.kill();
    if (this.temporary !== undefined) rmSync(this.temporary, { recursive: true, force: true });
  }
}
