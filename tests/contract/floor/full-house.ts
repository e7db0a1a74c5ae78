import { startEmulator, type RunningEmulator } from "../../../emulator";
import type { Directory } from "../../../provider/model/kind";
import { dynamicProvider, dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import type { DynamicProvider, OpenSession, Properties } from "../../../provider/pulumi/contract";
import { openSession } from "../../../provider/pulumi/session";
import { type Fields, record } from "../../../provider/model/values";
import { ManyRuns } from "../directories/harness/world";

/** A user in state. */
export interface Kept {
  readonly id: string;
  readonly outputs: Fields;
}

/**
 * How requests reach the provider: all at once; so many every few milliseconds, whatever is under way; or as an engine sends
 * them, each followed by another as soon as it is answered.
 */
export type Arrival = "at once" | { readonly each: number; readonly everyMs: number } | { readonly parallel: number };

/** One directory's cloud with the time an answer takes, on the machine's own clock: gathering is about time. */
export class FullHouse {
  private constructor(
    readonly directory: Directory,
    readonly emulator: RunningEmulator,
    readonly users: DynamicProvider,
    readonly set: DynamicProvider,
  ) {}

  static async open(directory: Directory, latencyMs: number, settings: Readonly<Record<string, string>> = {}): Promise<FullHouse> {
    return FullHouse.around(directory, await startEmulator({ seed: 1, latencyMs }), settings);
  }

  /** The same cloud as another run of the engine meets it, with new provider objects. */
  again(): Promise<FullHouse> {
    return FullHouse.around(this.directory, this.emulator, {});
  }

  private static async around(
    directory: Directory,
    emulator: RunningEmulator,
    settings: Readonly<Record<string, string>>,
  ): Promise<FullHouse> {
    const config = new Map(
      Object.entries({
        target: "emulator",
        [`${directory.name}Endpoint`]: emulator.endpoint,
        accessKeyId: emulator.accessKeyId,
        accessKeySecret: emulator.accessKeySecret,
        instanceId: emulator.eiam.instanceId,
        projectId: emulator.workspace.projectId,
        ...settings,
      }).map(([name, value]) => [`rollcall:${name}`, value]),
    );
    const open: OpenSession = async (wanted, read) => ({
      ...(await openSession(wanted, { config: read, environment: {} }, () => undefined)),
      claims: new ManyRuns(),
    });
    const [users, set] = [dynamicProvider(directory.kinds.User, open), dynamicSetProvider(directory.kinds.User, open)];
    for (const provider of [users, set]) await provider.configure({ config: { get: (name) => config.get(name) } });
    return new FullHouse(directory, emulator, users, set);
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  /** Creates users as the engine does, each with a request of its own. */
  create(people: readonly Properties[], arrival: Arrival): Promise<readonly Kept[]> {
    return arrive(people, arrival, async (person) => {
      const { id, outs } = await this.users.create(person);
      return { id, outputs: outs };
    });
  }

  /** Reads users as a refresh does; resolves with how many are there. */
  async refresh(kept: readonly Kept[], arrival: Arrival): Promise<number> {
    const found = await arrive(kept, arrival, ({ id, outputs }) => this.users.read(id, outputs));
    return found.filter(({ id }) => id !== undefined).length;
  }

  async delete(kept: readonly Kept[], arrival: Arrival): Promise<void> {
    await arrive(kept, arrival, ({ id, outputs }) => this.users.delete(id, outputs));
  }

  async createSet(inputs: Properties): Promise<Kept> {
    const { id, outs } = await this.set.create(inputs);
    return { id, outputs: outs };
  }

  /** Reads a set as a refresh does; resolves with its members. */
  async refreshSet({ id, outputs }: Kept): Promise<Fields> {
    const { props } = await this.set.read(id, outputs);
    return record(props?.["users"]) as Fields;
  }

  /** The calls that `work` costs, by operation. */
  async calls(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
    await fetch(`${this.emulator.endpoint}/_rollcall/calls`, { method: "DELETE" });
    await work();
    const ledger = (await (await fetch(`${this.emulator.endpoint}/_rollcall/calls`)).json()) as Readonly<Record<string, number>>;
    return Object.fromEntries(Object.entries(ledger).map(([name, count]) => [name.slice(name.indexOf(":") + 1), count]));
  }

  /** How many users the cloud has. */
  async population(): Promise<number> {
    const all = (await (await fetch(`${this.emulator.endpoint}/_rollcall/users`)).json()) as Readonly<Record<string, readonly unknown[]>>;
    return (all[this.directory.name] ?? []).length;
  }

  /** Somebody edits a user (wire names) behind the provider's back. */
  async drift(user: string, set: Properties): Promise<void> {
    await fetch(`${this.emulator.endpoint}/_rollcall/drift`, {
      method: "POST",
      body: JSON.stringify({ service: this.directory.name, user, set }),
    });
  }
}

async function arrive<T, R>(items: readonly T[], arrival: Arrival, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  if (arrival === "at once") return Promise.all(items.map(work));
  if ("parallel" in arrival) return inTurn(items, arrival.parallel, work);
  const under: Promise<R>[] = [];
  for (let from = 0; from < items.length; from += arrival.each) {
    under.push(...items.slice(from, from + arrival.each).map(work));
    await new Promise((resolve) => setTimeout(resolve, arrival.everyMs));
  }
  return Promise.all(under);
}

async function inTurn<T, R>(items: readonly T[], parallel: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}
