import { agrees, isCleared } from "../../provider/model/compare";
import type { Kind } from "../../provider/model/kind";
import { type FieldSpec, isReadable } from "../../provider/model/field";
import { validateUser } from "../../provider/lifecycle/validate";
import type { Fields, Json, Observed } from "../../provider/model/values";

/** A user of the cloud as a program would declare it. */
export interface Declarable {
  readonly user: Observed;
  readonly fields: Fields;
  /** Fields that the cloud tells but a program cannot declare as they are, with the reason. */
  readonly omitted: readonly Omission[];
}

/** Something left out. */
export interface Omission {
  readonly field: string;
  readonly reason: string;
}

/** A user who cannot be declared at all, and why. */
export interface Undeclarable {
  readonly user: Observed;
  readonly reason: string;
}

/** Turns a field's value into the one that will be declared, or says why it cannot be. */
export type Normalise = (field: string, value: Json) => { readonly fields: Fields } | { readonly problem: string };

/**
 * What a program must declare so that its next run changes nothing: every readable field with a value that the directory's
 * rules accept. Masked telephone numbers are no numbers and stay out, and so does what is empty.
 * @param normalise how the target writes values; what comes back must still agree with the cloud
 */
export function declare(kind: Kind, user: Observed, normalise: Normalise): Declarable | Undeclarable {
  const fields: Record<string, Json> = {};
  const omitted: Omission[] = [];
  for (const [field, spec] of Object.entries(kind.fields)) {
    const value = user.fields[field];
    if (value === undefined || isCleared(value) || !isReadable(spec)) continue;
    const refusal = isMasked(spec, value)
      ? "is masked by the service"
      : spec.type.safeParse(value).success
        ? undefined
        : spec.limits;
    if (refusal !== undefined) {
      omitted.push({ field, reason: refusal });
      continue;
    }
    const written = normalise(field, value);
    if ("problem" in written) omitted.push({ field, reason: written.problem });
    else if (!agreesWith(kind, written.fields, user)) omitted.push({ field, reason: "would change when written so" });
    else Object.assign(fields, written.fields);
  }
  return withoutViolations(kind, user, fields, omitted);
}

/** Rules over several fields may refuse what each field's own rule accepts; such optional fields stay out one by one. */
function withoutViolations(
  kind: Kind,
  user: Observed,
  fields: Record<string, Json>,
  omitted: Omission[],
): Declarable | Undeclarable {
  for (;;) {
    const [violation] = validateUser(kind, fields);
    if (violation === undefined) return { user, fields, omitted };
    const { field, rule } = violation;
    if (!(field in fields) || kind.fields[field]?.required === true) {
      const missing = omitted.find((omission) => omission.field === field);
      return { user, reason: missing === undefined ? `${field} ${rule}` : `${field} ${missing.reason}` };
    }
    omitted.push({ field, reason: rule });
    delete fields[field];
  }
}

function agreesWith(kind: Kind, fields: Fields, user: Observed): boolean {
  return Object.entries(fields).every(([field, value]) => {
    const spec = kind.fields[field];
    return spec !== undefined && agrees(spec, value, user.fields[field]);
  });
}

function isMasked({ means }: FieldSpec, value: Json): boolean {
  return means === "phone" && typeof value === "string" && value.includes("*");
}
