/** Where a secret stands in the inputs of a resource: `["email"]` of a user, `["users", "tom", "email"]` in a set. */
export type SecretPath = readonly string[];

/** The input by which the sdk names the secrets of a resource; absent where there are none. It goes no further than the check. */
export const SECRETS_INPUT = "__secrets";

/** The paths in that input; none in anything else. */
export function secretPaths(value: unknown): readonly SecretPath[] {
  return Array.isArray(value) ? value.filter((path): path is SecretPath => Array.isArray(path) && path.every((step) => typeof step === "string")) : [];
}

/** Fields of one member of a set that are secret for itself or for everybody. */
export function memberSecrets(paths: readonly SecretPath[], member: string): readonly string[] {
  return paths.flatMap(([first = "", name, field]) => (field === undefined ? [first] : first === "users" && name === member ? [field] : []));
}

/** The input's value; absent where nothing is secret, so that most stacks never see it. */
export function secretsInput(paths: readonly SecretPath[]): readonly SecretPath[] | undefined {
  return paths.length === 0 ? undefined : paths;
}
