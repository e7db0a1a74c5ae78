import * as pulumi from "@pulumi/pulumi";
import { accountSettings } from "../../../provider/config/setting-table";
import { directories } from "../../../provider/directories";
import { Settings, type SettingSources } from "../../../provider/config/settings";
import { type Directory, type Kind, underAccount } from "../../../provider/model/kind";
import { type Bag, text } from "../../../provider/model/values";
import { SETTINGS } from "../../../provider/settings";
import { programSettings } from "./settings";

/** Settings that tell accounts apart: the place, and who asks there. */
const TELLING = accountSettings(SETTINGS).filter((key) => SETTINGS[key]?.moves !== undefined);

/** What accounts of the program are set to, as far as it is known; by account. */
const known = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** Stands for a value that is not known yet. */
const OPEN = Symbol("open");

/** Watches the settings of an account, by full key. */
export function watchSettings(account: object, properties: Readonly<Record<string, pulumi.Input<string>>>): void {
  const values = new Map<string, unknown>();
  known.set(account, values);
  for (const key of TELLING) {
    const value = properties[`rollcall:${key}`];
    if (value === undefined) continue;
    values.set(key, OPEN);
    pulumi.output(value).apply((told) => values.set(key, told));
  }
}

/**
 * What is equal for two accounts of the program that are certainly one for this directory, since place and keys are the same. An
 * account of which something is not known yet stands for itself.
 * @param account that of a resource; the stack's own where it names none
 */
export function sameAccount({ name }: Directory, account: object | undefined): unknown {
  const settings = programSettings();
  const values = account === undefined ? undefined : known.get(account);
  if (account !== undefined && values === undefined) return account;
  const told = TELLING.filter((key) => concerns(key, name)).map((key) =>
    values === undefined ? settings.configured(key) : values.get(key),
  );
  // It holds keys, and goes nowhere.
  return told.includes(OPEN) ? account : JSON.stringify(told);
}

/**
 * A kind under the account of a resource: to name the instance that the account's settings name, and to leave it to them, is the same.
 * What is not known yet, or only to an emulator inside the provider, counts as none.
 */
export function kindUnder(kind: Kind, account: object | undefined): Kind {
  const values = account === undefined ? undefined : known.get(account);
  if (account !== undefined && values === undefined) return kind;
  const settings = values === undefined ? programSettings() : new Settings(sourcesOf(values));
  const own = Object.keys(kind.directory.settings ?? {}).flatMap((key): [string, string][] => {
    const value = values?.get(key) === OPEN ? undefined : settings.get(key);
    return value === undefined ? [] : [[key, value]];
  });
  return underAccount(kind, { own: Object.fromEntries(own) });
}

/** What an account sets, and the environment for what it leaves open, as the provider process of the account reads them. */
function sourcesOf(values: ReadonlyMap<string, unknown>): SettingSources {
  return { config: (name) => text(values.get(name.replace(/^rollcall:/, ""))), environment: process.env };
}

/** The same of an account as the last state has it. */
export function accountThen({ name }: Directory, settings: Bag | undefined): string | undefined {
  if (settings === undefined) return undefined;
  return JSON.stringify(TELLING.filter((key) => concerns(key, name)).map((key) => settings[`rollcall:${key}`]));
}

/** Whether a setting is one of this directory, or of all. */
export function concerns(key: string, directory: string): boolean {
  return !Object.values<Directory>(directories).some(
    ({ name, settings = {} }) =>
      name !== directory && (key === `${name}Region` || key === `${name}Endpoint` || Object.hasOwn(settings, key)),
  );
}
