import { startEmulator, type RunningEmulator } from "../../../../emulator";
import type { OperationCalls } from "../../../../emulator/ledger";
import type { SettingSources } from "../../../../provider/config/settings";
import type { Account } from "../../../../provider/model/account";
import type { Clock } from "../../../../provider/calls/clock";
import type { Directory, Kind } from "../../../../provider/model/kind";
import { dynamicProvider, type DynamicProvider } from "../../../../provider/pulumi/dynamic";
import { accountOf, openSession } from "../../../../provider/pulumi/session";
import { Claims } from "../../../../provider/lifecycle/claims";
import { type Diary, NO_DIARY } from "../../../../provider/lifecycle/diary";
import type { Context } from "../../../../provider/lifecycle/context";
import { SkippingClock } from "./skipping-clock";

/** A test asks one provider for what many runs of the engine would ask: no run holds an account against the next, and each has a program. */
export class ManyRuns extends Claims {
  override has(): boolean {
    return false;
  }

  override isDeclared(): boolean {
    return true;
  }
}

/** One directory's cloud, emulated for one test, and what acts behind the provider's back. */
export class World {
  readonly clock = new SkippingClock();
  /** Lines that providers said to the person who watches. */
  readonly said: string[] = [];
  private started: RunningEmulator | undefined;

  constructor(readonly directory: Directory) {}

  async start(): Promise<void> {
    this.started = await startEmulator({ seed: 1, now: () => this.clock.now() });
  }

  async close(): Promise<void> {
    await this.started?.close();
  }

  get emulator(): RunningEmulator {
    if (this.started === undefined) throw new Error("the world is not started");
    return this.started;
  }

  /**
   * A provider as the host runs it, configured for the emulator.
   * @param overrides settings without `rollcall:`, e.g. another endpoint
   */
  async provider(
    overrides: Readonly<Record<string, string>> = {},
    clock: Clock = this.clock,
    kind: Kind = this.directory.kinds.User,
    diary: Partial<Diary> = {},
  ): Promise<DynamicProvider> {
    const settings = this.settings(overrides);
    const provider = dynamicProvider(kind, async (directory, config) => ({
      ...(await openSession(directory, { config, environment: {} }, (line) => this.said.push(line), clock)),
      claims: new ManyRuns(),
      diary: { ...NO_DIARY, ...diary },
    }));
    await provider.configure({ config: { get: (name) => settings.get(name.replace(/^rollcall:/, "")) } });
    return provider;
  }

  /** What the lifecycle works with, for calls that no provider makes. */
  async context(kind: Kind = this.directory.kinds.User, overrides: Readonly<Record<string, string>> = {}): Promise<Context> {
    return { ...(await openSession(kind, this.sources(overrides), (line) => this.said.push(line), this.clock)), claims: new ManyRuns() };
  }

  /** The account that providers use, for calls that only a test makes. */
  account(overrides: Readonly<Record<string, string>> = {}): Promise<Account> {
    return accountOf(this.directory, this.sources(overrides));
  }

  private sources(overrides: Readonly<Record<string, string>> = {}): SettingSources {
    const settings = this.settings(overrides);
    return { config: (name) => settings.get(name.replace(/^rollcall:/, "")), environment: {} };
  }

  private settings(overrides: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    const { emulator } = this;
    return new Map(
      Object.entries({
        target: "emulator",
        [`${this.directory.name}Endpoint`]: emulator.endpoint,
        accessKeyId: emulator.accessKeyId,
        accessKeySecret: emulator.accessKeySecret,
        ...emulator.settings[this.directory.name],
        ...overrides,
      }),
    );
  }

  /** Calls since the last {@link forgetCalls}, by operation. */
  async calls(): Promise<Readonly<Record<string, number>>> {
    return byOperation((await this.control("GET", "calls")) as Readonly<Record<string, number>>);
  }

  /** The same with outcomes, and how many were under way at once. */
  async callDetails(): Promise<Readonly<Record<string, OperationCalls>>> {
    return byOperation((await this.control("GET", "calls?detail=1")) as Readonly<Record<string, OperationCalls>>);
  }

  async forgetCalls(): Promise<void> {
    await this.control("DELETE", "calls");
  }

  /** Stored users of the directory, wire-named. */
  async users(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const all = (await this.control("GET", "users")) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    return all[this.directory.name] ?? [];
  }

  /** Puts faults in force, without the directory's name: `CreateUser lost-response first=1`. */
  async faults(...rules: readonly string[]): Promise<void> {
    await this.control("POST", "faults", rules.map((rule) => `${this.directory.name}:${rule}`).join("\n"));
  }

  /** Edits a user (wire names) behind the provider's back. */
  async edit(user: string, set: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control("POST", "drift", JSON.stringify({ service: this.directory.name, user, set }));
  }

  /** Removes a user behind the provider's back. */
  async remove(user: string): Promise<void> {
    await this.control("POST", "drift", JSON.stringify({ service: this.directory.name, user, remove: true }));
  }

  private async control(method: string, path: string, body?: string): Promise<unknown> {
    const response = await fetch(`${this.emulator.endpoint}/_rollcall/${path}`, { method, ...(body !== undefined && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}

/** The ledger without the directory's name in front of each operation. */
function byOperation<T>(ledger: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(ledger).map(([name, value]) => [name.slice(name.indexOf(":") + 1), value]));
}

/** A world of its own for each test of the enclosing block. */
export function freshWorld(directory: Directory): () => World {
  let world: World | undefined;
  beforeEach(async () => {
    world = new World(directory);
    await world.start();
  });
  afterEach(() => world?.close());
  return () => {
    if (world === undefined) throw new Error("there is a world only inside a test");
    return world;
  };
}
