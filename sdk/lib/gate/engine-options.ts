import { kindId } from "../../../provider/model/kind";
import { type Bag, record, records, text } from "../../../provider/model/values";
import type { DeclaredUser } from "./departures";
import { exportedState } from "../../../provider/pulumi/exported-state";
import { isEnvelope } from "../../../provider/pulumi/sealed";
import { SECRETS } from "../../../provider/pulumi/set-form";
import { accountName, type ManagedUser } from "../run/managed-users";

/** What a refusal adds where the options of resources could not be read. */
export const UNKNOWN_OPTIONS =
  "  Accounts of resources with the option retainOnDelete stay; pulumi could not be asked which these are.";

/** What the engine keeps of resources and does not tell a program that looks up its stack. */
export interface EngineOptions {
  /** URNs of resources that the engine forgets without deleting anything: option `retainOnDelete`. */
  readonly retained: ReadonlySet<string>;
  /** URNs of resources that are only read: they manage nobody. */
  readonly read: ReadonlySet<string>;
  /** Names of accounts, by URN of what they manage. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Outputs by URN, with what is secret in its envelope: the look-up tells values alone. */
  readonly outputs: ReadonlyMap<string, Bag>;
}

/** Asks the engine on PATH for the options in a stack's last state; `undefined` when it cannot be asked. */
export function readEngineOptions(stack: string): EngineOptions | undefined {
  const state = exportedState(stack);
  return state === undefined ? undefined : engineOptions(state);
}

/** The options in the output of `pulumi stack export`. */
export function engineOptions(state: unknown): EngineOptions {
  const resources = records(record(record(state)["deployment"])["resources"]).flatMap((resource) => {
    const urn = text(resource["urn"]);
    return urn === undefined ? [] : [{ urn, resource }];
  });
  const urns = (option: string): ReadonlySet<string> =>
    new Set(resources.filter(({ resource }) => resource[option] === true).map(({ urn }) => urn));
  const accounts = resources.flatMap(({ urn, resource }): [string, string][] => {
    // The reference to a provider is its URN and, behind it, its id.
    const provider = text(resource["provider"])?.replace(/::[^:]*$/, "");
    return provider === undefined ? [] : [[urn, accountName(provider)]];
  });
  return {
    retained: urns("retainOnDelete"),
    read: urns("external"),
    accounts: new Map(accounts),
    outputs: new Map(resources.map(({ urn, resource }) => [urn, record(resource["outputs"])])),
  };
}

/**
 * The users of a stack as the engine will treat them: those it retains leave with their account, and those it only reads are
 * nobody's. A person who leaves a set that stays is ended by the provider, which knows no options of the engine's.
 */
export function asTheEngineSees(
  users: readonly ManagedUser[],
  { retained, read, accounts, outputs }: EngineOptions,
  now: readonly DeclaredUser[],
): readonly ManagedUser[] {
  const sets = new Set(
    now.flatMap(({ kind, resource, member }) => (member === undefined ? [] : [`${kindId(kind)} ${resource}`])),
  );
  return users.flatMap((user) => {
    if (user.urn === undefined || read.has(user.urn)) return user.urn === undefined ? [user] : [];
    const keeps =
      retained.has(user.urn) && (user.member === undefined || !sets.has(`${kindId(user.kind)} ${user.resource}`));
    const account = accounts.get(user.urn);
    return [
      {
        ...user,
        ...(account !== undefined && { account }),
        ...(hidesKey(user, record(outputs.get(user.urn))) && { hidden: true as const }),
        ...(keeps && { declared: { ...user.declared, onDelete: "retain" } }),
      },
    ];
  });
}

/** Whether a program marked the natural key as secret: of a member, it then stands beside the text. */
function hidesKey({ kind, member }: ManagedUser, outputs: Bag): boolean {
  const own = member === undefined ? outputs : record(record(outputs[SECRETS])[member]);
  return isEnvelope(own[kind.naturalKey]);
}
