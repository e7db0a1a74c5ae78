import { shortRow } from "../../model/error";
import type { Kind } from "../../model/kind";
import type { Violation } from "../../model/rule";
import { type Bag, type Fields, isBag, type Json, UNKNOWN } from "../../model/values";
import { checkChange, checkDeclaration } from "../check";
import { describeViolation, validateUser } from "../validate";
import type { Context } from "../context";
import { withoutUndefined } from "../outputs";
import { describeShared, exclusiveValues } from "../../model/unique-values";
import { type Member, newSet, placeOf, type UserSet } from "./members";
import type { SetPlan } from "./plan";

/** A reason to refuse a set, and the members it concerns. */
export interface Refusal {
  readonly text: string;
  readonly members: readonly string[];
  /** Where in the set: `["email"]` for everybody, `["users", "alice", "email"]` for one; absent where it is in no one place. */
  readonly path?: readonly string[];
}

/** Members with the very same violation that are told one by one. */
const ALIKE = 5;
/** Names shown when more have it. */
const NAMES = 20;

/**
 * Every reason to refuse a set: what is wrong with any member, named `users.alice.email`, and members that would
 * share an account. Values of secrets are never shown, unknown ones pass. Pure.
 * @param properties inputs without `__provider`
 * @param violationsOf what is wrong with one member, given everything that holds for it
 */
export function checkSet(
  kind: Kind,
  properties: Bag,
  violationsOf: (user: Fields, member: string) => readonly Violation[],
): readonly Refusal[] {
  const { users, ...shared } = withoutUndefined(properties);
  if (users === UNKNOWN) return [];
  if (!isObject(users))
    return [{ text: "users must be an object with the users' fields by name, such as { alice: {} }.", members: [] }];
  const declared = Object.entries(users).filter(([, own]) => own !== UNKNOWN);
  const malformed = declared.flatMap(([name, own]) => {
    const text = `users.${name} must be an object with the user's fields.`;
    return isObject(own) ? [] : [{ text, members: [name], path: ["users", name] }];
  });
  const key = kind.naturalKey;
  const set = newSet(
    kind,
    shared,
    declared.flatMap(([name, own]) => (isObject(own) ? [[name, own] as const] : [])),
  );
  const members = [...set.members.values()];
  const violations = new Map(members.map((member) => [member, violationsOf(member.fields, member.name)]));
  const common = `${key} tells people apart and cannot be given for the whole set. Declare it for each user, or use it as the user's name in the set.`;
  return [
    ...(key in shared ? [{ text: common, members: [...set.members.keys()] }] : []),
    ...malformed,
    ...(set.members.size === 0 ? ofNobody(kind, shared) : []),
    ...describe(kind, shared, violations),
    ...duplicates(kind, set),
    ...sharedValues(kind, set),
  ];
}

/** What is declared for everybody is looked at with each member; where there is none, a slip would go unnoticed until somebody joins. */
function ofNobody(kind: Kind, shared: Fields): readonly Refusal[] {
  const { [kind.naturalKey]: _told, ...fields } = shared;
  return validateUser(kind, fields, false, new Set(Object.keys(fields)))
    .filter(({ field }) => field in fields)
    .map((violation) => ({ text: describeViolation(violation), members: [], path: [violation.field] }));
}

/** What the rules refuse in the changes that an update would make, by the state that really is. */
export function checkPlan(
  { kind, secretFields }: Pick<Context, "kind" | "secretFields">,
  shared: Fields,
  plan: SetPlan,
): readonly Refusal[] {
  const refused = plan.changes.flatMap(({ after, refused: error }) =>
    error === undefined ? [] : [{ text: `users.${after.name}: ${error.message}`, members: [after.name] }],
  );
  const violations = new Map<Member, readonly Violation[]>();
  for (const member of plan.creates)
    violations.set(member, checkDeclaration(kind, member.fields, true, secretFields.of(member.fields)));
  for (const { before, after, diff } of plan.changes) {
    const declared =
      diff.replaces.length > 0 ? checkDeclaration(kind, after.fields, true, secretFields.of(after.fields)) : [];
    violations.set(after, [...declared, ...checkChange(kind, before.fields, after.fields)]);
  }
  return [...refused, ...describe(kind, shared, violations)];
}

/** A violation of a field that the set declares for everybody is told once, and so is one that many members share. */
function describe(
  kind: Kind,
  shared: Fields,
  violations: ReadonlyMap<Member, readonly Violation[]>,
): readonly Refusal[] {
  const found = new Map<string, { readonly field: string; readonly inherited: boolean; readonly members: string[] }>();
  for (const [{ name, own }, broken] of violations) {
    for (const violation of broken) {
      const inherited = violation.field in shared && !(violation.field in own) && violation.field !== kind.naturalKey;
      const text = describeViolation(violation);
      const alike = found.get(text) ?? { field: violation.field, inherited, members: [] };
      alike.members.push(name);
      found.set(text, alike);
    }
  }
  return [...found].flatMap(([text, { field, inherited, members }]) => {
    if (!inherited && members.length <= ALIKE)
      return members.map((name) => ({ text: `users.${name}.${text}`, members: [name], path: ["users", name, field] }));
    const whole = inherited && members.length === violations.size;
    const told = whole ? text : `${text} This holds for ${abridged(members)}.`;
    return [{ text: told, members, ...(inherited && { path: [field] }) }];
  });
}

function duplicates(kind: Kind, { members }: UserSet): readonly Refusal[] {
  const seen = new Map<string, string>();
  return [...members.values()].flatMap(({ name, fields }) => {
    const key = fields[kind.naturalKey];
    if (key === UNKNOWN) return [];
    const place = placeOf(kind, fields);
    const other = seen.get(place);
    seen.set(place, other ?? name);
    if (other === undefined) return [];
    const text = `users.${name}.${kind.naturalKey} ${JSON.stringify(key)} is declared already by users.${other}. Remove one of the two.`;
    return [{ text, members: [name] }];
  });
}

/** Members who share a value that must be unique, such as an address. */
function sharedValues(kind: Kind, { members }: UserSet): readonly Refusal[] {
  const seen = new Map<string, string>();
  return [...members.values()].flatMap(({ name, fields }) =>
    exclusiveValues(kind, fields).flatMap(({ field, token }) => {
      const other = seen.get(token);
      seen.set(token, other ?? name);
      return other === undefined
        ? []
        : [{ text: `users.${name}.${describeShared(kind, field, `users.${other}`)}`, members: [name] }];
    }),
  );
}

function abridged(names: readonly string[]): string {
  return shortRow(
    names.map((name) => `users.${name}`),
    NAMES,
  );
}

function isObject(value: Json | undefined): value is Fields {
  return isBag(value);
}
