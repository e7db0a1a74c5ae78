import { invalid } from "./errors";
import type { ActiveType } from "./records";

/** A JSON object as received. */
export type Fields = Readonly<Record<string, unknown>>;

/** Limits of a text field: lengths in characters, bounds included. */
export interface TextRule {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

/** 1-32 letters and digits; `.`, `_` and `-` are allowed after the first character, `.` and `_` not as the last. */
const userName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9-])?$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** `0`, or UTC to the second or to the millisecond. */
const expiry = /^(?:0|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z)$/;

/** Text fields of CreateUserRequest (Workspace "Creating Users in Batches" and "Creating a User"). */
export const createRules = {
  user_name: { min: 1, max: 32, pattern: userName },
  user_email: { max: 64, pattern: email },
  user_phone: { max: 20 },
  account_expires: { max: 55, pattern: expiry },
  password: { min: 8, max: 32 },
  description: { max: 255 },
  alias_name: { max: 55 },
  enterprise_project_id: { max: 255 },
  user_info_map: { max: 255 },
  domain: { max: 255 },
} satisfies Readonly<Record<string, TextRule>>;

/** Text fields of EditUserReq (Workspace "Modifying User Information"). E-mail is shorter here than at creation. */
export const editRules = {
  user_email: { max: 55, pattern: email },
  user_phone: { max: 20 },
  account_expires: { max: 55, pattern: expiry },
  description: { max: 255 },
  user_info_map: { max: 255 },
} satisfies Readonly<Record<string, TextRule>>;

/** Text fields of user groups (Workspace "Creating a User Group"). */
export const groupRules = { group_name: { min: 1, max: 64 }, description: { max: 255 } } satisfies Readonly<
  Record<string, TextRule>
>;

/** Reads a text field: absent or null is `undefined`; `""` stands for "cleared" and is held to `min` alone. */
export function text(fields: Fields, name: string, rule: TextRule): string | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw invalid(`${name} must be a string`);
  const length = [...value].length;
  if (length < (rule.min ?? 0) || length > rule.max)
    throw invalid(`the length of ${name} must be from ${rule.min ?? 0} to ${rule.max}`);
  if (length > 0 && rule.pattern && !rule.pattern.test(value)) throw invalid(`${name} is malformed`);
  return value;
}

/** Reads a boolean field; text such as `"true"` is refused. */
export function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  throw invalid(`${name} must be a boolean`);
}

/** Reads a list of ids, each 1-55 characters, with as many members as the call allows. */
export function ids(
  fields: Fields,
  name: string,
  limits: { readonly min: number; readonly max: number },
): string[] | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length < limits.min || value.length > limits.max) {
    throw invalid(`${name} must be a list of ${limits.min} to ${limits.max} ids`);
  }
  const members = value.filter((id): id is string => typeof id === "string" && id.length >= 1 && id.length <= 55);
  if (members.length !== value.length) throw invalid(`each of ${name} must be a string of 1 to 55 characters`);
  return [...new Set(members)];
}

/** Reads one of a few words; case matters. */
export function choice<T extends string>(fields: Fields, name: string, words: readonly T[]): T | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(`${name} must be one of ${words.join(", ")}`);
  return word;
}

/** Milliseconds of an expiry text, 0 for never. The text has passed its rule; what is left to refuse is a date like month 13. */
export function expiryTime(value: string): number {
  if (value === "0" || value === "") return 0;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw invalid("account_expires is not a date");
  return time;
}

/** The rule between activation and contact: a user who activates the account must be reachable. */
export function requireReachable(activeType: ActiveType, userEmail: string, userPhone: string): void {
  if (activeType === "USER_ACTIVATE" && userEmail === "" && userPhone === "") {
    throw invalid("user_email or user_phone is required when active_type is USER_ACTIVATE");
  }
}

/** Reads `true` or `false` from a query, in any case as SDKs of several languages write it; empty counts as absent. */
export function queryFlag(query: URLSearchParams, name: string): boolean | undefined {
  const value = (query.get(name) ?? "").toLowerCase();
  if (value === "") return undefined;
  if (value !== "true" && value !== "false") throw invalid(`${name} must be true or false`);
  return value === "true";
}

/** Reads a whole number from a query, refusing anything above the bound. */
export function count(query: URLSearchParams, name: string, max: number): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= max)) throw invalid(`${name} must be a whole number from 0 to ${max}`);
  return number;
}
