import type * as pulumi from "@pulumi/pulumi";
import type { SettingSources } from "../../../provider/config/settings";
import { describeViolation } from "../../../provider/lifecycle/validate";
import { RollcallError } from "../../../provider/model/error";
import { markedId } from "../../../provider/model/catalogue";
import { type Kind, parentsOf } from "../../../provider/model/kind";
import { type Fields, isUnknown, UNKNOWN } from "../../../provider/model/values";
import { visible } from "../roster/cell/hygiene";
import type { RosterRow } from "../roster/people/parse";
import { type Problem, problemsError } from "../roster/problem";
import type { Reference } from "../roster/people/references";
import { runError } from "../run/run-error";
import { catalogueOf } from "./catalogues";
import { Finder, type Meaning, type Resolved } from "./finder";
import type { NameMemory } from "./memory";

/** What a roster's names came to. */
export interface ResolvedNames {
  /** Ids behind the texts of a row's field. */
  idsOf(row: RosterRow, reference: Reference): readonly Resolved[];
  /** What state keeps: the id behind each name as written. */
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
  /** Tells whom the stack's last state did not hold. */
  newcomers(): Promise<(kind: Kind, fields: Fields) => boolean>;
}

/**
 * Finds every group and unit that a roster names: first among what the program declares, then in the directory, of which each
 * list is asked for once.
 * @throws pulumi.RunError with every name that cannot be found, each with its place; nobody is declared then.
 */
export async function resolveNames(rows: readonly RosterRow[], context: NamesContext): Promise<ResolvedNames> {
  const named = rows.filter(({ references }) => references !== undefined);
  const [before, isNew] = [await context.before(), await context.newcomers()];
  const finders = await openFinders(named, context);
  const memory: Record<string, Record<string, string>> = {};
  const problems: Problem[] = [];
  const warnings = new Set<string>();
  const found = new Map<string, readonly Resolved[]>();
  for (const row of named) {
    const finder = finders.get(placeOf(row));
    if (finder === undefined) continue;
    for (const [field, reference] of Object.entries(row.references ?? {})) {
      const { means } = reference;
      const kept = memoryKey(row, means);
      const ids = reference.texts.flatMap((text) =>
        meaningsOf(text, reference, (part) => finder.find(part, means, before[kept]?.[part])).flatMap(
          ([part, meaning]): readonly Resolved[] => {
            if ("problem" in meaning) {
              const who = row.key === "" ? "" : `${visible(row.key)}: `;
              const told = `${who}${field} "${visible(part)}" ${meaning.problem}`;
              problems.push({ place: reference.place, text: told });
              return [];
            }
            const { id, warning } = meaning;
            if (warning !== undefined) warnings.add(`${context.file}: ${warning}`);
            if (typeof id === "string" && id !== part && markedId(part) === undefined) (memory[kept] ??= {})[part] = id;
            return [id];
          },
        ),
      );
      found.set(keyOf(row, reference), ids);
      problems.push(...tooMany(row, field, reference, ids, isNew));
    }
  }
  if (problems.length > 0) throw runError(problemsError(context.file, problems).message);
  return { idsOf: (row, reference) => found.get(keyOf(row, reference)) ?? [], memory, warnings: [...warnings] };
}

/** What a count refuses is told now: ids that the run makes are known only when others have been created. */
function tooMany(
  row: RosterRow,
  field: string,
  { many, place }: Reference,
  ids: readonly Resolved[],
  isNew: (kind: Kind, fields: Fields) => boolean,
): readonly Problem[] {
  if (!many || ids.length < 2) return [];
  const { kind } = row;
  const counted = { [field]: [...new Set(ids)].map(() => UNKNOWN) };
  const rules = kind.rules.filter(({ counts, fields }) => counts === true && fields.includes(field));
  return rules.flatMap((rule): readonly Problem[] => {
    const violation = rule.onlyNew !== true || isNew(kind, row.fields) ? rule.check(counted) : undefined;
    return violation === undefined ? [] : [{ place, text: `${visible(row.key)}: ${describeViolation(violation)}` }];
  });
}

/** People also separate names by commas; a name that holds one is found as a whole first. */
function meaningsOf(
  text: string,
  { many }: Reference,
  find: (part: string) => Meaning,
): readonly (readonly [string, Meaning])[] {
  const whole = find(text);
  const parts = many ? text.split(/[,，、|]/).map((part) => part.trim()) : [];
  if ("id" in whole || parts.length < 2) return [[text, whole]];
  const each = parts.filter((part) => part !== "").map((part) => [part, find(part)] as const);
  return each.some(([, meaning]) => "id" in meaning) ? each : [[text, whole]];
}

function keyOf(row: RosterRow, { means, texts }: Reference): string {
  return JSON.stringify([placeOf(row), means, texts]);
}

/** People whose names mean the same things: those of one directory and instance. */
function placeOf({ kind, fields }: RosterRow): string {
  return JSON.stringify([kind.directory.name, parentsOf(kind, fields)]);
}

function memoryKey({ kind, fields }: RosterRow, means: Reference["means"]): string {
  return [kind.directory.name, ...Object.values(parentsOf(kind, fields)), means].join(" ");
}

/** What the places of these people have, as far as they name it. */
async function openFinders(
  rows: readonly RosterRow[],
  { file, account, sources }: NamesContext,
): Promise<ReadonlyMap<string, Finder>> {
  const cannot = (why: string): Error => runError(`${file}: the names of groups and units cannot be resolved: ${why}`);
  const finders = new Map<string, Finder>();
  for (const row of rows) {
    const place = placeOf(row);
    if (finders.has(place)) continue;
    const { directory, kind, fields } = row;
    const used = rows
      .filter((other) => placeOf(other) === place)
      .flatMap(({ references }) => Object.values(references ?? {}).map(({ means }) => means));
    const open = kind.parentFields.find((field) => isUnknown(fields[field]));
    if (open !== undefined) throw cannot(`${open} depends on other resources. Write it as text.`);
    const parents = parentsOf(kind, fields);
    const catalogue = catalogueOf(kind.directory, account, sources);
    try {
      finders.set(place, await Finder.open(catalogue, { directory, account, parents }, new Set(used)));
    } catch (error) {
      throw error instanceof RollcallError ? cannot(error.message) : error;
    }
  }
  return finders;
}
