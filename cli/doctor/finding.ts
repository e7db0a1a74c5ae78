import type { RollcallError } from "../../provider/model/error";
import { EXIT, exitCodeOf } from "../stack/engine";

/** One line of the doctor's. */
export interface Finding {
  /** Stable name for scripts: `engine`, `eds:clock`. */
  readonly check: string;
  readonly level: "ok" | "warn" | "fail";
  /** What was found, without secrets. */
  readonly found: string;
  /** What to do about it; absent when nothing is to be done. */
  readonly remedy?: string;
  /** Exit code of the command when this is the first failure. */
  readonly code?: number;
}

export function ok(check: string, found: string): Finding {
  return { check, level: "ok", found };
}

export function warn(check: string, found: string, remedy: string): Finding {
  return { check, level: "warn", found, remedy };
}

/** @param code exit code of the command; default 1 */
export function fail(check: string, found: string, remedy: string, code: number = EXIT.error): Finding {
  return { check, level: "fail", found, remedy, code };
}

/** A refusal of Rollcall's own or of a cloud, as a finding. */
export function failOf(check: string, error: RollcallError): Finding {
  return fail(check, error.summary.replace(/\.$/, ""), error.remedy, exitCodeOf(error));
}

/** The command's exit code: that of the first failure; warnings fail nothing. */
export function exitCodeFor(findings: readonly Finding[]): number {
  return findings.find(({ level }) => level === "fail")?.code ?? EXIT.ok;
}
