import type { DynamicProvider } from "../../../provider/pulumi/contract";
import { outputs } from "../sets/set-world";
import type { PendingOperation, Properties, Resource, RunResult, SmallEngine } from "./small-engine";

/** The text that identifies the provider; operations on a state without it fail in the real host. */
const PROVIDER = "serialized provider";

/** One run of the engine. */
export class Run implements RunResult {
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

  /** Reads, and compares what was read with what the last run declared, by which the engine shows what has changed. */
  async refresh(name: string, resource: Resource): Promise<void> {
    await this.look(name, resource);
    const now = this.engine.state.get(name);
    if (now === undefined || this.failures.length > 0) return;
    await this.do(
      name,
      undefined,
      () => this.provider.diff(now.id, owned(now), outputs(resource.inputs)),
      () => undefined,
    );
  }

  private look(name: string, resource: Resource): Promise<void> {
    return this.do(
      name,
      undefined,
      () => this.provider.read(resource.id, owned(resource)),
      ({ id, props, inputs }) => {
        const before = this.engine.form.people(name, resource);
        if (id === undefined || props === undefined) this.engine.drop(name);
        else this.engine.put(name, { id, inputs: withProvider(inputs ?? resource.inputs), outputs: withProvider(props), initErrors: [] });
        const found = new Set([...this.engine.people().values()].map((person) => person.id));
        this.engine.unseen.push(...before.filter((person) => !found.has(person.id)));
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
        else inputs = withProvider(outputs(checked.inputs ?? declared));
      },
    );
    if (inputs === undefined) return;
    if (old === undefined) return this.create(name, inputs);
    await this.change(name, old, inputs);
  }

  remove(name: string, resource: Resource): Promise<void> {
    return this.end("delete", name, resource, () => this.engine.drop(name));
  }

  bury(name: string, resource: Resource): Promise<void> {
    return this.end("delete-replaced", name, resource, () => this.engine.pardon(resource));
  }

  private end(step: string, name: string, resource: Resource, forget: () => void): Promise<void> {
    this.steps.push(`${step} ${name}`);
    this.engine.doom(this.engine.form.people(name, resource), resource);
    return this.do(
      name,
      { kind: "deleting", name, inputs: resource.inputs },
      () => this.provider.delete(resource.id, owned(resource)),
      () => {
        forget();
        this.engine.ended.push(...this.engine.form.people(name, resource));
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
    if (answer.replaces !== undefined && answer.replaces.length > 0)
      return this.replace(name, old, inputs, answer.deleteBeforeReplace === true);
    const differs =
      answer.changes === true || (answer.changes !== false && JSON.stringify(sorted(old.inputs)) !== JSON.stringify(sorted(inputs)));
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

  private async update(name: string, old: Resource, inputs: Properties): Promise<void> {
    this.steps.push(`update ${name}`);
    const leavers = this.engine.form.leavers(name, old, inputs);
    this.engine.doom(leavers);
    await this.do(
      name,
      { kind: "updating", name, inputs },
      () => this.provider.update(old.id, owned(old), inputs),
      ({ outs }) => this.engine.put(name, { id: old.id, inputs, outputs: withProvider(outs), initErrors: [] }),
      inputs,
    );
    const left = new Set([...this.engine.people().values()].map(({ id }) => id));
    this.engine.ended.push(...leavers.filter(({ id }) => !left.has(id)));
  }

  /** @param partial inputs to keep when the operation ends with a partial resource, and what it then replaces */
  private do<T>(
    name: string,
    pending: PendingOperation | undefined,
    operation: () => Promise<T>,
    save: (result: T) => void,
    partial?: Properties,
    replaced?: Resource,
  ): Promise<void> {
    return this.engine.operate(this.life, pending, operation, save, (error) => {
      this.failures.push({ name, text: textOf(error) });
      if (partial !== undefined && isPartial(error))
        this.engine.put(name, { id: error.id, inputs: partial, outputs: error.properties, initErrors: error.reasons }, replaced);
    });
  }
}

function withProvider(properties: Properties): Properties {
  return { ...properties, __provider: PROVIDER };
}

/** The outputs as the host would look for the provider in them. */
function owned(resource: Resource): Properties {
  if (resource.outputs["__provider"] !== PROVIDER) throw new Error(`the state of ${resource.id} names no provider`);
  return outputs(resource.outputs);
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
