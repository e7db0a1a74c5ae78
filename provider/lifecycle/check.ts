import { agrees, equalValues } from "../compare";
import type { Directory, Violation } from "../directory";
import { type UniqueValue, uniqueValues } from "../unique-values";
import type { Fields } from "../user";
import { isUnknown } from "./unknown";
import { validateUser } from "./validate";

/**
 * Every reason to refuse a declaration: the documented rules, and, for a user already managed (`before`: its last inputs),
 * changes that no action of the service can make. Pure; unknown values pass.
 */
export function checkUser(directory: Directory, before: Fields | undefined, after: Fields): readonly Violation[] {
  const isNew = before === undefined || replacedFields(directory, before, after).length > 0;
  const violations = checkDeclaration(directory, after, isNew);
  return before === undefined || violations.length > 0 ? violations : checkChange(directory, before, after);
}

/** What the documented rules refuse in a declaration, whatever was declared before. `isNew`: it will create an account. */
export function checkDeclaration(directory: Directory, user: Fields, isNew: boolean): readonly Violation[] {
  const violations = validateUser(directory, user, isNew);
  if (user["onDelete"] !== "disable" || "set" in directory.disable) return violations;
  return [
    ...violations,
    {
      field: "onDelete",
      rule: "cannot be disable here",
      remedy: `${directory.disable.cannot}. Use delete or retain.`,
      source: directory.title,
    },
  ];
}

/** What no action of the service can make of a living user; both declarations are valid in themselves. */
export function checkChange(directory: Directory, before: Fields, after: Fields): readonly Violation[] {
  const replaced = replacedFields(directory, before, after);
  if (replaced.length === 0) return changeViolations(directory, before, after);
  const stays = collides(directory, before, after);
  const onDelete = before["onDelete"] ?? "delete";
  if (!stays || onDelete === "delete") return [];
  const kept = replaced.map((field) => ({
    field,
    rule: `cannot be changed while onDelete is ${String(onDelete)}`,
    remedy: `The change needs a new account, and the old one would keep ${keptBy(directory, before, after)}. Set onDelete to delete first, or leave the field.`,
    source: directory.title,
  }));
  return [...kept, ...changeViolations(directory, before, after)];
}

/** Declared fields that no action changes and whose value says something else than the last declaration did. */
export function replacedFields(directory: Directory, before: Fields, after: Fields): readonly string[] {
  return Object.entries(directory.fields)
    .filter(([name, spec]) => spec.change.kind === "replaces" && name in after && name in before)
    .filter(([name, spec]) => isUnknown(after[name]) || !agrees(spec, after[name], before[name]))
    .map(([name]) => name);
}

/** Whether old and new account would have the same name in the same parent, or another value that only one may have, so that the old one must go first. */
export function collides(directory: Directory, before: Fields, after: Fields): boolean {
  const sameName = [directory.naturalKey, ...directory.parentFields].every((name) => equalValues(before[name], after[name]));
  return sameName || sharedValues(directory, before, after).some(({ certain }) => certain);
}

/** Values that old and new account would both have and that only one may have, for sure or perhaps. */
export function sharedValues(directory: Directory, before: Fields, after: Fields): readonly UniqueValue[] {
  const held = new Set(uniqueValues(directory, before).map(({ token }) => token));
  return uniqueValues(directory, after).filter(({ token }) => held.has(token));
}

/** What the old account would keep from the new one, for texts. */
export function keptBy(directory: Directory, before: Fields, after: Fields): string {
  const fields = sharedValues(directory, before, after).flatMap(({ field, certain }) => (certain && field !== directory.naturalKey ? [field] : []));
  const name = equalValues(before[directory.naturalKey], after[directory.naturalKey]) ? [`the name ${String(before[directory.naturalKey])}`] : [];
  return [...name, ...new Set(name.length > 0 ? [] : fields)].join(" and ");
}

function changeViolations(directory: Directory, before: Fields, after: Fields): readonly Violation[] {
  return directory.changeRules.flatMap((rule) => {
    if (rule.fields.some((name) => isUnknown(after[name]))) return [];
    return rule.check(before, after) ?? [];
  });
}
