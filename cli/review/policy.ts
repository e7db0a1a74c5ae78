import { grouped } from "../../provider/model/kept";
import { type Fields, mapped, UNKNOWN } from "../../provider/model/values";
import { evaluatePolicy, type PolicyViolation } from "../../policy/evaluate";
import type { PolicyGroup, PolicyLevel, PolicyPerson } from "../../policy/rule";
import type { Policy } from "../../policy/policy-file";
import { findPlainPasswords, type SourceFile } from "../../policy/plain-passwords";
import { type GroupOf, holdsSecret } from "../report/field-values";
import { listed, personal, quoted, say, type Text } from "../report/text";
import { type Report, type Risk, riskAbout } from "../report/model";
import { endsAccount, fateOf, keyOf, type Movement } from "./movement";
import type { People } from "./people";

/**
 * Judges everybody, and every group and unit, in a review by a policy: violations stand among the risks, on top, and what could not be judged among the unseen.
 * @param context files of the program, for the rule about passwords in clear; and milliseconds since the epoch
 * @returns the report, and whether a mandatory rule is broken
 */
export function applyPolicy(
  report: Report,
  { movements, groups, names }: Pick<People, "movements" | "groups" | "names">,
  policy: Policy,
  context: { readonly sources: readonly SourceFile[]; readonly now: number },
): { readonly report: Report; readonly violated: boolean } {
  const { violations, gaps } = evaluatePolicy(
    policy,
    movements.map((movement) => policyPerson(movement, names.groupOf)),
    context.now,
    groups.map(policyGroup),
  );
  const passwords =
    policy.plainPasswords === undefined ? [] : findPlainPasswords(context.sources, policy.plainPasswords);
  const sourceLevel = policy.plainPasswords?.level ?? "advisory";
  const inClear = passwords.map(({ path, line }) => say`${quoted(`${path}:${line}`)}`);
  const told = say`Passwords are in clear text: ${listed(inClear)}. Keep them in the stack's secrets or the environment (env:NAME).`;
  const risks = [...violationRisks(violations), ...riskAbout(inClear, riskOf("plainPasswords", sourceLevel, told))];
  const unseen = alike(gaps, ({ rule, field, because }) => [rule, field, because]).map(([first, ...others]) => {
    const { rule, field, because = "is secret or not known yet" } = first;
    const people = listed([first, ...others].map(({ key }) => [personal("key", key)]));
    return say`The policy's rule ${rule} could not judge ${people}: ${field} ${because}.`;
  });
  return {
    report: { ...report, risks: [...risks, ...report.risks], unseen: [...report.unseen, ...unseen] },
    violated:
      violations.some(({ level }) => level === "mandatory") || (inClear.length > 0 && sourceLevel === "mandatory"),
  };
}

function policyPerson(movement: Movement, groupOf: GroupOf): PolicyPerson {
  const { kind, move, before, after, protect } = movement;
  return {
    kind,
    key: keyOf(movement),
    fate: policyFate(movement),
    declared: withoutSecrets(move === "leaves" ? before : after),
    before: withoutSecrets(before),
    protect,
    groupName: (id) => groupOf(kind.directory.name, id)?.name,
  };
}

function policyGroup(movement: Movement): PolicyGroup {
  const { kind, id, protect } = movement;
  return { kind, key: keyOf(movement), fate: policyFate(movement), protect, ...(id !== undefined && { id }) };
}

function policyFate(movement: Movement): PolicyPerson["fate"] {
  if (movement.move === "leaves") return fateOf(movement) === "delete" ? "deleted" : "let-go";
  return endsAccount(movement) ? "replaced" : "stays";
}

function withoutSecrets(fields: Fields): Fields {
  return mapped(fields, (value) => (holdsSecret(value) ? UNKNOWN : value));
}

/** One flag for all who break the same rule in the same way. */
function violationRisks(violations: readonly PolicyViolation[]): readonly Risk[] {
  const reasonOf = ({ rule, level, problem, remedy }: PolicyViolation) => [rule, level, problem, remedy];
  return alike(violations, reasonOf).map(([first, ...others]) => {
    const who = listed(
      [first, ...others].map(({ key, directory, noun }) =>
        noun === undefined ? say`${personal("key", key)} (${directory})` : say`${quoted(key)} (${directory} ${noun})`,
      ),
    );
    const { rule, level, problem, remedy, outside } = first;
    return riskOf(rule, level, say`Policy: ${who}: ${setApart(problem, outside)}. ${setApart(remedy, outside)}`);
  });
}

/** What has the same reason together, in the order of the first of each. */
function alike<T>(all: readonly T[], reasonOf: (one: T) => readonly unknown[]): readonly (readonly [T, ...T[]])[] {
  return [...grouped(all, (one) => [JSON.stringify(reasonOf(one))]).values()];
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
