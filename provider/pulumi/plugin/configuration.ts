import { type SettingSpec } from "../../config/setting-table";
import { suggest } from "../../model/suggest";
import { UNKNOWN } from "../../model/unknown";
import { type Fields, type Json, record } from "../../model/values";
import type { Checked, CheckFailure } from "./messages";
import { open, seal } from "./wire-values";

/** Keys that the engine itself keeps among an account's settings. */
const ENGINE_KEYS = ["version", "pluginDownloadURL"];

/** Refuses settings that there are not, and values that a setting cannot have; what is secret comes back sealed. */
export function checkConfiguration(table: Readonly<Record<string, SettingSpec>>, news: unknown): Checked {
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
    if (spec.values === undefined || value === UNKNOWN || spec.values.includes(settingText(value))) return [];
    return [{ property: key, reason: `${key} must be ${spec.values.join(" or ")}.` }];
  });
  const secrets = known.flatMap((key) => (table[key]?.secret === true && values[key] !== UNKNOWN ? [[key]] : []));
  return { inputs: seal(values, [...secrets, ...secret]), failures };
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

/** What of an account's settings says whose people are meant, and what says only who asks. */
const PLACE = /^(target|region|\w+Region|(?!sts|iam|metadata)\w+Endpoint|instanceId|projectId|emulatorData)$/;
const KEYS = [
  "accessKeyId",
  "authToken",
  "profile",
  "instanceRole",
  "credentialsUri",
  "oidc",
  "assumeRole",
  "alibaba",
  "huawei",
  "volcengine",
];

/** How far an account's people may be others than before: not at all, since other keys ask, or since another place is asked. */
export type Move = "none" | "keys" | "place";

/** Compares the settings under which state has people with those under which the program puts them now. */
export function moveBetween(olds: unknown, news: unknown): Move {
  const [before, after] = [record(open(olds).values), record(open(news).values)] as [Fields, Fields];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.some((key) => PLACE.test(key))) return "place";
  return changed.some((key) => KEYS.includes(key)) ? "keys" : "none";
}
