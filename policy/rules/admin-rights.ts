import { z } from "zod";
import { isUnknown } from "../../provider/lifecycle/unknown";
import { GROUPS, REMARKS, textsOf } from "../field-names";
import { isStaying, type PolicyPerson } from "../person";
import { type RuleKind, scope } from "../rule";

/** Rights of an administrator, by field or by group, need an approving label on the person or a line in the policy file. */
export const adminRights: RuleKind = {
  about: "Nobody has administrator rights without an approving label.",
  settings: z
    .strictObject({ ...scope, label: z.string().trim().min(1).optional(), approved: z.array(z.string().min(1)).default([]), groups: z.array(z.string().min(1)).default([]) })
    .refine(({ label, approved }) => label !== undefined || approved.length > 0, "must say how rights are approved: label or approved")
    .transform(({ label, approved, groups, ...where }) => ({
      ...where,
      judge: (person) => {
        if (!isStaying(person) || approved.includes(person.key)) return undefined;
        const rights = rightsOf(person, groups);
        if (rights === undefined || "undecided" in rights) return rights;
        const remarks = textsOf(person.declared, REMARKS);
        if (label !== undefined && remarks.texts.some((remark) => remark.toLowerCase().includes(label.toLowerCase()))) return undefined;
        if (label !== undefined && remarks.hidden !== undefined) return { undecided: remarks.hidden };
        const field = REMARKS.find((name) => Object.hasOwn(person.directory.fields, name));
        const labelling = label === undefined || field === undefined ? [] : [`put ${JSON.stringify(label)} into ${field}`];
        return { problem: `has administrator rights (${rights.by}) that nobody approved`, remedy: `${capital([...labelling, "list the name under approved in the policy file"].join(", or "))}.`, outside: [rights.by, ...(label === undefined ? [] : [JSON.stringify(label)])] };
      },
    })),
};

function rightsOf({ declared }: PolicyPerson, groups: readonly string[]): { readonly by: string } | { readonly undecided: string } | undefined {
  if (declared["isLocalAdmin"] === true) return { by: "isLocalAdmin" };
  const memberships = textsOf(declared, GROUPS);
  const group = memberships.texts.find((id) => groups.includes(id));
  if (group !== undefined) return { by: group };
  if (isUnknown(declared["isLocalAdmin"])) return { undecided: "isLocalAdmin" };
  return groups.length > 0 && memberships.hidden !== undefined ? { undecided: memberships.hidden } : undefined;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
