import type { Directory } from "../provider/directory";

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
