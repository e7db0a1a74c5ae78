import type { DirectoryName } from "../model/account";
import { RollcallError } from "../model/error";
import { suggest } from "../model/suggest";
import { CLOUDS, CREDENTIAL_SETTINGS, isStructured, STRUCTURED } from "./credentials/setting-names";

const DIRECTORIES = ["eds", "eiam", "workspace", "cloudidentity"] as const satisfies readonly DirectoryName[];

/** Settings of an `Account`, by key; each is also one of the stack's. */
export const ACCOUNT_SETTINGS: readonly string[] = [
  "target",
  ...Object.keys(CREDENTIAL_SETTINGS),
  ...CLOUDS,
  "region",
  ...DIRECTORIES.map((name) => `${name}Region`),
  ...DIRECTORIES.map((name) => `${name}Endpoint`),
  "instanceId",
  "projectId",
  "timeoutSeconds",
  "edsBatchSize",
  "emulatorData",
];

/** Settings of a stack as a whole. */
export const STACK_SETTINGS: readonly string[] = [
  ...ACCOUNT_SETTINGS,
  "maxDeletes",
  "maxDeleteShare",
  "diary",
  "ignore",
];

/**
 * Refuses settings that nobody knows: a misspelt one would be ignored in silence, and the run would go on with other keys.
 * @param names full names of the stack's configuration, e.g. `rollcall:target`; other namespaces are left alone
 * @throws RollcallError ERR_CONFIG naming each, with the setting that may be meant
 */
export function checkNames(names: Iterable<string>): void {
  const unknown = [...names]
    .flatMap((name) => (name.startsWith("rollcall:") ? name.slice("rollcall:".length) : []))
    .filter((key) => !STACK_SETTINGS.includes(key));
  if (unknown.length === 0) return;
  const texts = unknown.map((key) => `rollcall:${key} is no setting${meant(key, STACK_SETTINGS)}`);
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `${texts.join("; ")}.`,
    remedy: `Correct the name, or remove it: ${unknown.map((key) => `pulumi config rm rollcall:${key}`).join("; ")}.`,
  });
}

/** What is wrong with a field of an account or, below it, of a structured setting; `undefined` when it is known. */
export function unknownField(path: readonly string[]): string | undefined {
  const [first = "", second, third] = path;
  const isCloud = CLOUDS.some((name) => name === first);
  const known =
    second === undefined
      ? ACCOUNT_SETTINGS
      : isCloud && third === undefined
        ? Object.keys(CREDENTIAL_SETTINGS)
        : fieldsOf((isCloud ? second : first) ?? "");
  const field = path.at(-1) ?? "";
  if (known === undefined || known.includes(field)) return undefined;
  return `${path.join(".")} is no setting${meant(field, known)}`;
}

function fieldsOf(key: string): readonly string[] | undefined {
  return isStructured(key) ? [...new Set(Object.values(STRUCTURED[key]).flat())] : undefined;
}

function meant(name: string, candidates: readonly string[]): string {
  const best = suggest(name, candidates);
  return best === undefined ? "" : ` (did you mean ${best}?)`;
}
