import type { GroupOf } from "../report/field-values";
import type { StackState } from "../stack/stack-state";
import type { Drift } from "./find-drift";

/** Names of groups and units: as the clouds have them now, else as the stack remembers them. */
export function groupNames(state: StackState, { seen }: Pick<Drift, "seen">): GroupOf {
  const names = new Map<string, string>();
  const note = (directory: string, id: string, name: string): void => void names.set(`${directory} ${id}`, name);
  for (const { directory, id, name } of state.names) note(directory, id, name);
  for (const { kind, id, key } of state.groups) note(kind.directory.name, id, key);
  for (const { kind, observed } of seen) note(kind.directory.name, observed.ref.id, observed.ref.key);
  // What the program keeps secret is in no text, whatever the cloud tells of it.
  for (const { kind, id, secret } of state.groups)
    if (secret.has(kind.naturalKey)) names.delete(`${kind.directory.name} ${id}`);
  return (directory, id) => {
    const name = names.get(`${directory} ${id}`);
    return name === undefined ? undefined : { name };
  };
}
