import * as pulumi from "@pulumi/pulumi";
import type { FieldTable } from "../provider/field";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import { UNKNOWN } from "../provider/lifecycle/unknown";
import type { Fields } from "../provider/user";
import { plain } from "./plain";

/** What a program declares, as far as it is known when asked. */
export interface Watched {
  /** The values; what still depends on other resources stands as the engine's sentinel of unknown values. */
  values(): Fields;
  /** Fields that the program marks as secret, at any depth; those that the table keeps secret anyway are not among them. */
  secrets(): readonly string[];
  /** The same once it is known of every field. */
  allSecrets(): Promise<readonly string[]>;
}

/** Watches what a program declares. */
export function watch(declared: Readonly<Record<string, unknown>>, fields: FieldTable): Watched {
  const values = new Map<string, unknown>();
  const secrets = new Set<string>();
  const pending: Promise<unknown>[] = [];
  for (const [field, value] of Object.entries(declared)) {
    const now = plain(value);
    values.set(field, now ?? UNKNOWN);
    if (now !== undefined) continue;
    // Outputs are slow to make, and a set may declare ten thousand people.
    const later = pulumi.all([value]);
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
  };
}
