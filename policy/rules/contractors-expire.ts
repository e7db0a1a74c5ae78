import { z } from "zod";
import { isUnknown } from "../../provider/lifecycle/unknown";
import { expiryMoment } from "../../provider/workspace/expiry";
import { EXPIRIES, GROUPS, ORGANIZATIONS, textsOf } from "../field-names";
import { isStaying, type PolicyPerson } from "../person";
import { type Objection, pattern, type RuleKind, scope, type Undecided } from "../rule";

const DAY_MS = 86_400_000;

const ids = z.array(z.string().min(1)).default([]);

/** People in certain groups or organisations, or of certain names, have an account that ends by itself. */
export const contractorsExpire: RuleKind = {
  about: "Accounts of contractors end by themselves.",
  settings: z
    .strictObject({ ...scope, groups: ids, organizations: ids, names: pattern.optional(), withinDays: z.number().int().min(1).max(3650).optional() })
    .refine(({ groups, organizations, names }) => groups.length + organizations.length > 0 || names !== undefined, "must say who is a contractor: groups, organizations or names")
    .transform(({ groups, organizations, names, withinDays, ...where }) => ({
      ...where,
      judge: (person, now) => {
        if (!isStaying(person)) return undefined;
        const group = textsOf(person.declared, GROUPS);
        const organization = textsOf(person.declared, ORGANIZATIONS);
        const isContractor = group.texts.some((id) => groups.includes(id)) || organization.texts.some((id) => organizations.includes(id)) || names?.test(person.key) === true;
        if (isContractor) return judgeExpiry(person, withinDays, now);
        const hidden = (groups.length > 0 ? group.hidden : undefined) ?? (organizations.length > 0 ? organization.hidden : undefined);
        return hidden === undefined ? undefined : { undecided: hidden };
      },
    })),
};

function judgeExpiry({ directory, declared }: PolicyPerson, withinDays: number | undefined, now: number): Objection | Undecided | undefined {
  const field = EXPIRIES.find((name) => Object.hasOwn(directory.fields, name));
  if (field === undefined) {
    return { problem: `is a contractor, but ${directory.title} has no field that ends an account`, remedy: "Keep contractors in eds or workspace, or leave this directory out of the rule with directories." };
  }
  const value = declared[field];
  if (isUnknown(value)) return { undecided: field };
  const ends = value === undefined ? 0 : momentOf(field, value);
  if (ends === undefined || ends === 0) return { problem: `is a contractor without an end: ${field} is not declared`, remedy: `Declare ${field}.` };
  if (withinDays === undefined || ends - now <= withinDays * DAY_MS) return undefined;
  return { problem: `is a contractor whose ${field} is more than ${withinDays} days away`, remedy: `Declare a ${field} within ${withinDays} days.` };
}

/** EDS writes Beijing time without a zone (EDS CreateUsers, AutoLockTime), Workspace UTC. */
function momentOf(field: string, value: unknown): number | undefined {
  return expiryMoment(field === "autoLockTime" && typeof value === "string" && value.trim() !== "" ? `${value.trim().replace(" ", "T")}+08:00` : value);
}
