import type * as pulumi from "@pulumi/pulumi";
import type { SettingSources } from "../../../provider/config/settings";
import type { NamedGroup, NamedUnit } from "../../../provider/model/catalogue";
import { RollcallError } from "../../../provider/model/error";
import { findGroup, findUnit, markedId, pathOf } from "../../../provider/model/find-named";
import type { Fields } from "../../../provider/model/values";
import { visible } from "../roster/hygiene";
import type { RosterRow } from "../roster/parse";
import { type Problem, problemsError } from "../roster/problem";
import type { Reference } from "../roster/references";
import { runError } from "../run-error";
import { catalogueOf } from "./catalogues";
import { declaredGroups, withDeclaredUnits } from "./declared";
import { followRename, type NameMemory } from "./renames";

/** The id behind a name: known, or the output of a resource that the run makes. */
export type Resolved = string | pulumi.Output<string>;

/** What a roster's names came to. */
export interface ResolvedNames {
  /** Ids behind the texts of a row's field. */
  idsOf(row: RosterRow, reference: Reference): readonly Resolved[];
  /** What state keeps: the id behind each name as written, by directory. */
  readonly memory: NameMemory;
  readonly warnings: readonly string[];
}

/** Where a roster's names are looked up. */
export interface NamesContext {
  readonly file: string;
  readonly account: pulumi.ProviderResource | undefined;
  /** The account's settings. */
  readonly sources: SettingSources;
  /** What the stack kept of the names of the last run. */
  before(): Promise<NameMemory>;
}

/**
 * Finds every group and unit that a roster names: first among what the program declares, then in the directory, of which each
 * list is asked for once.
 * @throws pulumi.RunError with every name that cannot be found, each with its place; nobody is declared then.
 */
export async function resolveNames(rows: readonly RosterRow[], context: NamesContext): Promise<ResolvedNames> {
  const named = rows.filter(({ references }) => references !== undefined);
  const before = await context.before();
  const finders = new Map<string, Finder>();
  const memory: Record<string, Record<string, string>> = {};
  const problems: Problem[] = [];
  const warnings = new Set<string>();
  try {
    for (const row of named) {
      const place = placeOf(row);
      if (!finders.has(place)) finders.set(place, await finderFor(row, named, context));
    }
  } catch (error) {
    throw error instanceof RollcallError
      ? runError(`${context.file}: the names of groups and units cannot be resolved: ${error.message}`)
      : error;
  }
  const found = new Map<string, readonly Resolved[]>();
  for (const row of named) {
    const finder = finders.get(placeOf(row));
    for (const [field, reference] of Object.entries(row.references ?? {})) {
      const key = keyOf(row, reference);
      const ids = reference.texts.flatMap((text): readonly Resolved[] => {
        const result = finder?.(text, reference, before[row.directory]?.[text]) ?? { problem: "cannot be resolved." };
        if ("problem" in result) {
          const who = row.key === "" ? "" : `${visible(row.key)}: `;
          problems.push({ place: reference.place, text: `${who}${field} "${visible(text)}" ${result.problem}` });
          return [];
        }
        if (result.warning !== undefined) warnings.add(`${context.file}: ${result.warning}`);
        for (const id of result.ids)
          if (typeof id === "string" && result.ids.length === 1 && markedId(text) === undefined)
            (memory[row.directory] ??= {})[text] = id;
        return result.ids;
      });
      found.set(key, ids);
    }
  }
  if (problems.length > 0) throw runError(problemsError(context.file, problems).message);
  return { idsOf: (row, reference) => found.get(keyOf(row, reference)) ?? [], memory, warnings: [...warnings] };
}

/** What one text stands for. */
type Answer = { readonly ids: readonly Resolved[]; readonly warning?: string } | { readonly problem: string };

/** @param before the id behind the text in the last run */
type Finder = (text: string, reference: Reference, before: string | undefined) => Answer;

function keyOf(row: RosterRow, { means, texts }: Reference): string {
  return JSON.stringify([placeOf(row), means, texts]);
}

/** People whose names mean the same things: those of one directory and instance. */
function placeOf({ directory, fields }: RosterRow): string {
  return JSON.stringify([directory, fields["instanceId"] ?? null]);
}

/** Lists what a place has, as far as its people name it. */
async function finderFor(
  row: RosterRow,
  rows: readonly RosterRow[],
  { account, sources }: NamesContext,
): Promise<Finder> {
  const { directory } = row;
  const used = new Set(
    rows
      .filter((other) => placeOf(other) === placeOf(row))
      .flatMap(({ references }) => Object.values(references ?? {}).map(({ means }) => means)),
  );
  const instance = row.fields["instanceId"];
  const place: Fields = typeof instance === "string" ? { instanceId: instance } : {};
  const catalogue = catalogueOf(row.kind.directory, account, sources);
  const [groups, listed] = await Promise.all([
    used.has("groups") ? catalogue.groups(place) : [],
    used.has("unit") ? catalogue.units(place) : [],
  ]);
  const { units, behind } = withDeclaredUnits(directory, account, listed);
  const resolved = (unit: NamedUnit): Resolved => behind.get(unit.id)?.id ?? unit.id;
  return (text, { means, many }, before) => {
    const one = (written: string): Answer => {
      const made =
        means === "groups" && markedId(written) === undefined ? declaredGroups(directory, account, written) : [];
      if (made.length > 1)
        return {
          problem: `is the name of ${made.length} groups of this program. Write the id: of the one that is meant.`,
        };
      if (made[0] !== undefined) return { ids: [made[0].id] };
      if (means === "groups")
        return followRename(
          findGroup(groups, written),
          written,
          before,
          groups,
          (group: NamedGroup) => group.name,
          ({ id }) => id,
        );
      return followRename(
        findUnit(units, written),
        written,
        before,
        units,
        (unit: NamedUnit) => pathOf(units, unit),
        resolved,
      );
    };
    const whole = one(text);
    if ("ids" in whole || !many) return whole;
    // People also separate names by commas; a name that holds one is found as a whole first.
    const parts = text.split(/[,，、|]/).map((part) => part.trim());
    const answers = parts.length > 1 ? parts.map(one) : [];
    const ids = answers.flatMap((answer) => ("ids" in answer ? [answer.ids] : []));
    return answers.length > 0 && ids.length === answers.length ? { ids: ids.flat() } : whole;
  };
}
