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
