import { setTimeout } from "node:timers/promises";

import type { Behaviour } from "./behaviour";
import { Control } from "./control";
import { Faults } from "./faults/faults";
import { parseFaults } from "./faults/spec-json";
import { Gateway } from "./gateway";
import { newIdentity } from "./identity";
import { keySources, type KeySources } from "./keys/sources";
import { Ledger } from "./ledger";
import type { Outcome, WireRequest } from "./wire";
import { seededRandom } from "./random";
import { Replays } from "./replays";
import { listen } from "./server";
import type { Identity } from "./service";
import { directories, services } from "./services";
import { FileStore } from "./store/file-store";
import { MemoryStore, type Store } from "./store/store";
import type { Tables } from "./store/tables";

export { DataFileError } from "./store/data-file-error";

/** How to start an emulator. Everything is optional. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1; 0 or absent takes any free one. */
  readonly port?: number;
  /** File that keeps the world. Absent: in memory only. Several processes may use one file at once. */
  readonly dataFile?: string;
  /** Milliseconds added to every request. */
  readonly latencyMs?: number;
  /** Fault specification, see docs/emulator.md. */
  readonly faults?: string;
  /** Makes ids and faults repeatable. */
  readonly seed?: number;
  /** Milliseconds since the epoch; the system clock unless given. */
  readonly now?: () => number;
  /** Lets the process end while the emulator listens: for a process that embeds it. */
  readonly unref?: boolean;
  /** What differs between real accounts, or what no page tells. */
  readonly behaviour?: Behaviour;
}

/** A started emulator: its keys and parents, and where it listens. */
export interface RunningEmulator extends Identity {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Account, role and identity provider of each cloud, and where ID tokens come from. */
  readonly keys: KeySources;
  /** What a program must set beside endpoint and keys, by directory and setting. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  close(): Promise<void>;
}

function openStore(dataFile: string | undefined, identity: () => Identity): Promise<Store> | Store {
  return dataFile === undefined ? new MemoryStore(identity()) : FileStore.open(dataFile, { newIdentity: identity });
}

/** Gives each service its first records, once in the life of a world: a new service furnishes an old data file too. */
async function furnish(store: Store, now: number): Promise<void> {
  const unfurnished = (tables: Tables) =>
    directories.filter(({ name }) => tables.table("rollcall.furnished").get(name) === undefined);
  if ((await store.read(unfurnished)).length === 0) return;
  await store.write((tables) => {
    for (const service of unfurnished(tables)) {
      service.furnish(tables, store.identity, now);
      tables.table("rollcall.furnished").put(service.name, { at: now });
    }
  });
}

/**
 * Starts the four clouds on one loopback port.
 *
 * Throws `DataFileError` for a data file that is corrupt, locked or unreadable, `FaultSpecError` for a bad fault
 * specification, and Node's own error (`EADDRINUSE`) for a port that is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const now = options.now ?? Date.now;
  const rules = parseFaults(options.faults ?? "");
  const random = seededRandom(options.seed, "world");
  const store = await openStore(options.dataFile, () => newIdentity(random));
  await furnish(store, now());
  const ledger = new Ledger();
  const faults = new Faults(options.seed, now);
  faults.replace(rules);
  const replays = new Replays(now);
  // Ends the waits of slow answers on close, so that nothing keeps the process.
  const closing = new AbortController();
  const sleep = (ms: number): Promise<void> =>
    setTimeout(ms, undefined, { signal: closing.signal, ref: options.unref !== true });
  const gateway = new Gateway({
    services,
    store,
    ledger,
    faults,
    random,
    now,
    sleep,
    firstUse: (text) => replays.firstUse(text),
    latencyMs: options.latencyMs ?? 0,
    behaviour: options.behaviour ?? {},
  });
  const control = new Control({ directories, store, ledger, faults, now });
  const handle = async (request: WireRequest): Promise<Outcome> =>
    control.claims(request) ? { kind: "answer", answer: await control.handle(request) } : gateway.handle(request);
  const server = await listen(options.port ?? 0, options.unref ?? false, handle);
  const close = async (): Promise<void> => {
    closing.abort();
    await server.close();
    await store.close();
  };
  const { identity } = store;
  const settings = Object.fromEntries(directories.map((service) => [service.name, service.settings?.(identity) ?? {}]));
  return { ...identity, endpoint: `http://127.0.0.1:${server.port}`, keys: keySources(identity), settings, close };
}
