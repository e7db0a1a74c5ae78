import { execFileSync } from "node:child_process";
import { kindId } from "../../provider/model/kind";
import { type Bag, record, records, text } from "../../provider/model/values";
import type { DeclaredUser } from "./departures";
import { isEnvelope } from "../../provider/pulumi/sealed";
import { SECRETS } from "../../provider/pulumi/set-form";
import { accountName, type ManagedUser } from "./managed-users";

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

/** Longest wait for the engine, in milliseconds. It is asked only when a run is about to be stopped. */
const TIMEOUT_MS = 30_000;
/** A state of tens of thousands of users, in bytes. */
const LARGEST_STATE = 1 << 30;

/** A file backend rewrites its checkpoint in place, so that the engine finds half a file in the middle of a write. In milliseconds. */
const ASKS_AGAIN_AFTER_MS = [100, 300, 900];

/** Asks the engine on PATH for the options in a stack's last state; `undefined` when it cannot be asked. */
export function readEngineOptions(stack: string): EngineOptions | undefined {
  for (const wait of [0, ...ASKS_AGAIN_AFTER_MS]) {
    // Nobody may go on meanwhile, so that the program waits as well.
    if (wait > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    const state = exported(stack);
    if (state === NO_ENGINE) return undefined;
    if (state !== undefined) return engineOptions(state);
  }
  return undefined;
}

/** There is no such command. */
const NO_ENGINE = Symbol("no engine");

/** What the engine writes of a stack; `undefined` when it fails, or writes something that is no state. */
function exported(stack: string): unknown {
  try {
    const state = execFileSync("pulumi", ["stack", "export", "--stack", stack, "--non-interactive"], {
      encoding: "utf8",
      env: process.env,
      timeout: TIMEOUT_MS,
      maxBuffer: LARGEST_STATE,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(state);
  } catch (error) {
    return record(error)["code"] === "ENOENT" ? NO_ENGINE : undefined;
  }
}

/** The options in the output of `pulumi stack export`. */
export function engineOptions(state: unknown): EngineOptions {
  const resources = records(record(record(state)["deployment"])["resources"]);
  const urns = (option: string): ReadonlySet<string> =>
    new Set(resources.flatMap((resource) => (resource[option] === true ? (text(resource["urn"]) ?? []) : [])));
  const accounts = resources.flatMap((resource): [string, string][] => {
    // The reference to a provider is its URN and, behind it, its id.
    const [urn, provider] = [text(resource["urn"]), text(resource["provider"])?.replace(/::[^:]*$/, "")];
    return urn === undefined || provider === undefined ? [] : [[urn, accountName(provider)]];
  });
  const outputs = resources.flatMap((resource): [string, Bag][] => {
    const urn = text(resource["urn"]);
    return urn === undefined ? [] : [[urn, record(resource["outputs"])]];
  });
  return {
    retained: urns("retainOnDelete"),
    read: urns("external"),
    accounts: new Map(accounts),
    outputs: new Map(outputs),
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
