import type { ActiveRule, PolicyPerson } from "./rule";
import type { Policy } from "./policy-file";
import type { RuleName } from "./rules";
import type { PolicyGap, PolicyVerdict, PolicyViolation } from "./violation";

/**
 * Judges people by every rule of a policy. Pure.
 * @param now milliseconds since the epoch, for rules about dates
 */
export function evaluatePolicy(policy: Policy, people: readonly PolicyPerson[], now: number): PolicyVerdict {
  const verdicts = policy.rules.map(({ name, rule }) => judgeAll(name, rule, people, now));
  const violations = verdicts.flatMap((verdict) => verdict.violations);
  return {
    violations: [
      ...violations.filter(({ level }) => level === "mandatory"),
      ...violations.filter(({ level }) => level === "advisory"),
    ],
    gaps: verdicts.flatMap(({ gaps }) => gaps),
  };
}

/** Judges people by one rule. */
export function judgeAll(
  name: RuleName,
  rule: ActiveRule,
  people: readonly PolicyPerson[],
  now: number,
): PolicyVerdict {
  const violations: PolicyViolation[] = [];
  const gaps: PolicyGap[] = [];
  for (const person of people.filter((candidate) => concerns(rule, candidate))) {
    const judgement = rule.judge(person, now);
    if (judgement === undefined) continue;
    const who = { rule: name, directory: person.kind.directory.name, key: person.key };
    if ("undecided" in judgement) gaps.push({ ...who, field: judgement.undecided });
    else violations.push({ ...who, level: rule.level, ...judgement });
  }
  return { violations, gaps };
}

function concerns({ directories, except }: ActiveRule, { kind, key }: PolicyPerson): boolean {
  return (directories === undefined || directories.includes(kind.directory.name)) && !except.includes(key);
}
