import type { RuleName } from "./rules";
import type { Objection, PolicyLevel } from "./rule";

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

/** A person whom a rule could not judge. */
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
