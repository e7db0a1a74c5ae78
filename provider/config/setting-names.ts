import { RollcallError } from "../model/error";
import { suggest } from "../model/suggest";
import { CLOUDS, isStructured, KEY_SETTINGS, STRUCTURED } from "./credentials/setting-names";
import { accountSettings, type SettingTable } from "./setting-table";

/**
 * Refuses settings that nobody knows: a misspelt one would be ignored in silence, and the run would go on with other keys.
 * @param names full names of the stack's configuration, e.g. `rollcall:target`; other namespaces are left alone
 * @throws RollcallError ERR_CONFIG naming each, with the setting that may be meant
 */
export function checkNames(table: SettingTable, names: Iterable<string>): void {
  const known = Object.keys(table);
  const unknown = [...names]
    .flatMap((name) => (name.startsWith("rollcall:") ? name.slice("rollcall:".length) : []))
    .filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const texts = unknown.map((key) => `rollcall:${key} is no setting${meant(key, known)}`);
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `${texts.join("; ")}.`,
    remedy: `Correct the name, or remove it: ${unknown.map((key) => `pulumi config rm rollcall:${key}`).join("; ")}.`,
  });
}

/** What is wrong with a field of an account or, below it, of a structured setting; `undefined` when it is known. */
export function unknownField(table: SettingTable, path: readonly string[]): string | undefined {
  const [first = "", second, third] = path;
  const isCloud = CLOUDS.some((name) => name === first);
  const known =
    second === undefined
      ? accountSettings(table)
      : isCloud && third === undefined
        ? Object.keys(KEY_SETTINGS)
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
