import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../provider/model/kind";
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
    const { kind, key, fields } = row;
    const options = optionsOf(children, resourceType(kind, false, "dynamic"));
    const type = resourceType(kind, false, "plugin");
    const user = new Child(type, `${prefix}${key}`, sealed(kind, fields, children), options);
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
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const own = rows.filter((row) => row.kind === kind);
    const { shared, users } = setMembers(own, kind.naturalKey, defaults);
    const members = Object.entries(users).map(([key, fields]) => [key, sealed(kind, fields, children)] as const);
    const type = resourceType(kind, true, "plugin");
    const inputs = { ...sealed(kind, shared, children), users: Object.fromEntries(members) };
    new Child(type, name, inputs, optionsOf(children, resourceType(kind, true, "dynamic")));
  }
  return { count: rows.length };
}

/** @param former the type as dynamic resources, by which a stack that moves keeps its people: no schema says it of children */
function optionsOf({ parent, dependsOn }: Children, former: string): pulumi.CustomResourceOptions {
  return { parent, aliases: [{ type: former }], ...(dependsOn !== undefined && { dependsOn }) };
}

/** How a roster's outputs name a person. */
function personLabel({ namesDirectories }: ParsedRoster, { directory, key }: RosterRow): string {
  return namesDirectories ? `${directory}/${key}` : key;
}

/** Passwords are secret before they reach the engine, and so is what the program gave as a secret default. */
function sealed(kind: Kind, fields: Fields, { isSecret }: Children): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      kind.fields[field]?.secret === true || isSecret.has(field) ? pulumi.secret<unknown>(value) : value,
    ]),
  );
}
