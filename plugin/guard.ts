import * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import { GUARD_TYPE, kindOfType, readUrn } from "../provider/pulumi/names";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import { asTheEngineSees, readEngineOptions } from "../sdk/lib/gate/engine-options";
import { type LastState, type ManagedUser, readLastState, stackName } from "../sdk/lib/run/managed-users";
import { isPerson } from "../sdk/lib/gate/pending";
import type { ComponentRequest, Constructed } from "./component";

/** The component that lets a program without a roster have the exact deletion guard. */
class Guard extends pulumi.ComponentResource {
  constructor(name: string, managed: number, opts: pulumi.ComponentResourceOptions) {
    super(GUARD_TYPE, name, {}, opts);
    this.registerOutputs({ managed });
  }
}

export async function constructGuard({ name, opts, plugin, told }: ComponentRequest): Promise<Constructed> {
  told();
  const { users } = await learnState(plugin);
  return { component: new Guard(name, users.length, opts), outputs: { managed: users.length } };
}

/** What the stack last managed, as far as the plugin serves it. */
export interface ServedState extends LastState {
  /** The same people with the engine's own options, which spare accounts; `undefined` where it cannot be asked. */
  spared(): readonly ManagedUser[] | undefined;
}

/**
 * The people of the stack's last state whom the plugin serves. The plugin learns them too, the guard only unless the stack has
 * several accounts: whose account a process is, and who is in it, no look-up tells.
 */
export async function learnState(plugin: Plugin): Promise<ServedState> {
  const all = await readLastState(directories);
  const users = all.users.filter((user) => isPerson(user) && user.urn !== undefined && isServed(user.urn));
  const stack = stackName();
  const spared = (): readonly ManagedUser[] | undefined => {
    const options = readEngineOptions(stack);
    return options === undefined ? undefined : asTheEngineSees(users, options, []);
  };
  plugin.know(users, all.accounts.length < 2, spared);
  return { ...all, users, spared };
}

function isServed(urn: string): boolean {
  return kindOfType(readUrn(urn).types.at(-1) ?? "", directories)?.host === "plugin";
}
