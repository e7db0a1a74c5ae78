import * as pulumi from "@pulumi/pulumi";
import type { Json } from "../provider/user";

/** The value, or `undefined` when it holds an output or a promise at any depth. */
export function plain(value: unknown): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || value instanceof Promise || pulumi.Output.isInstance(value)) return undefined;
  const items = Object.entries(value).map(([name, item]) => [name, plain(item)] as const);
  if (items.some(([, item]) => item === undefined)) return undefined;
  const known = items.flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]));
  return Array.isArray(value) ? known.map(([, item]) => item) : Object.fromEntries(known);
}
