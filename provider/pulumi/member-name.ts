/**
 * The one name under which a member of a set never reaches the provider: the host of dynamic resources reads messages into plain
 * objects, where an assignment to it adds nothing. The engine would keep the member in state, and nobody would have an account.
 */
const LOST = "__proto__";

/** Why a set cannot have a member of this name, as a sentence without subject; `undefined` when it can. */
export function memberNameProblem(name: string): string | undefined {
  return name === LOST
    ? "cannot be the name of a member: JavaScript loses it on the way to the provider, and the person would have no account"
    : undefined;
}
