import type { Policy } from "./policy-file";
import type { ActiveRule, Objection, PolicyGroup, PolicyLevel, PolicyPerson } from "./rule";
import type { RuleName } from "./rules";

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

/** A person, group or unit that breaks a rule. Personal is the key alone, and of people alone. */
export interface PolicyViolation extends Objection {
  readonly rule: RuleName;
  /** What it is about, unless a person: `group`, `unit`. */
  readonly noun?: string;
  readonly level: PolicyLevel;
  readonly directory: string;
  /** Natural key. */
  readonly key: string;
}

/** A person that a rule could not judge. */
export interface PolicyGap {
  readonly rule: RuleName;
  readonly directory: string;
  readonly key: string;
  /** The field whose value cannot be seen. */
  readonly field: string;
  /** What stands in the way, unless the value is secret or not known yet. */
  readonly because?: string;
}

/** What a policy says of some people. */
export interface PolicyVerdict {
  /** Mandatory ones first, then in the order of the rules and the people. */
  readonly violations: readonly PolicyViolation[];
  readonly gaps: readonly PolicyGap[];
}
