import { grouped } from "../../model/kept";
import { RollcallError } from "../../model/error";

/** People with the very same failure who are still told one by one. */
const ALIKE = 5;
/** Different failures told one by one; the rest is told by code. */
const SHOWN = 20;
/** Names shown where many are told together. */
const NAMES = 10;

/** One line a person; where many failed alike, one line for all of them, with how many they are and who the first. */
export function describeFailures(failures: readonly RollcallError[]): readonly string[] {
  const alike = sameCause(failures, ({ code, cloudCode, summary, remedy }) => [code, cloudCode, summary, remedy]);
  const single = alike.filter(({ length }) => length <= ALIKE).flat();
  const others = sameCause(single.slice(SHOWN), ({ code, cloudCode }) => [code, cloudCode]);
  return [
    ...single.slice(0, SHOWN).map(({ message }) => message),
    ...others.map((group) => `${people(group)}: for the same cause, the first: ${group[0]?.message ?? ""}`),
    ...alike.filter(({ length }) => length > ALIKE).map(together),
  ];
}

/**
 * One failure for many people, a line for each; it counts as the first one's does.
 * @param otherwise what to do where they do not all say the same
 */
export function failureOfMany(what: string, failures: readonly RollcallError[], otherwise: string): RollcallError {
  const [first] = failures;
  const lines = describeFailures(failures).map((line) => `  ${line}\n`);
  const remedies = new Set(failures.map(({ remedy }) => remedy));
  return new RollcallError({
    code: first?.code ?? "ERR_CLOUD",
    summary: `${what}:\n${lines.join("")}`,
    remedy: remedies.size === 1 ? (first?.remedy ?? otherwise) : otherwise,
    ...(first?.category !== undefined && { category: first.category }),
  });
}

function together(group: readonly RollcallError[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const { user: _who, ...details } = first.details();
  return `${people(group)}: ${new RollcallError(details).message}`;
}

function people(group: readonly RollcallError[]): string {
  const names = group
    .slice(0, NAMES)
    .map(({ user }) => user ?? "?")
    .join(", ");
  return group.length > NAMES
    ? `${group.length} users (${names} and ${group.length - NAMES} others)`
    : `${group.length} users (${names})`;
}

function sameCause(
  failures: readonly RollcallError[],
  cause: (failure: RollcallError) => readonly unknown[],
): readonly (readonly RollcallError[])[] {
  return [...grouped(failures, (failure) => [JSON.stringify(cause(failure))]).values()];
}
