import { kept } from "../model/kept";
import type { Bag } from "../model/values";
// What the sdk tells the provider of a resource beside what the program declares. It goes no further than the check.

/** Where a secret stands in the inputs of a resource: `["email"]` of a user, `["users", "tom", "email"]` in a set. */
export type SecretPath = readonly string[];

/** The input that names the secrets of a resource; absent where there are none. */
export const SECRETS_INPUT = "__secrets";

/** The paths in that input; none in anything else. */
export function secretPaths(value: unknown): readonly SecretPath[] {
  return Array.isArray(value)
    ? value.filter((path): path is SecretPath => Array.isArray(path) && path.every((step) => typeof step === "string"))
    : [];
}

/** Tells of each member of a set which fields are secret for itself or for everybody. Reads the paths once, however many members ask. */
export function memberSecrets(paths: readonly SecretPath[]): (member: string) => readonly string[] {
  const common = paths.flatMap(([first = "", , field]) => (field === undefined ? [first] : []));
  const own = new Map<string, string[]>();
  for (const [first, member = "", field] of paths)
    if (first === "users" && field !== undefined) kept(own, member, () => []).push(field);
  return (member) => [...common, ...(own.get(member) ?? [])];
}

/** The input's value; absent where nothing is secret, so that most stacks never see it. */
export function secretsInput(paths: readonly SecretPath[]): readonly SecretPath[] | undefined {
  return paths.length === 0 ? undefined : paths;
}

/**
 * The input that names the people whom the program itself puts into a group or unit: they follow to another one that takes its place.
 * Absent where there is nobody.
 */
export const FOLLOWERS_INPUT = "__followers";

/**
 * The input with the ids of those accounts, groups or units of a declared name that other resources of the program have and keep. None of
 * them may be taken over, whatever its name is by then. Absent where there is none.
 */
export const TAKEN_INPUT = "__taken";

/** The names or ids in such an input; none in anything else. */
export function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);
}

/**
 * The input of a resource that ends a run that must not go on. The sdk declares it where the program is a function of a process that
 * outlives it (the Automation API's inline programs): there an error after the function has returned does not keep the engine from
 * deleting what is not declared by then. The check of that resource always fails, and after a failed check the engine deletes nothing.
 */
export const REFUSAL_INPUT = "__refusal";

/** Why the run must not go on; `undefined` in the inputs of any other resource. */
export function refusalIn({ [REFUSAL_INPUT]: reason }: Bag): string | undefined {
  return typeof reason === "string" ? reason : undefined;
}
