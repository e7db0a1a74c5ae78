import { directories } from "../provider/directories";
import type { Directory, DirectoryName } from "../provider/model/directory";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import { readType, readUrn } from "../provider/pulumi/names";
import { asTheEngineSees, readEngineOptions } from "../sdk/lib/engine-options";
import { type LastState, type ManagedUser, readLastState, stackName } from "../sdk/lib/managed-users";

/**
 * The users of the stack's last state whom the plugin serves, as the engine will treat them. The plugin's guard learns them
 * too, unless the stack has several accounts: whose account a process is, and who is in it, no look-up tells.
 */
export async function learnState({ guard }: Plugin): Promise<LastState> {
  const all = await readLastState(directories);
  const served = all.users.filter(
    ({ urn }) => urn !== undefined && readType(readUrn(urn).types.at(-1) ?? "")?.host === "plugin",
  );
  const options = served.length === 0 ? undefined : readEngineOptions(stackName());
  const users = options === undefined ? served : asTheEngineSees(served, options, []);
  if (all.accounts.length < 2) guard.know(users.map(known));
  return { ...all, users };
}

function known({ directory, declared, key }: ManagedUser): {
  directory: Directory;
  user: ManagedUser["declared"];
  key: string;
} {
  return { directory: directoryOf(directory), user: declared, key };
}

function directoryOf(name: DirectoryName): Directory {
  return directories[name];
}
