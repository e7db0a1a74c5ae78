import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import { UNKNOWN } from "../provider/lifecycle/unknown";
import type { Fields } from "../provider/user";
import { plain } from "./plain";

/**
 * Watches what a program declares; the function it returns tells the values as far as they are known by then. What still
 * depends on other resources stands as the engine's sentinel of unknown values.
 */
export function known(declared: Readonly<Record<string, unknown>>): () => Fields {
  const values = new Map<string, unknown>();
  for (const [field, value] of Object.entries(declared)) {
    const now = plain(value);
    values.set(field, now ?? UNKNOWN);
    // Outputs are slow to make, and a set may declare ten thousand people.
    if (now === undefined) pulumi.all([value]).apply(([later]) => values.set(field, later));
  }
  return () => withoutUndefined(Object.fromEntries(values));
}
