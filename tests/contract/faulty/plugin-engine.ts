import type { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { fromStruct } from "../../../plugin/protocol";
import type { Fields } from "../../../provider/model/values";
import type { PluginProcess, Resource } from "../plugin/plugin-world";

/** A resource that a program declares, once the ids of those before it are known. */
export interface Declared {
  readonly resource: Resource;
  declare(idOf: (name: string) => string | undefined): Fields;
}

interface Kept {
  readonly resource: Resource;
  readonly id: string;
  readonly outputs: Fields;
  readonly inputs: Fields;
}

/** What of the engine a plugin sees: a state, runs of a program in its order, and failures that do not end the run of the others. */
export class SmallEngine {
  readonly state = new Map<string, Kept>();
  errors: string[] = [];

  /** @param isAlive whether what a process answers is still heard; a killed run saves nothing more */
  constructor(private readonly isAlive: () => boolean) {}

  /** Groups first, then everybody else together; who is declared no more goes last, in the other order. */
  async up(process: PluginProcess, program: readonly Declared[]): Promise<void> {
    this.errors = [];
    const isGroup = ({ resource }: { readonly resource: Resource }): boolean => resource.type.endsWith(":Group");
    for (const some of [program.filter(isGroup), program.filter((one) => !isGroup(one))])
      await Promise.all(some.map((one) => this.guarded(() => this.declare(process, one))));
    if (this.errors.length > 0) return;
    const names = new Set(program.map(({ resource }) => resource.name));
    const gone = [...this.state.values()].filter(({ resource }) => !names.has(resource.name));
    for (const some of [gone.filter((one) => !isGroup(one)), gone.filter(isGroup)])
      await Promise.all(some.map((one) => this.guarded(() => this.remove(process, one))));
  }

  async refresh(process: PluginProcess): Promise<void> {
    const look = async ({ resource, id, outputs, inputs }: Kept): Promise<void> => {
      const read = await process.read(resource, id, outputs, inputs);
      if (!this.isAlive()) return;
      if (read.id === "") this.state.delete(resource.name);
      else this.state.set(resource.name, { resource, id: read.id, outputs: read.properties, inputs: read.inputs });
    };
    await Promise.all([...this.state.values()].map((kept) => this.guarded(() => look(kept))));
  }

  private async declare(process: PluginProcess, { resource, declare }: Declared): Promise<void> {
    const old = this.state.get(resource.name);
    const news = declare((name) => this.state.get(name)?.id);
    const { inputs, failures } = await process.check(resource, news, old?.inputs);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    const save = (id: string, outputs: Fields): void =>
      void (this.isAlive() && this.state.set(resource.name, { resource, id, outputs, inputs }));
    try {
      if (old === undefined) {
        const { id, properties } = await process.create(resource, inputs);
        return save(id, properties);
      }
      const { changes, replaces } = await process.diff(resource, old.id, old.outputs, inputs);
      if (replaces.length > 0) throw new Error(`${resource.name} would be replaced for ${replaces.join(", ")}`);
      if (changes !== "DIFF_NONE") save(old.id, await process.update(resource, old.id, old.outputs, inputs));
    } catch (error) {
      const partial = partialOf(error);
      if (partial !== undefined) save(partial.id, partial.outputs);
      throw error;
    }
  }

  private async remove(process: PluginProcess, { resource, id, outputs }: Kept): Promise<void> {
    await process.delete(resource, id, outputs);
    if (this.isAlive()) this.state.delete(resource.name);
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.errors.push(String(error)));
  }
}

/** The state of a resource that exists but is not complete. */
function partialOf(error: unknown): { readonly id: string; readonly outputs: Fields } | undefined {
  const metadata =
    typeof error === "object" && error !== null && "metadata" in error ? (error.metadata as Metadata | undefined) : undefined;
  const [details] = metadata?.get("grpc-status-details-bin") ?? [];
  if (!(details instanceof Uint8Array)) return undefined;
  const [any] = Status.deserializeBinary(details).getDetailsList();
  if (any === undefined) return undefined;
  const failed = ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return { id: failed.getId(), outputs: fromStruct(failed.getProperties()) as Fields };
}
