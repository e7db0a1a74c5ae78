import type { DynamicProvider } from "../../../provider/pulumi/contract";
import type { Fields } from "../../../provider/model/values";
import { Run } from "./engine-run";
import type { Form, Person } from "./form";

/** Inputs or outputs of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

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
  readonly ended: Person[] = [];
  /** Whom refreshes no longer found, so that they left the state. */
  readonly unseen: Person[] = [];
  private declared: ReadonlySet<string> = new Set();
  private life = 0;
  private running: RunResult | undefined;

  constructor(readonly form: Form) {}

  get state(): ReadonlyMap<string, Resource> {
    return this.resources;
  }

  /** Everybody in state by name in the program. */
  people(resources: ReadonlyMap<string, Resource> = this.resources): ReadonlyMap<string, Person> {
    return new Map([...resources].flatMap(([name, resource]) => this.form.people(name, resource)).map((person) => [person.name, person]));
  }

  /** Everything a checkpoint file would hold. */
  everything(): unknown {
    return { resources: [...this.resources], condemned: this.condemned, underWay: [...this.underWay] };
  }

  /**
   * The process dies: what is under way stays undecided.
   * @param saved whether the state was saved after each operation, or only at the end of each run
   * @returns what `pulumi stack export` then lists as pending, everybody of whom the state may have learnt in this run,
   *   when it has forgotten that, and the failures that the run had printed by then
   */
  kill(saved: boolean): {
    readonly pending: readonly PendingOperation[];
    readonly lost: readonly Properties[];
    readonly failures: RunResult["failures"];
  } {
    this.life++;
    const pending = [...this.underWay.values()];
    const failures = [...(this.running?.failures ?? [])];
    this.underWay.clear();
    if (saved) return { pending, lost: [], failures };
    const made = [...this.people().values()].map(({ fields }) => fields);
    ({ resources: this.resources, condemned: this.condemned } = this.checkpoint);
    return {
      pending: [],
      failures,
      lost: [...made, ...pending.flatMap(({ name, inputs }) => this.form.declared(name, inputs).map(([, declared]) => declared))],
    };
  }

  /** `pulumi up [--refresh]` of a program: declarations by name. */
  async up(provider: DynamicProvider, program: ReadonlyMap<string, Fields>, options: RunOptions): Promise<RunResult> {
    this.checkpoint = this.copy();
    const run = new Run(this, provider, this.life, options.parallel);
    this.running = run;
    if (options.refresh) await run.each([...this.resources], ([name, resource]) => run.refresh(name, resource));
    const resources = this.form.resources(program);
    this.declared = new Set(resources.keys());
    if (run.failures.length === 0) await run.each([...resources], ([name, news]) => run.step(name, news));
    if (run.failures.length === 0) await run.each([...this.condemned], ({ name, resource }) => run.bury(name, resource));
    const leaving = [...this.resources].filter(([name]) => !resources.has(name));
    if (run.failures.length === 0) await run.each(leaving, ([name, resource]) => run.remove(name, resource));
    return run;
  }

  /** Runs one operation of the provider and saves what it did, unless the process has died meanwhile. */
  async operate<T>(
    life: number,
    pending: PendingOperation | undefined,
    operation: () => Promise<T>,
    save: (result: T) => void,
    failed: (error: unknown) => void,
  ): Promise<void> {
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

  /** @param by a resource whose end does not concern an account that another one has, and keeps */
  doom(people: readonly Person[], by?: Resource): void {
    const others = by === undefined ? [] : [...this.resources].filter(([name, resource]) => resource !== by && this.declared.has(name));
    const held = new Set(others.flatMap(([name, resource]) => this.form.people(name, resource)).map(({ id }) => id));
    for (const { id } of people) if (!held.has(id)) this.doomed.add(id);
  }

  private copy(): {
    readonly resources: Map<string, Resource>;
    readonly condemned: { readonly name: string; readonly resource: Resource }[];
  } {
    return { resources: new Map(this.resources), condemned: [...this.condemned] };
  }
}
