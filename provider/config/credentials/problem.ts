import { type ErrorCode, RollcallError } from "../../model/error";

/**
 * Why a source gives no keys. The search ends here: keys of another source would be somebody else's.
 * @param summary names the source and the file, never its content
 */
export function sourceProblem(summary: string, remedy: string, code: ErrorCode = "ERR_CONFIG"): RollcallError {
  return new RollcallError({ code, summary, remedy });
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], word = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1) ?? ""}`;
}
