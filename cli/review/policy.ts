import { UNKNOWN } from "../../provider/model/unknown";
import type { Fields } from "../../provider/model/values";
import { evaluatePolicy } from "../../policy/evaluate";
import type { PolicyLevel, PolicyPerson } from "../../policy/rule";
import type { Policy } from "../../policy/policy-file";
import { findPlainPasswords, type SourceFile } from "../../policy/plain-passwords";
import type { PolicyViolation } from "../../policy/violation";
import { holdsSecret } from "../report/field-values";
import type { Report, Risk } from "../report/model";
import { joinTexts, personal, quoted, say, type Text } from "../report/text";
import { fateOf, keyOf } from "./keys";
import type { Movement } from "./movement";

/** A report with what a policy says of its people. */
export interface JudgedReport {
  readonly report: Report;
  /** Whether a mandatory rule is broken. */
  readonly violated: boolean;
}

/** What a policy is applied with. */
export interface PolicyContext {
  /** Files of the program, for the rule about passwords in clear. */
  readonly sources: readonly SourceFile[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** People named in one sentence before the rest is counted. */
const SHOWN = 10;

/** Judges everybody in a review by a policy: violations stand among the risks, on top, and what could not be judged among the unseen. */
export function applyPolicy(
  report: Report,
  movements: readonly Movement[],
  policy: Policy,
  { sources, now }: PolicyContext,
): JudgedReport {
  const { violations, gaps } = evaluatePolicy(policy, movements.map(policyPerson), now);
  const passwords = policy.plainPasswords === undefined ? [] : findPlainPasswords(sources, policy.plainPasswords);
  const sourceLevel = policy.plainPasswords?.level ?? "advisory";
  const inClear = passwords.map(({ path, line }) => say`${quoted(`${path}:${line}`)}`);
  const risks = [
    ...violationRisks(violations),
    ...(inClear.length === 0
      ? []
      : [
          riskOf(
            "plainPasswords",
            sourceLevel,
            say`Passwords are in clear text: ${listed(inClear)}. Keep them in the stack's secrets or the environment (env:NAME).`,
          ),
        ]),
  ];
  const unseen = [...new Set(gaps.map(({ rule, field }) => `${rule}\0${field}`))].map((pair) => {
    const [rule = "", field = ""] = pair.split("\0");
    const people = gaps.filter((gap) => gap.rule === rule && gap.field === field);
    return say`The policy's rule ${rule} could not judge ${listed(people.map(({ key }) => [personal("key", key)]))}: ${field} is secret or not known yet.`;
  });
  return {
    report: { ...report, risks: [...risks, ...report.risks], unseen: [...report.unseen, ...unseen] },
    violated:
      violations.some(({ level }) => level === "mandatory") || (inClear.length > 0 && sourceLevel === "mandatory"),
  };
}

function policyPerson(movement: Movement): PolicyPerson {
  const { kind, move, before, after, protect } = movement;
  const leaves = move === "leaves";
  const fate = leaves
    ? fateOf(movement) === "delete"
      ? "deleted"
      : "let-go"
    : move === "replaced"
      ? "replaced"
      : "stays";
  return { kind, key: keyOf(movement), fate, declared: withoutSecrets(leaves ? before : after), protect };
}

function withoutSecrets(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, holdsSecret(value) ? UNKNOWN : value]),
  );
}

/** One flag for all who break the same rule in the same way. */
function violationRisks(violations: readonly PolicyViolation[]): readonly Risk[] {
  const alike = new Map<string, PolicyViolation[]>();
  for (const violation of violations) {
    const reason = JSON.stringify([violation.rule, violation.level, violation.problem, violation.remedy]);
    const group = alike.get(reason);
    if (group === undefined) alike.set(reason, [violation]);
    else group.push(violation);
  }
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      riskOf(
        first.rule,
        first.level,
        say`Policy: ${listed(group.map(({ key, directory }) => say`${personal("key", key)} (${directory})`))}: ${setApart(first.problem, first.outside)}. ${setApart(first.remedy, first.outside)}`,
      ),
    ];
  });
}

/** A sentence of a rule's, with what stands in it from outside kept apart. */
function setApart(sentence: string, outside: readonly string[] = []): Text {
  const [longest, ...rest] = outside.filter((part) => part !== "").sort((left, right) => right.length - left.length);
  if (longest === undefined) return [sentence];
  return sentence
    .split(longest)
    .flatMap((words, index) => [...(index === 0 ? [] : [quoted(longest)]), ...setApart(words, rest)]);
}

function riskOf(rule: string, level: PolicyLevel, text: Text): Risk {
  return { id: `policy-${rule}`, level: level === "mandatory" ? "high" : "notice", text };
}

function listed(names: readonly Text[]): Text {
  const shown = joinTexts(names.slice(0, SHOWN), ", ");
  return names.length <= SHOWN ? shown : say`${shown} and ${names.length - SHOWN} more`;
}
