import { RollcallError } from "../../model/error";
import type { SetState } from "./state";

/** People with the very same failure who are still told one by one. */
const ALIKE = 5;
/** Different failures told one by one; the rest is told by code. */
const SHOWN = 20;
/** Names shown where many are told together. */
const NAMES = 10;

/** One line a person; where many failed alike, one line for all of them, with how many they are and who the first. */
export function describeFailures(failures: readonly RollcallError[]): readonly string[] {
  const alike = grouped(failures, ({ code, cloudCode, summary, remedy }) => [code, cloudCode, summary, remedy]);
  const single = alike.filter(({ length }) => length <= ALIKE).flat();
  const others = grouped(single.slice(SHOWN), ({ code, cloudCode }) => [code, cloudCode]);
  return [
    ...single.slice(0, SHOWN).map(({ message }) => message),
    ...others.map((group) => `${people(group)}: for the same cause, the first: ${group[0]?.message ?? ""}`),
    ...alike.filter(({ length }) => length > ALIKE).map(together),
  ];
}

/** What to do about failures that all say the same; else a general advice. */
export function commonRemedy(failures: readonly RollcallError[], otherwise: string): string {
  const remedies = new Set(failures.map(({ remedy }) => remedy));
  return remedies.size === 1 ? (failures[0]?.remedy ?? otherwise) : otherwise;
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

function grouped(
  failures: readonly RollcallError[],
  cause: (failure: RollcallError) => readonly unknown[],
): readonly (readonly RollcallError[])[] {
  const groups = new Map<string, RollcallError[]>();
  for (const failure of failures) {
    const key = JSON.stringify(cause(failure));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()];
}

/** Some people of a set could not be brought where they belong. What was done for the others is in `state`; the next run repairs the rest. */
export class PartialSet extends Error {
  constructor(
    readonly id: string,
    readonly state: SetState,
    readonly failures: readonly RollcallError[],
  ) {
    super(failures.map((failure) => failure.message).join("\n"));
    this.name = "PartialSet";
    this.stack = `${this.name}: ${this.message}`;
  }
}
