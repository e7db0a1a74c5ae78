import { type Bag, parsedJson, record, records } from "../../model/values";
import { isEnvelope } from "../sealed";

/** What `pulumi stack export` writes of a stack; `undefined` where it cannot be asked. */
export type Exported = (stack: string, showsSecrets?: boolean) => unknown;

/** The resources of a stack's state, asked for once in a run, and once more where something encrypted decides. */
export class ExportedResources {
  private plain: readonly Bag[] | undefined;
  private decrypted: readonly Bag[] | undefined;

  constructor(private readonly exported: Exported) {}

  all(stack: string): readonly Bag[] {
    return (this.plain ??= resourcesOf(this.exported(stack)));
  }

  /** The same with the outputs as the engine hands them to a provider: secrets in envelopes. Nothing where they cannot be decrypted. */
  shown(stack: string): readonly Bag[] {
    return (this.decrypted ??= resourcesOf(this.exported(stack, true)).map((resource) => ({
      ...resource,
      outputs: handed(resource["outputs"]),
    })));
  }
}

/** Whether something is secret in a value, at any depth. */
export function holdsSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && (isEnvelope(value) || Object.values(value).some(holdsSecret));
}

function resourcesOf(exported: unknown): readonly Bag[] {
  return records(record(record(exported)["deployment"])["resources"]);
}

function handed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(handed);
  if (typeof value !== "object" || value === null) return value;
  if (!isEnvelope(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, handed(inner)]));
  const { plaintext } = record(value);
  return typeof plaintext === "string" ? { ...value, value: parsedJson(plaintext) } : value;
}
