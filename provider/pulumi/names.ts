import { type Directory, type Kind, kindsOf } from "../model/kind";

/** Who serves a resource: the engine's host of dynamic providers, or the plugin `pulumi-resource-rollcall`. */
export type Host = "dynamic" | "plugin";

/** Where each host's types begin; part of every URN, so neither ever changes. */
const PREFIX: Readonly<Record<Host, string>> = { dynamic: "pulumi-nodejs:dynamic/rollcall/", plugin: "rollcall:" };

/** What these names are made of. */
type Named = { readonly token: Kind["token"]; readonly directory: Pick<Kind["directory"], "name"> };

/**
 * The resource type of a kind under one host.
 * @param many of its sets
 */
export function resourceType({ token, directory }: Named, many: boolean, host: Host): string {
  return `${PREFIX[host]}${directory.name}:${token}${many ? "Set" : ""}`;
}

/** Resource type of single objects of a kind as dynamic resources. */
export function typeOf(kind: Named): string {
  return resourceType(kind, false, "dynamic");
}

/** Resource type of sets of a kind as dynamic resources. */
export function setTypeOf(kind: Named): string {
  return resourceType(kind, true, "dynamic");
}

/** Type of the resource that ends an inline program's run (`sdk/lib/run/inline-run.ts`). It is never made, so no state holds it. */
export const REFUSAL_TYPE = `${PREFIX.dynamic}index:Refusal`;

/** What a resource type of Rollcall says. */
export interface RollcallType {
  readonly kind: Kind;
  /** It is a set of many. */
  readonly many: boolean;
  readonly host: Host;
}

const TYPE = /^(pulumi-nodejs:dynamic\/rollcall\/|rollcall:)(\w+):(\w+?)(Set)?$/;

/** Reads a resource type, whichever host serves it; `undefined` for every type that is not one of these directories'. */
export function kindOfType(type: string, directories: Readonly<Record<string, Directory>>): RollcallType | undefined {
  const [, prefix, name = "", token, set] = TYPE.exec(type) ?? [];
  const directory = Object.hasOwn(directories, name) ? directories[name] : undefined;
  const kind = directory === undefined ? undefined : kindsOf(directory).find((candidate) => candidate.token === token);
  if (kind === undefined) return undefined;
  return { kind, many: set !== undefined, host: prefix === PREFIX.plugin ? "plugin" : "dynamic" };
}

/** Whether the plugin serves a type. */
export function isPluginType(type: string): boolean {
  return type.startsWith(PREFIX.plugin);
}

/** The directory that a type of Rollcall names, also one that this version does not know. Components name none. */
export function directoryInType(type: string): string | undefined {
  const [, , directory] = TYPE.exec(type) ?? [];
  return directory === COMPONENTS ? undefined : directory;
}

/** Whether a type of users, groups, units or components is of this package, on either host. */
export function isOurType(type: string): boolean {
  return TYPE.test(type);
}

/** What stands in place of a directory in the types of components. */
const COMPONENTS = "index";

/** Type of the component that makes users of a file; part of URNs, so it never changes. */
export const ROSTER_TYPE = "rollcall:index:Roster";

/** Type of the component that gives a program the exact deletion guard. */
export const GUARD_TYPE = "rollcall:index:Guard";

/** Types of the plugin's components. */
export const COMPONENT_TYPES: readonly string[] = [ROSTER_TYPE, GUARD_TYPE];

/** Types of each host's accounts. */
export const ACCOUNT_TYPES: Readonly<Record<Host, string>> = {
  dynamic: "pulumi:providers:pulumi-nodejs",
  plugin: "pulumi:providers:rollcall",
};

/** Whether a type is that of an account: a provider resource of either host. */
export function isAccountType(type: string): boolean {
  return Object.values(ACCOUNT_TYPES).includes(type);
}

/**
 * The text that tells the host of dynamic providers where Rollcall's is. It is stored twice per resource, so it is short, and it never
 * changes, so that an upgrade of Rollcall is no change to anybody.
 */
export function providerText(kind: Named): string {
  return `exports.handler = () => require("rollcall/provider").${hostOf(kind)};`;
}

/** The same for sets; it never changes either. */
export function setProviderText(kind: Named): string {
  return `exports.handler = () => require("rollcall/provider").${hostOf(kind)}Set;`;
}

/** The export of `rollcall/provider` that manages a kind: users were there first and have the directory's own name. */
function hostOf({ token, directory }: Named): string {
  return `${directory.name}${token === "User" ? "" : token}`;
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

/** The URN that {@link readUrn} reads. */
export function writeUrn({ stack, project, types, name }: Urn): string {
  return `${SCHEME}${stack}::${project}::${types.join("$")}::${name}`;
}

/** The types of the resources around a resource, as its URN has them: `a:b:C$d:e:F` in an F in a C, nothing at the top of the stack. */
export function parentTypesOf(urn: string): string {
  return readUrn(urn).types.slice(0, -1).join("$");
}
