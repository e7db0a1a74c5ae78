import type { DynamicProvider } from "../../../provider/host/contract";

type Properties = Readonly<Record<string, unknown>>;

/** A resource in state. */
export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Why it is partial; empty when it is not. */
  readonly initErrors: readonly string[];
}

/** An operation that was under way when the process died, as the state names it. */
export interface PendingOperation {
  readonly kind: "creating" | "updating" | "deleting";
  readonly name: string;
  readonly inputs: Properties;
}

/** What one `pulumi up` came to. */
export interface RunResult {
  readonly failures: readonly { readonly name: string; readonly text: string }[];
  /** Steps other than "same", as `update alice`. */
  readonly steps: readonly string[];
}

/** How to run. */
export interface RunOptions {
  readonly refresh: boolean;
  readonly parallel: number;
}

/** The text that identifies the provider; operations on a state without it fail in the real host. */
const PROVIDER = "serialized provider";

/**
 * As much of the Pulumi engine and its dynamic provider host as decides about users: steps from check and diff, parallel
 * execution that stops at a failure, deletions last, partial resources, and state saved after each operation.
 */
export class SmallEngine {
  private resources = new Map<string, Resource>();
  private condemned: { readonly name: string; readonly resource: Resource }[] = [];
  private readonly underWay = new Map<string, PendingOperation>();
  private checkpoint = this.copy();
  /** Ids for which a deletion was ever asked. */
  readonly doomed = new Set<string>();
  /** How the management of users ended: id and what was asked for. */
  readonly ended: { readonly name: string; readonly outputs: Properties }[] = [];
  private life = 0;

  get state(): ReadonlyMap<string, Resource> {
    return this.resources;
  }

  /** Everything a checkpoint file would hold. */
  everything(): unknown {
    return { resources: [...this.resources], condemned: this.condemned, underWay: [...this.underWay] };
  }

  /**
   * The process dies: what is under way stays undecided.
   * @param saved whether the state was saved after each operation, or only at the end of each run
   * @returns what `pulumi stack export` then lists as pending, and the names whose operations the state has lost
   */
  kill(saved: boolean): { readonly pending: readonly PendingOperation[]; readonly lost: readonly string[] } {
    this.life++;
    const pending = [...this.underWay.values()];
    this.underWay.clear();
    if (saved) return { pending, lost: [] };
    const lost = [...this.resources.keys()].filter((name) => !this.checkpoint.resources.has(name));
    ({ resources: this.resources, condemned: this.condemned } = this.checkpoint);
    return { pending: [], lost: [...lost, ...pending.map(({ name }) => name)] };
  }

  /** `pulumi up [--refresh]` of a program: inputs by name. */
  async up(provider: DynamicProvider, program: ReadonlyMap<string, Properties>, options: RunOptions): Promise<RunResult> {
    this.checkpoint = this.copy();
    const run = new Run(this, provider, this.life, options.parallel);
    if (options.refresh) await run.each([...this.resources], ([name, resource]) => run.refresh(name, resource));
    if (run.failures.length === 0) await run.each([...program], ([name, news]) => run.step(name, news));
    if (run.failures.length === 0) await run.each([...this.condemned], ({ name, resource }) => run.bury(name, resource));
    const leaving = [...this.resources].filter(([name]) => !program.has(name));
    if (run.failures.length === 0) await run.each(leaving, ([name, resource]) => run.remove(name, resource));
    return run;
  }

  /** Runs one operation of the provider and saves what it did, unless the process has died meanwhile. */
  async operate<T>(life: number, pending: PendingOperation | undefined, operation: () => Promise<T>, save: (result: T) => void, failed: (error: unknown) => void): Promise<void> {
    if (pending !== undefined) this.underWay.set(pending.name, pending);
    const alive = (): boolean => life === this.life;
    try {
      const result = await operation();
      if (alive()) save(result);
    } catch (error) {
      if (alive()) failed(error);
    } finally {
      if (alive() && pending !== undefined) this.underWay.delete(pending.name);
    }
  }

  put(name: string, resource: Resource, replaced?: Resource): void {
    this.resources.set(name, JSON.parse(JSON.stringify(resource)) as Resource);
    if (replaced !== undefined) this.condemned.push({ name, resource: replaced });
  }

  drop(name: string): void {
    this.resources.delete(name);
  }

  pardon(resource: Resource): void {
    this.condemned = this.condemned.filter((other) => other.resource !== resource);
  }

  private copy(): { readonly resources: Map<string, Resource>; readonly condemned: { readonly name: string; readonly resource: Resource }[] } {
    return { resources: new Map(this.resources), condemned: [...this.condemned] };
  }
}

/** One run of the engine. */
class Run implements RunResult {
  readonly failures: { name: string; text: string }[] = [];
  readonly steps: string[] = [];

  constructor(
    private readonly engine: SmallEngine,
    private readonly provider: DynamicProvider,
    private readonly life: number,
    private readonly parallel: number,
  ) {}

  /** Work in parallel; nothing new is begun after a failure. */
  async each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const queue = [...items];
    const worker = async (): Promise<void> => {
      for (let item = queue.shift(); item !== undefined && this.failures.length === 0; item = queue.shift()) await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(this.parallel, items.length) }, worker));
  }

  refresh(name: string, resource: Resource): Promise<void> {
    return this.do(
      name,
      undefined,
      () => this.provider.read(resource.id, owned(resource)),
      ({ id, props, inputs }) => {
        if (id === undefined || props === undefined) this.engine.drop(name);
        else this.engine.put(name, { id, inputs: withProvider(inputs ?? resource.inputs), outputs: withProvider(props), initErrors: [] });
      },
    );
  }

  async step(name: string, declared: Properties): Promise<void> {
    const old = this.engine.state.get(name);
    let inputs: Properties | undefined;
    await this.do(
      name,
      undefined,
      () => this.provider.check(old?.inputs ?? {}, withProvider(declared)),
      (checked) => {
        if (checked.failures !== undefined) this.failures.push({ name, text: checked.failures.map(({ reason }) => reason).join("\n") });
        else inputs = withProvider(checked.inputs ?? declared);
      },
    );
    if (inputs === undefined) return;
    if (old === undefined) return this.create(name, inputs);
    await this.change(name, old, inputs);
  }

  remove(name: string, resource: Resource): Promise<void> {
    this.steps.push(`delete ${name}`);
    this.engine.doomed.add(resource.id);
    return this.do(
      name,
      { kind: "deleting", name, inputs: resource.inputs },
      () => this.provider.delete(resource.id, owned(resource)),
      () => {
        this.engine.drop(name);
        this.engine.ended.push({ name, outputs: resource.outputs });
      },
    );
  }

  bury(name: string, resource: Resource): Promise<void> {
    this.steps.push(`delete-replaced ${name}`);
    this.engine.doomed.add(resource.id);
    return this.do(
      name,
      { kind: "deleting", name, inputs: resource.inputs },
      () => this.provider.delete(resource.id, owned(resource)),
      () => {
        this.engine.pardon(resource);
        this.engine.ended.push({ name, outputs: resource.outputs });
      },
    );
  }

  private async change(name: string, old: Resource, inputs: Properties): Promise<void> {
    let answer: Awaited<ReturnType<DynamicProvider["diff"]>> | undefined;
    await this.do(
      name,
      undefined,
      () => this.provider.diff(old.id, owned(old), inputs),
      (diff) => (answer = diff),
    );
    if (answer === undefined) return;
    if (answer.replaces !== undefined && answer.replaces.length > 0) return this.replace(name, old, inputs, answer.deleteBeforeReplace === true);
    const differs = answer.changes !== false && JSON.stringify(sorted(old.inputs)) !== JSON.stringify(sorted(inputs));
    if (differs || old.initErrors.length > 0) return this.update(name, old, inputs);
    this.engine.put(name, { ...old, inputs });
  }

  private async replace(name: string, old: Resource, inputs: Properties, deleteFirst: boolean): Promise<void> {
    this.steps.push(`replace ${name}`);
    if (deleteFirst) {
      await this.remove(name, old);
      if (this.engine.state.has(name)) return;
      return this.create(name, inputs);
    }
    await this.create(name, inputs, old);
  }

  /** @param replaced the resource in whose place it comes: condemned in the same save */
  private create(name: string, inputs: Properties, replaced?: Resource): Promise<void> {
    this.steps.push(`create ${name}`);
    return this.do(
      name,
      { kind: "creating", name, inputs },
      () => this.provider.create(inputs),
      ({ id, outs }) => this.engine.put(name, { id, inputs, outputs: withProvider(outs), initErrors: [] }, replaced),
      inputs,
      replaced,
    );
  }

  private update(name: string, old: Resource, inputs: Properties): Promise<void> {
    this.steps.push(`update ${name}`);
    return this.do(
      name,
      { kind: "updating", name, inputs },
      () => this.provider.update(old.id, owned(old), inputs),
      ({ outs }) => this.engine.put(name, { id: old.id, inputs, outputs: withProvider(outs), initErrors: [] }),
      inputs,
    );
  }

  /** @param partial inputs to keep when the operation ends with a partial resource, and what it then replaces */
  private do<T>(name: string, pending: PendingOperation | undefined, operation: () => Promise<T>, save: (result: T) => void, partial?: Properties, replaced?: Resource): Promise<void> {
    return this.engine.operate(this.life, pending, operation, save, (error) => {
      this.failures.push({ name, text: textOf(error) });
      if (partial !== undefined && isPartial(error)) this.engine.put(name, { id: error.id, inputs: partial, outputs: error.properties, initErrors: error.reasons }, replaced);
    });
  }
}

function withProvider(properties: Properties): Properties {
  return { ...properties, __provider: PROVIDER };
}

/** The outputs as the host would look for the provider in them. */
function owned(resource: Resource): Properties {
  if (resource.outputs["__provider"] !== PROVIDER) throw new Error(`the state of ${resource.id} names no provider`);
  return resource.outputs;
}

function isPartial(error: unknown): error is { readonly id: string; readonly properties: Properties; readonly reasons: readonly string[] } {
  return typeof error === "object" && error !== null && "id" in error && "properties" in error && "reasons" in error;
}

/** Everything of a failure that the engine or the host would print. */
function textOf(error: unknown): string {
  const reasons = isPartial(error) ? error.reasons : [];
  return [...(error instanceof Error ? [error.message, error.stack ?? ""] : [String(error)]), ...reasons].join("\n");
}

function sorted(properties: Properties): unknown {
  return Object.entries(properties).sort(([left], [right]) => (left < right ? -1 : 1));
}
