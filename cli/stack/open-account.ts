import { openCatalogue } from "../../provider/calls/catalogue";
import { type Clock, systemClock } from "../../provider/calls/clock";
import { checkNames } from "../../provider/config/setting-table";
import type { Context } from "../../provider/lifecycle/context";
import type { Account } from "../../provider/model/account";
import type { Catalogue } from "../../provider/model/catalogue";
import { identityOf } from "../../provider/model/credentials";
import { configError } from "../../provider/model/error";
import type { DirectoryFacts, Kind } from "../../provider/model/kind";
import { type Observed, only } from "../../provider/model/values";
import { accountOf, sessionOf } from "../../provider/pulumi/session";
import { SETTINGS } from "../../provider/settings";
import type { StackConfig } from "./stack-config";
import type { ManagedObject, StateAccount } from "./stack-state";

/** Opens directories outside the engine, with the settings the provider would have. */
export interface AccountOpener {
  /** The stack's configuration; absent when only a state is at hand, which then tells the default account's. */
  readonly config: StackConfig | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
  readonly clock?: Clock;
}

/** A directory under one account. */
export interface OpenDirectory {
  readonly context: Context;
  /** What the directory calls by name, under the same account. */
  readonly catalogue: Catalogue;
  /** Equal for the same users: endpoint, keys, instance and project. */
  readonly place: string;
}

/** The fields of a kind that name its instance, project or domain. Elsewhere others can have the same name. */
export function placeFields({ fields, parentFields }: Kind): readonly string[] {
  return parentFields.filter((field) => fields[field]?.means === "place");
}

/**
 * Opens the directory of whatever stands in state, under its account.
 * @param kind what of the directory to open; default: what stands in state
 * @throws RollcallError ERR_CONFIG when the account's keys are encrypted: nobody else's key may stand in for them.
 */
export function openFor(
  { kind: own, account, declared }: Pick<ManagedObject, "kind" | "account" | "declared">,
  opener: AccountOpener,
  kind: Kind = own,
): Promise<OpenDirectory> {
  const settings = account.isDefault && opener.config !== undefined ? opener.config : ownSettings(account);
  const parents = Object.keys(own.directory.settings ?? {}).flatMap((field) =>
    typeof declared[field] === "string" ? [[`rollcall:${field}`, declared[field]] as const] : [],
  );
  return openDirectory(kind, new Map([...settings, ...parents]), opener);
}

/** Opens a kind of a directory with the given settings, and the environment's where they are silent. */
export async function openDirectory(
  kind: Kind,
  settings: ReadonlyMap<string, string>,
  { environment, say, clock = systemClock }: AccountOpener,
): Promise<OpenDirectory> {
  checkNames(SETTINGS, settings.keys());
  const account = await accountOf(kind.directory, { config: (key) => settings.get(key), environment });
  const { endpoint, credentials, own } = account;
  const { name } = identityOf(credentials);
  const context = sessionOf(kind, account, say, clock);
  return {
    context,
    catalogue: openCatalogue(kind.directory, account, context.service),
    place: JSON.stringify([kind.directory.name, endpoint, name, placeIn(kind.directory, own)]),
  };
}

/** Of a directory's own settings those that tell whose people are meant. */
function placeIn({ settings = {} }: DirectoryFacts, own: Account["own"]): readonly unknown[] {
  return Object.entries(own).filter(([key]) => settings[key]?.moves === "place");
}

function ownSettings({ name, isDefault, settings, encrypted }: StateAccount): ReadonlyMap<string, string> {
  if (encrypted.length === 0) return settings;
  throw configError(
    `${isDefault ? "the stack's own account" : `account ${name}`} has settings that are encrypted in the state (${encrypted.join(", ")})`,
    "Run this where the stack's secrets can be read and without --state, or give a state exported with --show-secrets.",
  );
}

/** An instance that the configuration names, as EIAM's, need not stand in every line. */
export function withoutConfiguredPlace({ calls }: Context, kind: Kind, object: Observed): Observed {
  const places = placeFields(kind);
  const rest = only(object.fields, (_, field) => !places.includes(field));
  return calls.missing?.(rest) === undefined ? { ...object, fields: rest } : object;
}
