import type { Directory } from "../model/directory";

/** Resource type of a directory's users; part of every URN, so it never changes. */
export function userType(directory: Pick<Directory, "name">): string {
  return `pulumi-nodejs:dynamic/rollcall/${directory.name}:User`;
}

/** Resource type of a directory's sets; part of every URN, so it never changes. */
export function setType(directory: Pick<Directory, "name">): string {
  return `pulumi-nodejs:dynamic/rollcall/${directory.name}:UserSet`;
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
