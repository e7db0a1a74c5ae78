import type { Directory, Kind, KindName } from "../../../provider/model/kind";
import { groupsField } from "../../../provider/model/memberships";
import type { Fields } from "../../../provider/model/values";
import type { World } from "../directories/harness/world";
import type { Exported } from "./exported-state";
import { samplePerson } from "./sample-people";

/** A kind that a directory keeps. */
export function kindNamed({ kinds, name }: Directory, token: KindName): Kind {
  const kind = kinds[token];
  if (kind === undefined) throw new Error(`${name} keeps no ${token}`);
  return kind;
}

/** Creates an object of a kind as an `up` does and returns what state keeps. */
export async function managed(world: World, kind: Kind, fields: Fields): Promise<Exported> {
  const { id, outs } = await (await world.provider({}, world.clock, kind)).create(fields);
  return { directory: kind.directory.name, kind: kind.token, name: String(fields[kind.naturalKey]), id, outputs: outs };
}

/** Creates a group. */
export function managedGroup(world: World, groupName: string, more: Fields = {}): Promise<Exported> {
  return managed(world, kindNamed(world.directory, "Group"), { groupName, ...more });
}

/** The sample person of a number, in these groups. */
export function memberOf({ directory }: World, number: number, groups: readonly string[]): Fields {
  return { ...samplePerson(directory.name, number), [groupsField(directory.kinds.User.fields) ?? ""]: groups };
}
