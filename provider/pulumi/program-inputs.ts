// What the sdk tells the provider of a resource beside what the program declares. It goes no further than the check.

/** Where a secret stands in the inputs of a resource: `["email"]` of a user, `["users", "tom", "email"]` in a set. */
export type SecretPath = readonly string[];

/** The input by which the sdk names the secrets of a resource; absent where there are none. It goes no further than the check. */
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
  for (const [first, member = "", field] of paths) {
    if (first !== "users" || field === undefined) continue;
    const fields = own.get(member);
    if (fields === undefined) own.set(member, [field]);
    else fields.push(field);
  }
  return (member) => [...common, ...(own.get(member) ?? [])];
}

/** The input's value; absent where nothing is secret, so that most stacks never see it. */
export function secretsInput(paths: readonly SecretPath[]): readonly SecretPath[] | undefined {
  return paths.length === 0 ? undefined : paths;
}

/**
 * The input by which the sdk names who, of those that a group or unit holds, the program itself puts there and who therefore
 * follows to another one that takes its place. It goes no further than the check; absent where there is nobody.
 */
export const FOLLOWERS_INPUT = "__followers";

/** The names in that input; none in anything else. */
export function followersIn(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);
}

/**
 * The input by which the sdk names, for a new group or unit, those of its name that other resources of the program had and keep, ids. None
 * of them may be taken over, whatever is called what by then. It goes no further than the check; absent where there is none.
 */
export const TAKEN_INPUT = "__taken";

/** The ids in that input; none in anything else. */
export function takenIn(value: unknown): ReadonlySet<string> {
  return followersIn(value);
}

/**
 * The input of the one resource by which the sdk ends a run that must not go on, where the program is a function of a process that
 * outlives it (the Automation API's inline programs). There an error that comes after the function has returned does not keep the engine
 * from deleting what has not been declared by then. The check of that resource always fails, and after a failed check the engine
 * deletes nothing.
 */
export const REFUSAL_INPUT = "__refusal";

/** Why the run must not go on; `undefined` in the inputs of any other resource. */
export function refusalIn({ [REFUSAL_INPUT]: reason }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof reason === "string" ? reason : undefined;
}
