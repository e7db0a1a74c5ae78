import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../../../provider/lifecycle/outputs";
import type { FieldTable } from "../../../provider/model/field";
import { kept } from "../../../provider/model/kept";
import { type Bag, type Fields, type Json, UNKNOWN } from "../../../provider/model/values";
import { isKnown, sourcesOf } from "./left-out";

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
  /** The value of a field that is not known from the start, and the resources from which it comes; `undefined` where a preview cannot know it. */
  arrival(field: string): Promise<Arrival | undefined>;
  /** The resources from which values come, once all values are there. */
  sources(): Promise<readonly pulumi.Resource[]>;
}

/** A value that has become known. */
export interface Arrival {
  readonly value: Json | undefined;
  readonly sources: readonly pulumi.Resource[];
}

/** A value that holds outputs or promises. */
interface Later {
  readonly output: object;
  /** The engine's sentinel until the value is known. */
  value: unknown;
  isSecret: boolean;
  /** Resolves when the value is known, and never where a preview cannot know it. */
  readonly arrived: Promise<void>;
  /** Resolves when it is known whether the value is a secret. */
  readonly told: Promise<unknown>;
}

/** Outputs are slow to make, and thousands of people in a set may share one. */
const shared = new WeakMap<object, Later>();

function laterOf(value: unknown): Later {
  return pulumi.Output.isInstance(value) ? kept(shared, value, () => newLater(value)) : newLater(value);
}

function newLater(value: unknown): Later {
  const output = pulumi.all([value]);
  const later: Later = {
    output,
    value: UNKNOWN,
    isSecret: false,
    arrived: new Promise((resolve) => output.apply(([known]) => resolve(void (later.value = known)))),
    told: pulumi.isSecret(output).then((is) => (later.isSecret = is)),
  };
  return later;
}

/** Watches what a program declares. */
export function watch(declared: Bag, fields: FieldTable): Watched {
  const values = new Map<string, Json>();
  const later = new Map<string, Later>();
  for (const [field, value] of Object.entries(declared)) {
    const now = plain(value);
    if (now === undefined) later.set(field, laterOf(value));
    else values.set(field, now);
  }
  const mayBeSecret = [...later].filter(([field]) => fields[field]?.secret !== true);
  const secrets = (): readonly string[] => mayBeSecret.flatMap(([field, { isSecret }]) => (isSecret ? [field] : []));
  return {
    values: () =>
      withoutUndefined(
        Object.fromEntries([...values, ...[...later].map(([field, { value }]) => [field, value] as const)]),
      ),
    secrets,
    async allSecrets() {
      await Promise.all(mayBeSecret.map(([, { told }]) => told));
      return secrets();
    },
    async arrival(field) {
      const awaited = later.get(field);
      if (awaited === undefined || !(await isKnown(awaited.output))) return undefined;
      await awaited.arrived;
      return { value: plain(awaited.value), sources: await sourcesOf(awaited.output) };
    },
    sources: async () => (await Promise.all([...later.values()].map(({ output }) => sourcesOf(output)))).flat(),
  };
}
