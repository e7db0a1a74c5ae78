import { kept } from "../../../provider/model/kept";
import * as pulumi from "@pulumi/pulumi";
import { parentsOf } from "../../../provider/model/kind";
import { mapped } from "../../../provider/model/values";
import type { RosterRow } from "../roster/people/parse";
import type { Reference } from "../roster/people/references";
import { settingsOf } from "../run/settings";
import { announceNames, type NameMemory } from "./memory";
import { type NamesContext, type ResolvedNames, resolveNames } from "./resolve-roster";

/** The ids behind the names of a roster, as outputs: they are known once the directories have been asked. */
export class RosterNames {
  /** What state keeps: the id behind each name as written, by directory. */
  readonly memory: pulumi.Output<NameMemory>;
  private readonly resolved: pulumi.Output<true>;
  private names: ResolvedNames | undefined;
  /** Rows that name the same share an output: making one for each of thousands of people takes long. */
  private readonly outputs = new Map<string, pulumi.Output<unknown>>();

  constructor(rows: readonly RosterRow[], context: Omit<NamesContext, "sources">, resource: pulumi.Resource) {
    this.resolved = settingsOf(context.account).apply(async (sources): Promise<true> => {
      // Groups that the program declares further down are found as well.
      await new Promise((resolve) => setImmediate(resolve));
      this.names = await resolveNames(rows, { ...context, sources });
      for (const warning of this.names.warnings) void pulumi.log.warn(warning, resource);
      const told = pulumi.runtime.isDryRun() ? announceNames(this.names.memory, await context.before()) : "";
      if (told !== "") void pulumi.log.info(told, resource);
      return true;
    });
    this.memory = this.resolved.apply(() => this.names?.memory ?? {});
  }

  /** The fields of a row that are given by name. */
  fieldsOf(row: RosterRow): Readonly<Record<string, pulumi.Output<unknown>>> {
    return mapped(row.references ?? {}, (reference) => this.outputOf(row, reference));
  }

  private outputOf(row: RosterRow, reference: Reference): pulumi.Output<unknown> {
    const { means, many, texts } = reference;
    const key = JSON.stringify([row.directory, parentsOf(row.kind, row.fields), means, many, texts]);
    return kept(this.outputs, key, () => {
      const ids = this.resolved.apply(() => pulumi.all([...(this.names?.idsOf(row, reference) ?? [])]));
      return many ? ids.apply((all) => [...new Set(all)]) : ids.apply(([only = ""]) => only);
    });
  }
}
