import * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import type { DirectoryName } from "../provider/model/account";
import type { FieldTable } from "../provider/model/field";
import type { Fields } from "../provider/model/values";
import { resourceType } from "../provider/pulumi/names";
import type { ParsedRoster, RosterRow } from "../sdk/lib/roster/parse";
import { setMembers } from "../sdk/lib/roster/set-members";

/** Whose children the people of a file become, what they wait for, and which fields the program gave as secrets. */
export interface Children {
  readonly parent: pulumi.ComponentResource;
  readonly dependsOn: pulumi.ComponentResourceOptions["dependsOn"];
  readonly isSecret: ReadonlySet<string>;
}

/** A user or a set; the plugin serves both, so it needs no class of its own for either. */
class Child extends pulumi.CustomResource {}

/** Declares everybody as a user of their own. @returns the roster's outputs */
export function declareUsers(
  parsed: ParsedRoster,
  prefix: string,
  children: Children,
): Readonly<Record<string, unknown>> {
  const ids = parsed.rows.map((row) => {
    const { directory, key, fields } = row;
    const { User } = directories[directory].kinds;
    const type = resourceType(User, false, "plugin");
    const options = optionsOf(children, resourceType(User, false, "dynamic"));
    const user = new Child(type, `${prefix}${key}`, sealed(directory, fields, children), options);
    return [personLabel(parsed, row), user.id] as const;
  });
  return { count: parsed.rows.length, ids: Object.fromEntries(ids) };
}

/** Declares everybody in one set for each directory. @returns the roster's outputs */
export function declareSets(
  name: string,
  { rows }: ParsedRoster,
  defaults: Fields,
  children: Children,
): Readonly<Record<string, unknown>> {
  for (const directory of new Set(rows.map((row) => row.directory))) {
    const own = rows.filter((row) => row.directory === directory);
    const { shared, users } = setMembers(own, directories[directory].kinds.User.naturalKey, defaults);
    const members = Object.entries(users).map(([key, fields]) => [key, sealed(directory, fields, children)] as const);
    const { User } = directories[directory].kinds;
    const type = resourceType(User, true, "plugin");
    const inputs = { ...sealed(directory, shared, children), users: Object.fromEntries(members) };
    new Child(type, name, inputs, optionsOf(children, resourceType(User, true, "dynamic")));
  }
  return { count: rows.length };
}

/** @param former the type as dynamic resources, by which a stack that moves keeps its people: no schema says it of children */
function optionsOf({ parent, dependsOn }: Children, former: string): pulumi.CustomResourceOptions {
  return { parent, aliases: [{ type: former }], ...(dependsOn !== undefined && { dependsOn }) };
}

/** How a roster's outputs name a person. */
export function personLabel({ namesDirectories }: ParsedRoster, { directory, key }: RosterRow): string {
  return namesDirectories ? `${directory}/${key}` : key;
}

/** Passwords are secret before they reach the engine, and so is what the program gave as a secret default. */
function sealed(directory: DirectoryName, fields: Fields, { isSecret }: Children): Readonly<Record<string, unknown>> {
  const table: FieldTable = directories[directory].kinds.User.fields;
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      table[field]?.secret === true || isSecret.has(field) ? pulumi.secret<unknown>(value) : value,
    ]),
  );
}
