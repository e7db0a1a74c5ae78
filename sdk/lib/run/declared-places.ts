import * as pulumi from "@pulumi/pulumi";
import { environmentName, type Settings } from "../../../provider/config/settings";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Bag } from "../../../provider/model/values";
import { HAS_MOVED, saysMoved } from "../../../provider/pulumi/moved-account";
import { SETTINGS } from "../../../provider/settings";

/** Settings that say where an account's people are. */
const PLACES = Object.keys(SETTINGS).filter((key) => SETTINGS[key]?.moves === "place");

const ALL = Object.values<Directory>(directories);

const REGIONS: ReadonlySet<string> = new Set(["region", ...ALL.map(({ name }) => `${name}Region`)]);

/** What an account keeps in state of a move; the provider then looks at whoever leaves. */
export const MARK = `rollcall:${HAS_MOVED}`;

/** Name of the account that the stack's own configuration is. */
export const STACKS_OWN = "default";

/** Watches where the stack's own account is, and those that a program declares. */
export class DeclaredPlaces {
  private readonly accounts = new Map<string, Map<string, unknown>>();

  constructor(private readonly settings: () => Settings) {}

  /** @param names of one account, now and by its aliases */
  note(names: readonly string[], properties: Readonly<Record<string, pulumi.Input<unknown>>>): void {
    const known = new Map<string, unknown>();
    for (const name of names) this.accounts.set(name, known);
    for (const key of PLACES) {
      const value = properties[`rollcall:${key}`];
      if (value === undefined) known.set(key, undefined);
      else pulumi.output(value).apply((told) => known.set(key, told));
    }
  }

  /** Whether the program declares any account beside the stack's own. */
  get areDeclared(): boolean {
    return this.accounts.size > 0;
  }

  /** Whether an account names another place than before, or did in an earlier run, as its settings in state tell. */
  haveEverMoved(names: readonly string[], before: ReadonlyMap<string, Bag>): boolean {
    const moved = this.moved(before);
    return names.some((name) => moved.has(name) || saysMoved(before.get(name)?.[MARK]));
  }

  /** Settings that are others than in the last state, by account; what is not known yet is no difference. */
  moved(before: ReadonlyMap<string, Bag>): ReadonlyMap<string, readonly string[]> {
    return new Map(
      [STACKS_OWN, ...this.accounts.keys()].flatMap((name) => {
        const changed = this.changed(name, before.get(name));
        return changed.length === 0 ? [] : [[name, changed] as const];
      }),
    );
  }

  /** The same, without accounts that had moved before: whoever leaves one is looked at by the provider. */
  newlyMoved(before: ReadonlyMap<string, Bag>): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.moved(before)].filter(([name]) => !saysMoved(before.get(name)?.[MARK])));
  }

  /** Whether a person may be given another account, by the program, than the last state has. */
  haveOthers(before: ReadonlyMap<string, Bag>): boolean {
    return [STACKS_OWN, ...this.accounts.keys()].some((name) =>
      [...before.keys()].some((former) => this.between(name, former, before).length > 0),
    );
  }

  /** Settings of an account now that are others than those of an account of another name in the last state. */
  between(name: string, former: string, before: ReadonlyMap<string, Bag>): readonly string[] {
    const known = this.accounts.get(name);
    const isAlias = known !== undefined && known === this.accounts.get(former);
    return isAlias || name === former ? [] : this.changed(name, before.get(former));
  }

  /** Settings of an account now that are others than those of an account then. */
  private changed(name: string, then: Bag | undefined): readonly string[] {
    if (then === undefined) return [];
    const settings = this.settings();
    const own = (): ReadonlyMap<string, unknown> => new Map(PLACES.map((key) => [key, settings.configured(key)]));
    const known = name === STACKS_OWN ? own() : (this.accounts.get(name) ?? new Map<string, unknown>());
    // What is set nowhere else comes from the environment, of which no state tells.
    const otherwise = (key: string): unknown =>
      [environmentName(key), ...ALL.flatMap(({ settings: own }) => own?.[key]?.variables ?? [])]
        .map((variable) => settings.variable(variable))
        .find((value) => value !== undefined);
    const now: Told = (key) => (known.has(key) ? (known.get(key) ?? otherwise(key)) : OPEN);
    const before: Told = (key) => then[`rollcall:${key}`] ?? otherwise(key);
    const others = [...known.keys()].filter((key) => now(key) !== before(key));
    return [...others.filter((key) => !REGIONS.has(key)), ...changedRegions(now, before, others)];
  }
}

/** The value of a setting, wherever it comes from. */
type Told = (key: string) => unknown;

/** Stands for a value that is not known yet. */
const OPEN = Symbol("open");

/**
 * Of the settings that tell regions, those that are others. That of all directories counts for whichever has none of its own, and a
 * default that is written out is no other.
 */
function changedRegions(now: Told, before: Told, others: readonly string[]): readonly string[] {
  const affected = ALL.filter(({ name, defaultRegion }) => {
    const regionBy = (told: Told): unknown => told(`${name}Region`) ?? told("region") ?? defaultRegion;
    return regionBy(now) !== OPEN && regionBy(now) !== regionBy(before);
  });
  if (affected.length === ALL.length && others.includes("region")) return others.filter((key) => REGIONS.has(key));
  return affected.map(({ name }) => `${name}Region`);
}
