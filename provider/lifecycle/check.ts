import { agrees, changesCaseOfKey, equalValues } from "../model/compare";
import type { Kind } from "../model/kind";
import type { Violation } from "../model/rule";
import { type Fields, isUnknown, only } from "../model/values";
import { leavesPassword, passwordField } from "../model/initial-password";
import { type UniqueValue, uniqueValues } from "../model/unique-values";
import { validateUser } from "./validate";

/**
 * Every reason to refuse a declaration: the documented rules, and, for a user already managed (`before`: its last inputs),
 * changes that no action of the service can make. Pure; unknown values pass.
 */
export function checkUser(
  kind: Kind,
  before: Fields | undefined,
  after: Fields,
  secret?: ReadonlySet<string>,
): readonly Violation[] {
  const isNew = before === undefined || replacedFields(kind, before, after).length > 0;
  const violations = checkDeclaration(kind, after, isNew, secret);
  return before === undefined || violations.length > 0 ? violations : checkChange(kind, before, after);
}

/**
 * What the documented rules refuse in a declaration, whatever was declared before.
 * @param isNew it will create an account
 * @param secret fields that the program marks as secret
 */
export function checkDeclaration(
  kind: Kind,
  user: Fields,
  isNew: boolean,
  secret?: ReadonlySet<string>,
): readonly Violation[] {
  if (inOrder.get(user) === kind) return [];
  const violations = [...validateUser(kind, user, isNew, secret)];
  const mayDisable = user["onDelete"] !== "disable" || "set" in kind.disable;
  if (!mayDisable && !violations.some(({ field }) => field === "onDelete"))
    violations.push({
      field: "onDelete",
      rule: "cannot be disable here",
      remedy: `${kind.disable.cannot}. Use delete or retain.`,
      source: kind.directory.title,
    });
  if (isNew && violations.length === 0) inOrder.set(user, kind);
  return violations;
}

/** Declarations that have passed the rules of creations, and so all others: a set checks its members and then creates them. */
const inOrder = new WeakMap<Fields, Kind>();

/** What no action of the service can make of a living user; both declarations are valid in themselves. */
export function checkChange(kind: Kind, before: Fields, after: Fields): readonly Violation[] {
  const respelled = respelledKey(kind, before, after);
  if (respelled !== undefined) return [respelled];
  const replaced = replacedFields(kind, before, after);
  if (replaced.length === 0) return changeViolations(kind, before, after);
  const stays = collides(kind, before, after);
  const onDelete = before["onDelete"] ?? "delete";
  if (!stays || onDelete === "delete") return [];
  const kept = replaced.map((field) => ({
    field,
    rule: `cannot be changed while onDelete is ${String(onDelete)}`,
    remedy: `The change needs a new account, and the old one would keep ${keptBy(kind, before, after)}. Set onDelete to delete first, or leave the field.`,
    source: kind.directory.title,
  }));
  return [...kept, ...changeViolations(kind, before, after)];
}

/** A key that only changes its case is one person: where no action renames the account, nobody gets another one for that. */
function respelledKey(kind: Kind, before: Fields, after: Fields): Violation | undefined {
  const { naturalKey: field } = kind;
  const change = kind.fields[field]?.change;
  if (change?.kind !== "replaces" || !changesCaseOfKey(kind, before, after)) return undefined;
  const [former, now] = [before[field], after[field]].map((key) => JSON.stringify(key));
  return {
    field,
    rule: `${now} differs from the former ${former} only in case, and ${change.because}: a new account would be created beside the deletion of this one`,
    remedy: `Write ${field}: ${former} as before. If a new account is meant, remove the person in one run and declare the new name in the next.`,
    source: kind.directory.title,
  };
}

/** Declared fields that no action changes and whose value says something else than the last declaration did. */
export function replacedFields(kind: Kind, before: Fields, after: Fields): readonly string[] {
  return Object.entries(kind.fields)
    .filter(([name, spec]) => spec.change.kind === "replaces" && name in after && name in before)
    .filter(([name, spec]) => isUnknown(after[name]) || !agrees(spec, after[name], before[name]))
    .map(([name]) => name);
}

/** Whether old and new account would have the same name in the same parent, or another value that only one may have, so that the old one must go first. */
export function collides(kind: Kind, before: Fields, after: Fields): boolean {
  const sameName = [kind.naturalKey, ...kind.parentFields].every((name) => equalValues(before[name], after[name]));
  return sameName || sharedValues(kind, before, after).some(({ certain }) => certain);
}

/** Values that old and new account would both have and that only one may have, for sure or perhaps. */
export function sharedValues(kind: Kind, before: Fields, after: Fields): readonly UniqueValue[] {
  const held = new Set(uniqueValues(kind, before).map(({ token }) => token));
  return uniqueValues(kind, after).filter(({ token }) => held.has(token));
}

/** What the old account would keep from the new one, for texts. */
export function keptBy(kind: Kind, before: Fields, after: Fields): string {
  const { naturalKey } = kind;
  const shared = sharedValues(kind, before, after);
  const fields = shared.flatMap(({ field, certain }) => (certain && field !== naturalKey ? [field] : []));
  const sameName =
    equalValues(before[naturalKey], after[naturalKey]) || shared.some(({ field }) => field === naturalKey);
  const name = sameName ? [`the name ${String(before[kind.naturalKey])}`] : [];
  return [...name, ...new Set(name.length > 0 ? [] : fields)].join(" and ");
}

function changeViolations(kind: Kind, before: Fields, declared: Fields): readonly Violation[] {
  // For an existing account the marker sends nothing.
  const after = leavesPassword(kind, declared) ? withoutPassword(kind, declared) : declared;
  return [
    ...unsendable(kind, before, after),
    ...kind.changeRules.flatMap((rule) => {
      if (rule.fields.some((name) => isUnknown(after[name]))) return [];
      return rule.check(before, after) ?? [];
    }),
  ];
}

function withoutPassword(kind: Kind, user: Fields): Fields {
  return only(user, (_, name) => name !== passwordField(kind));
}

/** Changed values that no action sends and no read shows: applying them would be a silent no-op. */
function unsendable(kind: Kind, before: Fields, after: Fields): readonly Violation[] {
  return Object.entries(kind.fields).flatMap(([field, { change, source }]) => {
    if (change.kind !== "write-only" || change.by !== undefined || after[field] === undefined) return [];
    if (isUnknown(after[field]) || equalValues(before[field], after[field])) return [];
    const because = change.otherwise ?? `${kind.directory.title} has no action that changes it`;
    return [
      {
        field,
        rule: `of an existing ${kind.noun} cannot be changed: ${because}`,
        remedy: `Put the old value back, or drop ${field} from the program: nothing is sent then. For a value of your choice the ${kind.noun} must be created again, under another ${kind.naturalKey}.`,
        source,
      },
    ];
  });
}
