import { configError } from "../model/error";
import type { Settings } from "./settings";

/** How many users one run may delete: more than both numbers stop it. */
export interface DeletionLimits {
  readonly maxDeletes: number;
  /** Of the users managed so far, 0 to 1. */
  readonly maxDeleteShare: number;
  /** The one-time override: exactly this many deletions are allowed. */
  readonly allowed: number | undefined;
}

const MAX_DELETES = 10;
const MAX_DELETE_SHARE = 0.2;

/**
 * The deletion limits of the stack: `rollcall:maxDeletes`, `rollcall:maxDeleteShare` (0 to 1) and the one-time
 * ROLLCALL_ALLOW_DELETES.
 * @throws RollcallError ERR_CONFIG for anything that is no such number.
 */
export function readLimits(settings: Settings): DeletionLimits {
  return {
    maxDeletes: read(
      "rollcall:maxDeletes",
      settings.get("maxDeletes"),
      MAX_DELETES,
      (value) => Number.isInteger(value) && value >= 0,
      "a whole number, 0 or more",
    ),
    maxDeleteShare: read(
      "rollcall:maxDeleteShare",
      settings.get("maxDeleteShare"),
      MAX_DELETE_SHARE,
      (value) => value >= 0 && value <= 1,
      "a share from 0 to 1",
    ),
    allowed: exactNumber("ROLLCALL_ALLOW_DELETES", "the exact number of users to delete", settings),
  };
}

/**
 * How many people may exchange their values in one run, where somebody says so: ROLLCALL_ALLOW_EXCHANGES.
 * @throws RollcallError ERR_CONFIG for anything that is no such number.
 */
export function allowedExchanges(settings: Settings): number | undefined {
  return exactNumber("ROLLCALL_ALLOW_EXCHANGES", "the number of users who may exchange values", settings);
}

function exactNumber(name: string, rule: string, settings: Settings): number | undefined {
  const text = settings.variable(name);
  return text === undefined ? undefined : read(name, text, 0, (value) => Number.isInteger(value) && value >= 0, rule);
}

function read(
  name: string,
  text: string | undefined,
  fallback: number,
  fits: (value: number) => boolean,
  rule: string,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isFinite(value) && fits(value)) return value;
  throw configError(`${name} must be ${rule}, not ${JSON.stringify(text)}`, `Correct ${name}, or remove it.`);
}
