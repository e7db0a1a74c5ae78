import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../provider/directories";
import { shortLines } from "../../provider/model/error";
import type { Directory } from "../../provider/model/kind";
import { SETTINGS } from "../../provider/settings";
import type { ManagedUser } from "./managed-users";

type Values = Readonly<Record<string, unknown>>;

/** Settings that say where an account's people are. */
const PLACES = Object.keys(SETTINGS).filter((key) => SETTINGS[key]?.moves === "place");

/** Somebody who leaves an account that names another place than before, and the settings that do. */
export interface LeftBehind {
  readonly user: ManagedUser;
  readonly account: string;
  readonly settings: readonly string[];
}

/** Watches where the accounts that a program declares are. */
export class DeclaredPlaces {
  private readonly accounts = new Map<string, Map<string, unknown>>();

  note(name: string, properties: Readonly<Record<string, pulumi.Input<unknown>>>): void {
    const known = new Map<string, unknown>();
    this.accounts.set(name, known);
    for (const key of PLACES) {
      const value = properties[`rollcall:${key}`];
      if (value === undefined) known.set(key, undefined);
      else pulumi.output(value).apply((told) => known.set(key, told));
    }
  }

  /** Settings that are others than in the last state, by account; what is not known yet is no difference. */
  moved(before: ReadonlyMap<string, Values>): ReadonlyMap<string, readonly string[]> {
    return new Map(
      [...this.accounts].flatMap(([name, known]) => {
        const then = before.get(name);
        if (then === undefined) return [];
        const changed = [...known].filter(([key, value]) => value !== then[`rollcall:${key}`]).map(([key]) => key);
        return changed.length === 0 ? [] : [[name, changed] as const];
      }),
    );
  }
}

/**
 * Of those who leave, whose account would be looked for at another place: it would stay where it is, and somebody else's of the same name be
 * ended there.
 * @param moved see {@link DeclaredPlaces.moved}
 */
export function leftBehind(
  leaving: readonly ManagedUser[],
  moved: ReadonlyMap<string, readonly string[]>,
): readonly LeftBehind[] {
  return leaving.flatMap((user) => {
    const { account } = user;
    const settings = moved.get(account ?? "")?.filter((key) => concerns(key, user.kind.directory.name)) ?? [];
    return account === undefined || settings.length === 0 ? [] : [{ user, account, settings }];
  });
}

function concerns(key: string, directory: string): boolean {
  return !Object.values<Directory>(directories).some(
    ({ name, settings = {} }) =>
      name !== directory && (key === `${name}Region` || key === `${name}Endpoint` || Object.hasOwn(settings, key)),
  );
}

/** Why a run must not go on that would look for these people's accounts elsewhere, and the way out; `undefined` where there are none. */
export function leftBehindObjection(people: readonly LeftBehind[]): string | undefined {
  if (people.length === 0) return undefined;
  const lines = people.map(
    ({ user: { kind, key, hidden, resource }, account, settings }) =>
      `${kind.directory.name} user ${hidden === true ? resource : key}: the account ${JSON.stringify(account)} has another ${settings.join(" and ")}`,
  );
  return [
    `Rollcall stops this run before the first delete: ${people.length === 1 ? "1 user leaves" : `${people.length} users leave`} an account that names another place than before, so that they would be looked for where somebody else may have the name, and stay where they are:`,
    ...shortLines(lines),
    "  Give the account its former settings for the run in which they leave, and the new ones in the next; or declare another Account for the new place.",
  ].join("\n");
}
