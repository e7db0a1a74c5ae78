import type { RollcallError } from "../../errors/error";

/** People named one by one; the rest is told by cause. */
const SHOWN = 20;
/** Names shown for each cause of the rest. */
const NAMES = 10;

/** One line a person, for the first twenty; then one line a cause, with how many people it hit and who are the first. */
export function describeFailures(failures: readonly RollcallError[]): readonly string[] {
  const rest = new Map<string, RollcallError[]>();
  for (const failure of failures.slice(SHOWN)) {
    const cause = JSON.stringify([failure.code, failure.cloudCode ?? "", failure.remedy]);
    rest.set(cause, [...(rest.get(cause) ?? []), failure]);
  }
  return [...failures.slice(0, SHOWN).map(({ message }) => message), ...[...rest.values()].map(describeCause)];
}

function describeCause(failures: readonly RollcallError[]): string {
  const [first] = failures;
  const who = failures.slice(0, NAMES).map(({ user }) => user ?? "?").join(", ");
  const more = failures.length > NAMES ? ` and ${failures.length - NAMES} others` : "";
  return `${failures.length} more for the same cause (${who}${more}), the first: ${first?.message ?? ""}`;
}
