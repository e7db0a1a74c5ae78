import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../../../provider/lifecycle/outputs";
import type { FieldTable } from "../../../provider/model/field";
import { type Bag, type Fields, type Json, UNKNOWN } from "../../../provider/model/values";
import { sourcesOf } from "./left-out";

/** The value, or `undefined` when it holds an output or a promise at any depth. */
export function plain(value: unknown): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value !== "object" || value instanceof Promise || pulumi.Output.isInstance(value)) return undefined;
  const items = Object.entries(value).map(([name, item]) => [name, plain(item)] as const);
  if (items.some(([, item]) => item === undefined)) return undefined;
  const known = items.flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]));
  return Array.isArray(value) ? known.map(([, item]) => item) : Object.fromEntries(known);
}

/** What a program declares, as far as it is known when asked. */
export interface Watched {
  /** The values; what still depends on other resources stands as the engine's sentinel of unknown values. */
  values(): Fields;
  /** Fields that the program marks as secret, at any depth; those that the table keeps secret anyway are not among them. */
  secrets(): readonly string[];
  /** The same once it is known of every field. */
  allSecrets(): Promise<readonly string[]>;
  /** The resources from which values come, once all values are there. */
  sources(): Promise<readonly pulumi.Resource[]>;
}

/** Watches what a program declares. */
export function watch(declared: Bag, fields: FieldTable): Watched {
  const values = new Map<string, unknown>();
  const secrets = new Set<string>();
  const pending: Promise<unknown>[] = [];
  const outputs: object[] = [];
  for (const [field, value] of Object.entries(declared)) {
    const now = plain(value);
    values.set(field, now ?? UNKNOWN);
    if (now !== undefined) continue;
    // Outputs are slow to make, and a set may declare ten thousand people.
    const later = pulumi.all([value]);
    outputs.push(later);
    later.apply(([known]) => values.set(field, known));
    if (fields[field]?.secret !== true) pending.push(pulumi.isSecret(later).then((is) => is && secrets.add(field)));
  }
  return {
    values: () => withoutUndefined(Object.fromEntries(values)),
    secrets: () => [...secrets],
    allSecrets: async () => {
      await Promise.all(pending);
      return [...secrets];
    },
    sources: async () => (await Promise.all(outputs.map(sourcesOf))).flat(),
  };
}
