import { type SettingTable, unknownField } from "../../config/setting-table";
import type { Context } from "../../lifecycle/context";
import { declaredOf } from "../../lifecycle/outputs";
import { refOf } from "../../lifecycle/read";
import { brokenRule } from "../../model/account";
import { describeDifference, differences } from "../../model/compare";
import { RollcallError } from "../../model/error";
import { suggest } from "../../model/suggest";
import { type Bag, type Fields, type Json, record, UNKNOWN } from "../../model/values";
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
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return record(value);
  if (typeof value !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? record(parsed) : undefined;
  } catch {
    return undefined;
  }
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

/** How far an account's people may be others than before: not at all, since other keys ask, or since another place is asked. */
export type Move = "none" | "keys" | "place";

/** Compares the settings of an account in state with those that the program declares now. */
export function moveBetween(table: SettingTable, olds: unknown, news: unknown): Move {
  const [before, after] = [record(open(olds).values), record(open(news).values)] as [Fields, Fields];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const moves = changed.map((key) => table[key]?.moves);
  return moves.includes("place") ? "place" : moves.includes("keys") ? "keys" : "none";
}

/**
 * Looks whether an account under other settings has the person whom state names, before anything is concluded from it: the
 * next refresh would drop somebody who is not there, and a namesake would be taken for the same person.
 * @throws RollcallError ERR_CANNOT_CHANGE when the person is not there, or, in another place, is not the same.
 */
export async function requireSamePeople(context: Context, move: Move, id: string, state: Fields): Promise<void> {
  if (move === "none") return;
  const before = declaredOf(context.kind, state);
  const ref = refOf(context, id, before);
  const observed = await context.calls.read(ref, new Set(Object.keys(before)), { sweep: true, user: before });
  if (observed === undefined) throw notTheSame(ref.key, "has no such user");
  const found = move === "place" ? differences(context.kind, before, observed) : [];
  const secret = context.secretFields.of(before);
  if (found.length > 0)
    throw notTheSame(
      ref.key,
      `has a user of this id who differs: ${found.map((one) => describeDifference(one, secret)).join("; ")}`,
    );
}

function notTheSame(user: string, what: string): RollcallError {
  return new RollcallError({
    code: "ERR_CANNOT_CHANGE",
    summary: `the account that the program now names for this person ${what}; nothing was changed`,
    remedy:
      "Give the resource its former provider or settings. To move a person, declare a new resource under the other account and remove this one.",
    user,
  });
}
