/**
 * What marks a value as secret between the engine and everything it talks to (pulumi sdk, `specialSigKey` and
 * `specialSecretSig`). The engine encrypts what is marked so, wherever it stands.
 */
export const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Whether a value is marked as a secret as a whole, as those see it to whom the engine does not open secrets. */
export function isMarkedWhole(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(SIGNATURE).some((key) => key in value);
}

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
