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
  const share = (value: number): boolean => value >= 0 && value <= 1;
  return {
    maxDeletes:
      read("rollcall:maxDeletes", settings.get("maxDeletes"), isCount, "a whole number, 0 or more") ?? MAX_DELETES,
    maxDeleteShare:
      read("rollcall:maxDeleteShare", settings.get("maxDeleteShare"), share, "a share from 0 to 1") ?? MAX_DELETE_SHARE,
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
  return read(name, settings.variable(name), isCount, rule);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

function read(
  name: string,
  text: string | undefined,
  fits: (value: number) => boolean,
  rule: string,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && fits(value)) return value;
  throw configError(`${name} must be ${rule}, not ${JSON.stringify(text)}`, `Correct ${name}, or remove it.`);
}
