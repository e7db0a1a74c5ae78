import { type SettingTable, unknownField } from "../../config/setting-table";
import { brokenRule } from "../../model/account";
import { suggest } from "../../model/suggest";
import { type Bag, isBag, type Json, parsedJson, UNKNOWN } from "../../model/values";
import type { Checked, CheckFailure } from "./messages";
import { open, seal } from "./wire-values";

/** Keys that the engine itself keeps among an account's settings. */
const ENGINE_KEYS = ["version", "pluginDownloadURL"];

/** Refuses unknown settings, and values that a setting cannot have; secrets come back sealed. */
export function checkConfiguration(table: SettingTable, news: unknown): Checked {
  const { values, secret } = open(news);
  const known = Object.keys(table);
  const failures = Object.entries(values).flatMap(([key, value]): CheckFailure[] => {
    if (ENGINE_KEYS.includes(key) || key.startsWith("__")) return [];
    const spec = table[key];
    if (spec === undefined) {
      const near = suggest(key, known);
      const remedy = near === undefined ? `Known settings: ${known.join(", ")}.` : `Did you mean ${near}?`;
      return [{ property: "", reason: `${key} is not a setting of Rollcall. ${remedy}` }];
    }
    if (spec.structured === true && value !== UNKNOWN)
      return structuredProblems(table, key, value).map((reason) => ({ property: "", reason }));
    const rule = value === UNKNOWN ? undefined : brokenRule(spec, settingText(value));
    return rule === undefined ? [] : [{ property: key, reason: `${key} ${rule}.` }];
  });
  const secrets = known.flatMap((key) => (table[key]?.secret === true && values[key] !== UNKNOWN ? [[key]] : []));
  return { inputs: seal(values, [...secrets, ...secret]), failures };
}

/** What is wrong in a structured setting, at any depth. No value is shown: any may be secret. */
function structuredProblems(table: SettingTable, key: string, value: Json): readonly string[] {
  const fields = structured(value);
  if (fields === undefined) return [`${key} must be an object with fields.`];
  const walk = (path: readonly string[], within: Bag): readonly string[] =>
    Object.entries(within).flatMap(([name, inner]) => {
      const unknown = unknownField(table, [...path, name]);
      if (unknown !== undefined) return [`${unknown}.`];
      const below = path.length === 1 ? structured(inner) : undefined;
      return below === undefined ? [] : walk([...path, name], below);
    });
  return walk([key], fields);
}

function structured(value: unknown): Bag | undefined {
  const found = typeof value === "string" ? parsedJson(value) : value;
  return isBag(found) ? found : undefined;
}

/** The settings of a configured process by their full key, as {@link Settings} asks for them. */
export function settingsOf(args: unknown): (name: string) => string | undefined {
  const { values } = open(args);
  return (name) => {
    const value = values[name.replace(/^rollcall:/, "")];
    return value === undefined || value === UNKNOWN ? undefined : settingText(value);
  };
}

/** The engine passes every setting as text, structured ones as JSON; a program's own account may also hold plain numbers. */
function settingText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
