import type { Directory } from "../model/directory";

/** What a resource of Rollcall's is: one user, or many as one. */
export type ResourceKind = "User" | "UserSet";

/** Who serves a resource: the engine's host of dynamic providers, or the plugin `pulumi-resource-rollcall`. */
export type Host = "dynamic" | "plugin";

/** Where each host's types begin; part of every URN, so neither ever changes. */
const PREFIX: Readonly<Record<Host, string>> = { dynamic: "pulumi-nodejs:dynamic/rollcall/", plugin: "rollcall:" };

/** The resource type of a directory's users or sets under one host. */
export function resourceType(directory: Pick<Directory, "name">, kind: ResourceKind, host: Host): string {
  return `${PREFIX[host]}${directory.name}:${kind}`;
}

/** Resource type of a directory's users as dynamic resources. */
export function userType(directory: Pick<Directory, "name">): string {
  return resourceType(directory, "User", "dynamic");
}

/** Resource type of a directory's sets as dynamic resources. */
export function setType(directory: Pick<Directory, "name">): string {
  return resourceType(directory, "UserSet", "dynamic");
}

/** What a resource type of ours says. */
export interface RollcallType {
  /** Name of the directory; nobody has looked whether there is one. */
  readonly directory: string;
  readonly kind: ResourceKind;
  readonly host: Host;
}

const TYPE = /^(pulumi-nodejs:dynamic\/rollcall\/|rollcall:)(\w+):(User|UserSet)$/;

/** Reads the type of a user or a set, whichever host serves it; `undefined` for every other type. */
export function readType(type: string): RollcallType | undefined {
  const [, prefix, directory, kind] = TYPE.exec(type) ?? [];
  if (directory === undefined || kind === undefined) return undefined;
  return {
    directory,
    kind: kind === "User" ? "User" : "UserSet",
    host: prefix === PREFIX.plugin ? "plugin" : "dynamic",
  };
}

/** Type of the component that makes users of a file; part of URNs, so it never changes. */
export const ROSTER_TYPE = "rollcall:index:Roster";

/** Type of the component that gives a program the exact deletion guard. */
export const GUARD_TYPE = "rollcall:index:Guard";

/** Whether a type is that of an account: a provider resource of either host. */
export function isAccountType(type: string): boolean {
  return type === "pulumi:providers:pulumi-nodejs" || type === "pulumi:providers:rollcall";
}

/**
 * The text by which the host of dynamic providers finds ours. It is stored twice per user, so it is short, and it never
 * changes, so that an upgrade of Rollcall is no change to anybody.
 */
export function providerText(directory: Pick<Directory, "name">): string {
  return `exports.handler = () => require("rollcall/provider").${directory.name};`;
}

/** The same for sets; it never changes either. */
export function setProviderText(directory: Pick<Directory, "name">): string {
  return `exports.handler = () => require("rollcall/provider").${directory.name}Set;`;
}

/** What a URN says of a resource (pulumi, `urn:pulumi:stack::project::parent$type::name`). */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** The types of the resources around it, outermost first, and its own type last. */
  readonly types: readonly string[];
  /** The resource's name, which may itself hold `::`. */
  readonly name: string;
}

const SCHEME = "urn:pulumi:";

/** Reads a URN as the engine does: the name is all that stands behind the third `::`. */
export function readUrn(urn: string): Urn {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: head.startsWith(SCHEME) ? head.slice(SCHEME.length) : head,
    project,
    types: types.split("$"),
    name: name.join("::"),
  };
}

/** The types of the resources around a resource, as its URN has them: `a:b:C$d:e:F` in an F in a C, nothing at the top of the stack. */
export function parentTypesOf(urn: string): string {
  return readUrn(urn).types.slice(0, -1).join("$");
}
