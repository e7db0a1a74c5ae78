import type { SettingTable } from "../../config/setting-table";
import { type Context, keyOf } from "../../lifecycle/context";
import { ends } from "../../lifecycle/kept-accounts";
import { refOf } from "../../lifecycle/read";
import { cannotChange, shortRow } from "../../model/error";
import { grouped } from "../../model/kept";
import { leavesPassword } from "../../model/initial-password";
import { type Kind, kindId } from "../../model/kind";
import { type Bag, type Fields, record, text } from "../../model/values";
import type { Known } from "../moved-account";
import { ACCOUNT_TYPES, readUrn } from "../names";
import { isEnvelope } from "../sealed";
import { LINKED, SECRETS } from "../set-form";
import { DynamicOwners } from "./dynamic-owners";
import { type Exported, ExportedResources, holdsSecret } from "./exported-resources";
import type { Asked } from "./messages";
import type { Served } from "./served";
import { openOwn } from "./wire-values";

/** Resources of a state. */
interface StateByUse {
  readonly ofUrn: ReadonlyMap<string, readonly Bag[]>;
  /** What is equal for provider resources that are one account, by the reference to each; see {@link whoseIs}. */
  readonly accounts: ReadonlyMap<string, string | undefined>;
  /** By the place of an account, see `placeOf`. */
  readonly holders: ReadonlyMap<string, readonly Bag[]>;
  readonly dynamic: DynamicOwners;
  /** Directories and natural keys of its people, as far as they are not encrypted. */
  readonly keys: ReadonlySet<string>;
}

/**
 * What the engine keeps of a stack and tells no plugin: options, and which other resources have an account. It is asked once in a run,
 * and only where that decides about an account.
 */
export class StackState {
  private known: StateByUse | undefined;
  private readonly resources: ExportedResources;

  /**
   * @param types what the plugin serves, by type
   * @param settings of accounts
   */
  constructor(
    private readonly types: ReadonlyMap<string, Served>,
    private readonly settings: SettingTable,
    exported: Exported,
  ) {
    this.resources = new ExportedResources(exported);
  }

  /**
   * The engine guards a set with the option `protect` as a whole, which stays, while its update ends accounts.
   * @throws RollcallError ERR_CANNOT_CHANGE
   */
  requireUnprotected(context: Context, { urn }: Asked, ended: readonly Known[]): void {
    const losing = losers(ended);
    if (losing.length === 0 || !this.of(urn).some(({ protect }) => protect === true)) return;
    const who = shortRow(losing.map(({ id, fields }) => refOf(context, id, fields).key));
    throw cannotChange(
      `the set has the option protect, and ${who} would lose the account; nothing was changed`,
      `Put them back as they were, or take protect away in a run before (or with pulumi state unprotect). Whose account is to stay leaves with onDelete: "retain", given in a run before.`,
      { category: "precondition" },
    );
  }

  /**
   * Who names another resource in the option `replaceWith` is deleted with that one, before the plugin hears whether the program still
   * declares them (pulumi pkg, `findResourcesReplacedWith`).
   * @throws RollcallError ERR_CANNOT_CHANGE
   */
  requireDecided({ kind }: Context, { urn }: Asked, known: readonly Known[]): void {
    const isNaming = ({ replaceWith }: Bag): boolean => Array.isArray(replaceWith) && replaceWith.length > 0;
    if (losers(known).length === 0 || !this.of(urn).some(isNaming)) return;
    throw cannotChange(
      `the option replaceWith lets Pulumi ask for this deletion whether or not the program still declares the ${kind.noun}; nothing was deleted`,
      "Run pulumi up once without replaceWith before, with what it names as it was and everybody still declared: Pulumi goes by the option of the last run.",
      { category: "precondition" },
    );
  }

  /**
   * Lets accounts stay that other resources of the state have under the same provider or one that is the same, as after an import of
   * somebody whom the stack has, or after a run of a new resource alone (`--target`). Where all of them give one up, the last one ends it.
   * @param leavers whom the resource gives up
   */
  spare({ kind, claims }: Context, { urn }: Asked, leavers: readonly Known[]): void {
    const losing = losers(leavers);
    if (losing.length === 0) return;
    const [own] = this.of(urn);
    const { holders, accounts } = this.read(urn);
    for (const { id } of losing) {
      const having = holders.get(placeOf(kind, accountOf(own ?? {}, accounts), id)) ?? [];
      const others = having.filter((other) => other["urn"] !== urn);
      if (others.length > 0) claims.giveUp(claimOf(urn, id));
      claims.spare(
        id,
        others.some((other) => !claims.isGivenUp(claimOf(other["urn"], id))),
      );
    }
  }

  /**
   * Lets the diary know whom of these the state has, so that they keep the password that Rollcall made: the check of somebody whom the
   * engine makes again (`pulumi state taint`, `--replace`), or under another name, is told nothing of the state.
   */
  noteKnownPasswords(context: Context, { urn }: Asked, people: readonly Fields[]): void {
    const { kind, diary } = context;
    const { name } = kind.directory;
    const keys = people.filter((person) => leavesPassword(kind, person)).map((person) => keyOf(context, person));
    const left = keys.filter((key) => diary.left(name, key).length > 0);
    if (left.length === 0) return;
    const { keys: known } = this.read(urn);
    for (const key of left) if (known.has(JSON.stringify([name, key]))) diary.know(name, key);
  }

  /**
   * What the state has of a resource, with secrets in envelopes; `undefined` where that is under another account, already deleted, or only
   * read.
   * @param account the provider resource of this process
   */
  former(urn: string, account: string | undefined): { readonly id: string; readonly outputs: Bag } | undefined {
    const { accounts } = this.read(urn);
    const isHere = (resource: Bag): boolean =>
      account !== undefined && accountOf(resource, accounts) === accountOf({ provider: account }, accounts);
    const found = this.of(urn).find((resource) => isThere(resource) && isHere(resource));
    const shown = found === undefined || !holdsSecret(found["outputs"]) ? found : this.shown(urn, found);
    const id = text(shown?.["id"]);
    return id === undefined ? undefined : { id, outputs: record(shown?.["outputs"]) };
  }

  /** What the stack has as dynamic resources. */
  dynamic(urn: string): DynamicOwners {
    return this.read(urn).dynamic;
  }

  /** The same resource with its secrets decrypted. */
  private shown(urn: string, { id }: Bag): Bag | undefined {
    const all = this.resources.shown(readUrn(urn).stack);
    return all.find((resource) => resource["urn"] === urn && resource["id"] === id && isThere(resource));
  }

  private of(urn: string): readonly Bag[] {
    return this.read(urn).ofUrn.get(urn) ?? [];
  }

  private read(urn: string): StateByUse {
    if (this.known !== undefined) return this.known;
    const resources = this.readable(readUrn(urn).stack);
    const ofUrn = grouped(resources, (resource) => [text(resource["urn"]) ?? ""]);
    const accounts = new Map(
      resources
        .filter(({ type }) => type === ACCOUNT_TYPES.plugin)
        .map(({ urn, id, inputs }) => [`${String(urn)}::${String(id)}`, whoseIs(this.settings, record(inputs))]),
    );
    const holders = grouped(resources, (resource) => this.placesOf(resource, accounts));
    const keys = new Set(resources.flatMap((resource) => this.keysOf(resource)));
    const dynamic = new DynamicOwners(this.types.values(), resources);
    return (this.known = { ofUrn, accounts, holders, keys, dynamic });
  }

  /** Encrypted, nobody could tell whom a resource has; a second look costs as much again. */
  private readable(stack: string): readonly Bag[] {
    const resources = this.resources.all(stack);
    const isHidden = ({ type, outputs }: Bag): boolean => {
      const served = this.types.get(text(type) ?? "");
      return served !== undefined && hidesPeople(served, record(outputs));
    };
    const shown = resources.some(isHidden) ? this.resources.shown(stack) : [];
    return shown.length === 0 ? resources : shown;
  }

  /** Where the accounts are that a resource has: not one that is only read, or that goes when its replacement is complete. */
  private placesOf(resource: Bag, accounts: StateByUse["accounts"]): readonly string[] {
    const served = this.types.get(text(resource["type"]) ?? "");
    if (served === undefined || resource["external"] === true || resource["delete"] === true) return [];
    return idsOf(served, resource).map((id) => placeOf(served.kind, accountOf(resource, accounts), id));
  }

  private keysOf({ type, outputs }: Bag): readonly string[] {
    const served = this.types.get(text(type) ?? "");
    return served === undefined ? [] : unlessDamaged(() => keysOf(served, openOwn(outputs).values));
  }
}

/** It is the stack's own, and neither gone nor to go when its replacement is complete. */
function isThere({ external, delete: isGoing, pendingReplacement }: Bag): boolean {
  return ![external, isGoing, pendingReplacement].includes(true);
}

/** Whether it is secret whom a resource has. */
function hidesPeople({ kind }: Served, outputs: Bag): boolean {
  const isHidden = (fields: Bag): boolean => isEnvelope(fields[kind.naturalKey]);
  const members = Object.values(record(outputs[SECRETS])).map(record);
  return isHidden(outputs) || members.some(isHidden) || SET_OUTPUTS.some((name) => isEnvelope(outputs[name]));
}

/** Outputs of a set that tell whom it has, which the option `additionalSecretOutputs` may name. */
const SET_OUTPUTS = ["users", "ids", "leaving", SECRETS, LINKED];

/** Those whose account ends. */
function losers(leaving: readonly Known[]): readonly Known[] {
  return leaving.filter(({ fields }) => ends(fields));
}

function claimOf(urn: unknown, id: string): string {
  return JSON.stringify([urn, id]);
}

function placeOf(kind: Kind, account: string, id: string): string {
  return JSON.stringify([kindId(kind), account, id]);
}

function accountOf({ provider }: Bag, accounts: StateByUse["accounts"]): string {
  return accounts.get(String(provider)) ?? String(provider);
}

/** The place and the keys of an account; `undefined` where one of its settings is encrypted, so that nobody can compare them. */
function whoseIs(table: SettingTable, settings: Bag): string | undefined {
  const told = Object.keys(table).flatMap((key) =>
    table[key]?.moves === undefined || settings[key] === undefined ? [] : [[key, settings[key]]],
  );
  return told.some(([, value]) => isEnvelope(value)) ? undefined : JSON.stringify(told);
}

/** In what the engine has encrypted or somebody has damaged, nobody is known. */
function unlessDamaged(read: () => readonly string[]): readonly string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function idsOf({ operations, kind }: Served, { id, outputs }: Bag): readonly string[] {
  return unlessDamaged(() => operations.known(kind, text(id) ?? "", openOwn(outputs).values).map((one) => one.id));
}

function keysOf({ people, kind }: Served, outputs: Bag): readonly string[] {
  return people(outputs).map((person) => JSON.stringify([kind.directory.name, person[kind.naturalKey]]));
}
