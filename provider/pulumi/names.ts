import { type Directory, kindsOf } from "../model/directory";
import type { Kind } from "../model/kind";

/** What these names are made of. */
type Named = { readonly token: Kind["token"]; readonly directory: Pick<Kind["directory"], "name"> };

/** Resource type of single objects of a kind; part of every URN, so it never changes. */
export function typeOf({ token, directory }: Named): string {
  return `pulumi-nodejs:dynamic/rollcall/${directory.name}:${token}`;
}

/** Resource type of sets of a kind; part of every URN, so it never changes. */
export function setTypeOf(kind: Named): string {
  return `${typeOf(kind)}Set`;
}

/** What a resource type says: which kind of which directory, and whether it is a set of many. `undefined` for others' types. */
export function kindOfType(
  type: string,
  directories: Readonly<Record<string, Directory>>,
): { readonly kind: Kind; readonly many: boolean } | undefined {
  const [, name = "", token, set] = TYPE.exec(type) ?? [];
  const directory = Object.hasOwn(directories, name) ? directories[name] : undefined;
  const kind = directory === undefined ? undefined : kindsOf(directory).find((candidate) => candidate.token === token);
  return kind === undefined ? undefined : { kind, many: set !== undefined };
}

/** The directory that a resource type of ours names, also one that this version does not know. */
export function directoryInType(type: string): string | undefined {
  return TYPE.exec(type)?.[1];
}

const TYPE = /^pulumi-nodejs:dynamic\/rollcall\/(\w+):(\w+?)(Set)?$/;

/**
 * The text by which the host of dynamic providers finds ours. It is stored twice per resource, so it is short, and it never
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

/** The types of the resources around a resource, as its URN has them: `a:b:C$d:e:F` in an F in a C, nothing at the top of the stack. */
export function parentTypesOf(urn: string): string {
  return readUrn(urn).types.slice(0, -1).join("$");
}
