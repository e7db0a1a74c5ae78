import { composed } from "../model/compare";
import type { Kind } from "../model/kind";
import type { Violation } from "../model/rule";
import type { FieldSpec } from "../model/field";
import { type Fields, holdsHalf, isUnknown, type Json } from "../model/values";
import { GENERATE, resemblesGenerate } from "../model/initial-password";
import { suggest } from "../model/suggest";

/**
 * Every documented rule that one declared user breaks; empty when none. Unknown values pass, and rules that need them wait.
 * Values are shown only for fields that are not secret. Pure: no call is made.
 * @param isNew the declaration will create an account, so that rules of creations hold too
 * @param secret fields that the program marks as secret
 */
export function validateUser(
  kind: Kind,
  user: Fields,
  isNew = false,
  secret: ReadonlySet<string> = new Set(),
): readonly Violation[] {
  const violations: Violation[] = [];
  const unusable = new Set<string>();
  const countable = new Set<string>();
  for (const [name, value] of Object.entries(user)) {
    const spec = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
    if (spec === undefined) violations.push(unknownField(kind, name));
    else if (isUnknown(value)) {
      unusable.add(name);
      if (Array.isArray(value)) countable.add(name);
    } else {
      const refused = refusalOf(name, spec, value, secret.has(name) ? undefined : value);
      if (refused === undefined) continue;
      unusable.add(name);
      violations.push(refused);
    }
  }
  for (const [name, spec] of Object.entries(kind.fields)) {
    if (!spec.required || Object.hasOwn(user, name)) continue;
    unusable.add(name);
    const remedy = `Declare ${name}: ${spec.limits}.`;
    violations.push({ field: name, rule: "is required", remedy, source: spec.source });
  }
  for (const rule of kind.rules) {
    if (rule.onlyNew === true && !isNew) continue;
    if (rule.fields.some((name) => unusable.has(name) && !(rule.counts === true && countable.has(name)))) continue;
    const violation = rule.check(user);
    if (violation !== undefined) violations.push(violation);
  }
  return violations;
}

/** One violation as a sentence, for errors of the engine, the sdk and the roster alike. */
export function describeViolation(violation: Violation): string {
  return `${violation.field} ${violation.rule} (${violation.source}). ${violation.remedy}`;
}

/** Whatever a service documents, no request can say it. */
const HALVED = {
  rule: "holds half a character, which a program leaves that cuts texts by their length",
  remedy: "Cut between whole characters (in JavaScript: [...text]), or write the text in full.",
};

/** A word that somebody wrote for a password to be made must never become one. */
const AS_IT_IS = `Write ${JSON.stringify(GENERATE)}, exactly so, for a password that Rollcall makes, or a password of your choice.`;

function unknownField(kind: Kind, name: string): Violation {
  const near = suggest(name, Object.keys(kind.fields));
  return {
    field: name,
    rule: `is not a field of ${kind.directory.name} ${kind.noun}s`,
    remedy: near !== undefined ? `Did you mean ${near}?` : `Known fields: ${Object.keys(kind.fields).join(", ")}.`,
    source: kind.directory.title,
  };
}

/** What is wrong with the value of one field by itself. @param shown the value, unless the program marks it as secret */
function refusalOf(field: string, spec: FieldSpec, value: Json, shown: unknown): Violation | undefined {
  const { source } = spec;
  const isPassword = spec.means === "secret";
  if (isPassword && value === GENERATE) return undefined;
  if (isPassword && resemblesGenerate(value))
    return { field, rule: `is nearly, but not quite, ${GENERATE}`, remedy: AS_IT_IS, source };
  if (holdsHalf(value)) return { field, ...HALVED, source };
  if (spec.type.safeParse(composed(value)).success) return undefined;
  const isShown = spec.secret !== true && shown !== undefined;
  const otherwise = isPassword ? `, or write ${JSON.stringify(GENERATE)} for one that Rollcall makes` : "";
  const remedy = (isShown ? spec.remedy?.(shown) : undefined) ?? `Correct ${field}${otherwise}.`;
  return { field, rule: `${spec.limits}${isShown ? `, not ${abridge(shown)}` : ""}`, remedy, source };
}

function abridge(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
