import { wireRequest } from "../../../emulator/wire";
import { Faults } from "../../../emulator/faults/faults";
import { parseFaults } from "../../../emulator/faults/spec-json";
import { Gateway } from "../../../emulator/gateway";
import { newIdentity } from "../../../emulator/identity";
import { Ledger } from "../../../emulator/ledger";
import { seededRandom } from "../../../emulator/random";
import { Replays } from "../../../emulator/replays";
import { encodeAnswer } from "../../../emulator/server";
import type { EmulatedDirectory, Identity } from "../../../emulator/service";
import { directories } from "../../../emulator/services";
import type { Tables } from "../../../emulator/store/tables";
import { LaggingStore } from "./lagging-store";
import type { VirtualClock } from "../../unit/calls/virtual-clock";

/** A stored user, wire-named. */
export type StoredUser = Readonly<Record<string, unknown>>;

/** One thing that happened to a user on the cloud. */
export interface Deed {
  readonly what: "created" | "renamed" | "removed";
  readonly by: "provider" | "other hand";
  readonly id: string;
  /** The natural key it then had, or last had. */
  readonly key: string;
}

/** How the cloud names its users. */
export interface Naming {
  readonly service: string;
  readonly id: string;
  readonly key: string;
  /** Ledger name of the call that creates. */
  readonly create: string;
}

/** One answer as a client receives it. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The emulator's gateway without sockets, on a test's clock, with a record of who was created and removed. */
export class InProcessCloud {
  readonly identity: Identity;
  readonly ledger = new Ledger();
  readonly deeds: Deed[] = [];
  readonly faults: Faults;
  /** Requests to change something that the service itself has dealt with. */
  writes = 0;
  /** Natural keys whose creation a process sent again although a look would have shown the user it had made. */
  readonly blindRepeats: string[] = [];
  private readonly seen = new WeakSet<object>();
  private processSince = 0;
  private showsAtOnce = true;
  private readonly service: EmulatedDirectory;
  private readonly store: LaggingStore;
  private readonly gateway: Gateway;

  constructor(
    private readonly naming: Naming,
    seed: number,
    readonly clock: VirtualClock,
  ) {
    const now = (): number => clock.now();
    this.identity = newIdentity(seededRandom(1, "identity"));
    this.store = new LaggingStore(this.identity, now, seededRandom(seed, "lag"));
    this.faults = new Faults(seed, now);
    this.service = this.watched(directories.find(({ name }) => name === naming.service));
    const replays = new Replays(now);
    this.gateway = new Gateway({
      services: [this.service],
      store: this.store,
      ledger: this.ledger,
      faults: this.faults,
      random: seededRandom(seed, "world"),
      now,
      sleep: (ms) => clock.sleep(ms),
      firstUse: (text) => replays.firstUse(text),
      latencyMs: 0,
    });
  }

  /** @param more what the directory's schedules need besides */
  async furnish(more: (tables: Tables, now: number) => void = () => undefined): Promise<void> {
    await this.store.write((tables) => {
      this.service.furnish(tables, this.identity, this.clock.now());
      more(tables, this.clock.now());
    });
  }

  /** A provider process begins: what it makes from now on is its own. */
  newProcess(): void {
    this.processSince = this.deeds.length;
  }

  /** What a program must set beside endpoint and keys. */
  get settings(): Readonly<Record<string, string>> {
    return this.service.settings?.(this.identity) ?? {};
  }

  /** @param lagMs how late some of the reads see what was written */
  setFaults(rules: readonly string[], lagMs = 0): void {
    this.store.lagMs = lagMs;
    this.showsAtOnce = lagMs === 0 && !rules.some((rule) => rule.includes("late-visibility"));
    this.faults.replace(parseFaults(rules.map((rule) => `${this.naming.service}:${rule}`).join("\n")));
  }

  users(): Promise<readonly StoredUser[]> {
    return this.store.read((tables) => structuredClone([...this.service.users(tables)]));
  }

  /** Somebody edits a user behind the provider's back. */
  async edit(user: string, set: Readonly<Record<string, unknown>>): Promise<void> {
    await this.store.write((tables) => this.service.drift(tables, user, { set }, this.clock.now()));
  }

  /** Somebody removes a user behind the provider's back. */
  async remove(user: string): Promise<void> {
    await this.store.write((tables) => this.service.drift(tables, user, { remove: true }, this.clock.now()));
  }

  /** One request; `undefined` when the connection ends without an answer. */
  async answer(method: string, url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Received | undefined> {
    const { pathname, search, host } = new URL(url);
    const lower = Object.fromEntries(Object.entries({ host, ...headers }).map(([name, value]) => [name.toLowerCase(), value]));
    const request = wireRequest(method, `${pathname}${search}`, lower, Buffer.from(body));
    if (request === undefined) throw new Error(`malformed target ${pathname}${search}`);
    const outcome = await this.gateway.handle(request);
    return outcome.kind === "answer" ? { status: outcome.answer.status, ...encodeAnswer(outcome.answer) } : undefined;
  }

  private watched(service: EmulatedDirectory | undefined): EmulatedDirectory {
    if (service === undefined) throw new Error(`the emulator has no service ${this.naming.service}`);
    const watch = <T>(by: Deed["by"], tables: Tables, act: () => T): T => {
      const before = this.named(service, tables);
      if (by === "provider") this.writes++;
      const result = act();
      const after = this.named(service, tables);
      for (const [id, key] of after)
        if (before.get(id) !== key) this.deeds.push({ what: before.has(id) ? "renamed" : "created", by, id, key });
      for (const [id, key] of before) if (!after.has(id)) this.deeds.push({ what: "removed", by, id, key });
      return result;
    };
    return {
      ...service,
      handle: (request, context) => {
        if (!service.writes(request)) return service.handle(request, context);
        // What a fault carries out twice was sent once.
        if (service.operation(request) === this.naming.create && !this.seen.has(request))
          this.blindRepeats.push(...this.madeAlready(service.addressed?.(request) ?? []));
        this.seen.add(request);
        return watch("provider", context.tables, () => service.handle(request, context));
      },
      drift: (tables, user, change, now) => watch("other hand", tables, () => service.drift(tables, user, change, now)),
    };
  }

  /** Those of the names whose users this very process has made, and anybody could see. */
  private madeAlready(keys: readonly string[]): readonly string[] {
    if (!this.showsAtOnce) return [];
    const last = new Map(this.deeds.slice(this.processSince).map((deed) => [deed.key, deed]));
    return keys.filter((key) => last.get(key)?.what === "created" && last.get(key)?.by === "provider");
  }

  private named(service: EmulatedDirectory, tables: Tables): Map<string, string> {
    return new Map(service.users(tables).map((user) => [String(user[this.naming.id]), String(user[this.naming.key])]));
  }
}
