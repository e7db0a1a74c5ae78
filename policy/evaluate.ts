import type { ActiveRule, PolicyGroup, PolicyPerson } from "./rule";
import type { Policy } from "./policy-file";
import type { RuleName } from "./rules";
import type { PolicyGap, PolicyVerdict, PolicyViolation } from "./violation";

/**
 * Judges people, groups and units by every rule of a policy. Pure.
 * @param now milliseconds since the epoch, for rules about dates
 */
export function evaluatePolicy(
  policy: Policy,
  people: readonly PolicyPerson[],
  now: number,
  groups: readonly PolicyGroup[] = [],
): PolicyVerdict {
  const verdicts = policy.rules.map(({ name, rule }) => judgeAll(name, rule, people, now));
  const violations = [
    ...verdicts.flatMap((verdict) => verdict.violations),
    ...policy.rules.flatMap(({ name, rule }) => judgeGroups(name, rule, groups)),
  ];
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
    const judgement = rule.judge?.(person, now);
    if (judgement === undefined) continue;
    const who = { rule: name, directory: person.kind.directory.name, key: person.key };
    if ("undecided" in judgement) {
      const { undecided: field, because } = judgement;
      gaps.push({ ...who, field, ...(because !== undefined && { because }) });
    } else violations.push({ ...who, level: rule.level, ...judgement });
  }
  return { violations, gaps };
}

/** Judges groups and units by one rule. */
export function judgeGroups(
  name: RuleName,
  rule: ActiveRule,
  groups: readonly PolicyGroup[],
): readonly PolicyViolation[] {
  return groups
    .filter((group) => concerns(rule, group))
    .flatMap((group) => {
      const objection = rule.judgeGroup?.(group);
      if (objection === undefined) return [];
      const { kind, key } = group;
      const who = { rule: name, directory: kind.directory.name, key, noun: kind.noun };
      return [{ ...who, level: rule.level, ...objection }];
    });
}

function concerns({ directories, except }: ActiveRule, { kind, key }: Pick<PolicyPerson, "kind" | "key">): boolean {
  return (directories === undefined || directories.includes(kind.directory.name)) && !except.includes(key);
}
