import * as pulumi from "@pulumi/pulumi";
import { environmentName, type Settings } from "../../../provider/config/settings";
import type { Bag } from "../../../provider/model/values";
import { HAS_MOVED, saysMoved } from "../../../provider/pulumi/moved-account";
import { SETTINGS } from "../../../provider/settings";

/** Settings that say where an account's people are. */
const PLACES = Object.keys(SETTINGS).filter((key) => SETTINGS[key]?.moves === "place");

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
    const isOther = ([key, value]: readonly [string, unknown]): boolean => {
      // What is set nowhere else comes from the environment, of which no state tells.
      const otherwise = settings.variable(environmentName(key));
      return (value ?? otherwise) !== (then[`rollcall:${key}`] ?? otherwise);
    };
    return [...known].filter(isOther).map(([key]) => key);
  }
}
