import { directories } from "../provider/directories";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import { kindOfType, readUrn } from "../provider/pulumi/names";
import { asTheEngineSees, readEngineOptions } from "../sdk/lib/engine-options";
import { type LastState, readLastState, stackName } from "../sdk/lib/managed-users";
import { isPerson } from "../sdk/lib/pending";

/**
 * The people of the stack's last state whom the plugin serves, as the engine will treat them. The plugin learns them
 * too, the guard only unless the stack has several accounts: whose account a process is, and who is in it, no look-up tells.
 */
export async function learnState(plugin: Plugin): Promise<LastState> {
  const all = await readLastState(directories);
  const served = all.users.filter((user) => isPerson(user) && user.urn !== undefined && isServed(user.urn));
  const options = served.length === 0 ? undefined : readEngineOptions(stackName());
  const users = options === undefined ? served : asTheEngineSees(served, options, []);
  plugin.know(users, all.accounts.length < 2);
  return { ...all, users };
}

function isServed(urn: string): boolean {
  return kindOfType(readUrn(urn).types.at(-1) ?? "", directories)?.host === "plugin";
}
