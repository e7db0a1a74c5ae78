import { directories as registry } from "../../../provider/directories";
import { type Directory, kindId, kindsOf } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";

/** A type of the plugin's, and what one of it may declare. */
export interface GivenResource {
  readonly type: string;
  readonly one: Fields;
}

const directories: Readonly<Record<string, Directory>> = registry;

/** Groups and units by what their kinds need. */
const NAMED: Readonly<Record<string, Fields>> = {
  "eds:Group": { groupName: "Night shift" },
  "eds:Organization": { orgName: "Night shift" },
  "eiam:Group": { groupName: "Night shift" },
  "eiam:OrganizationalUnit": { organizationalUnitName: "Night shift" },
  "workspace:Group": { groupName: "night_shift" },
  "cloudidentity:Group": { groupName: "night_shift" },
};

/** Every kind as a resource of its own, and people as a set too. */
export const EACH_RESOURCE: readonly GivenResource[] = Object.values(directories).flatMap((directory) => [
  ...kindsOf(directory).map((kind) => ({ type: kindId(kind), one: NAMED[kindId(kind)] ?? samplePerson(directory.name, 1) })),
  { type: `${directory.name}:UserSet`, one: { users: { first: samplePerson(directory.name, 1) } } },
]);
