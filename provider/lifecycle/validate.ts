import { composed } from "../compare";
import type { Directory, Violation } from "../directory";
import type { FieldSpec } from "../field";
import type { Fields } from "../user";
import { suggest } from "./suggest";
import { isUnknown } from "./unknown";

/**
 * Every documented rule that one declared user breaks; empty when none. Unknown values pass, and rules that need them wait.
 * Values are shown only for fields that are not secret. Pure: no call is made.
 * @param isNew the declaration will create an account, so that rules of creations hold too
 * @param secret fields that the program marks as secret
 */
export function validateUser(directory: Directory, user: Fields, isNew = false, secret: ReadonlySet<string> = new Set()): readonly Violation[] {
  const violations: Violation[] = [];
  const unusable = new Set<string>();
  for (const [name, value] of Object.entries(user)) {
    const spec = Object.hasOwn(directory.fields, name) ? directory.fields[name] : undefined;
    if (spec === undefined) violations.push(unknownField(directory, name));
    else if (isUnknown(value)) unusable.add(name);
    else if (!spec.type.safeParse(composed(value)).success) {
      unusable.add(name);
      violations.push(refusal(name, spec, secret.has(name) ? undefined : value));
    }
  }
  for (const [name, spec] of Object.entries(directory.fields)) {
    if (spec.required && !Object.hasOwn(user, name)) {
      unusable.add(name);
      violations.push({ field: name, rule: "is required", remedy: `Declare ${name}: ${spec.limits}.`, source: spec.source });
    }
  }
  for (const rule of directory.rules) {
    if (rule.onlyNew === true && !isNew) continue;
    if (rule.fields.some((name) => unusable.has(name))) continue;
    const violation = rule.check(user);
    if (violation !== undefined) violations.push(violation);
  }
  return violations;
}

/** One violation as a sentence, for errors of the engine, the sdk and the roster alike. */
export function describeViolation(violation: Violation): string {
  return `${violation.field} ${violation.rule} (${violation.source}). ${violation.remedy}`;
}

function unknownField(directory: Directory, name: string): Violation {
  const near = suggest(name, Object.keys(directory.fields));
  return {
    field: name,
    rule: `is not a field of ${directory.name} users`,
    remedy: near !== undefined ? `Did you mean ${near}?` : `Known fields: ${Object.keys(directory.fields).join(", ")}.`,
    source: directory.title,
  };
}

function refusal(name: string, spec: FieldSpec, value: unknown): Violation {
  const shown = spec.secret || value === undefined ? "" : `, not ${abridge(value)}`;
  const remedy = spec.secret || value === undefined ? undefined : spec.remedy?.(value);
  return { field: name, rule: `${spec.limits}${shown}`, remedy: remedy ?? `Correct ${name}.`, source: spec.source };
}

function abridge(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
