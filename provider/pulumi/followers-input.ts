/**
 * The input by which the sdk names who, of those that a group or unit holds, the program itself puts there and who therefore
 * follows to another one that takes its place. It goes no further than the check; absent where there is nobody.
 */
export const FOLLOWERS_INPUT = "__followers";

/** The names in that input; none in anything else. */
export function followersIn(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);
}
