import { capital, isUnknown } from "../provider/model/values";
import { fieldsMeaning, groupSettings, memberOf, type NamedGroups, namesAny, textsOf } from "./meanings";
import { privilegedGroups, protectedGroups } from "./group-rules";
import {
  isStaying,
  type Objection,
  pattern,
  type PolicyPerson,
  brokenProtection,
  hiddenKey,
  type RuleKind,
  scope,
  type Undecided,
} from "./rule";
import { domainToASCII } from "node:url";
import { z } from "zod";

/** Rights of an administrator, by field or by group, need an approving label on the person or a line in the policy file. */
export const adminRights: RuleKind = {
  about: "Nobody has administrator rights without an approving label.",
  settings: z
    .strictObject({
      ...scope,
      label: z.string().trim().min(1).optional(),
      approved: z.array(z.string().min(1)).default([]),
      ...groupSettings,
    })
    .refine(
      ({ label, approved }) => label !== undefined || approved.length > 0,
      "must say how rights are approved: label or approved",
    )
    .transform(({ label, approved, groups, groupNames, ...where }) => ({
      ...where,
      needsNames: groupNames.length > 0,
      judge: (person) => {
        if (!isStaying(person) || approved.includes(person.key)) return undefined;
        const rights = rightsOf(person, { groups, groupNames });
        if (rights === undefined || "undecided" in rights) return rights;
        const remarks = textsOf(person, "note");
        if (label !== undefined && remarks.texts.some((remark) => remark.toLowerCase().includes(label.toLowerCase())))
          return undefined;
        if (label !== undefined && remarks.hidden !== undefined) return { undecided: remarks.hidden };
        const field = fieldsMeaning(person.kind, "note")[0];
        const labelling =
          label === undefined || field === undefined ? [] : [`put ${JSON.stringify(label)} into ${field}`];
        return {
          problem: `has administrator rights (${rights.by}) that nobody approved`,
          remedy: `${capital([...labelling, "list the name under approved in the policy file"].join(", or "))}.`,
          outside: [rights.by, ...(label === undefined ? [] : [JSON.stringify(label)])],
        };
      },
    })),
};

function rightsOf(person: PolicyPerson, setting: NamedGroups): { readonly by: string } | Undecided | undefined {
  const rights = fieldsMeaning(person.kind, "admin");
  const granted = rights.find((field) => person.declared[field] === true);
  if (granted !== undefined) return { by: granted };
  const group = memberOf(person, setting);
  if (group !== undefined && "shown" in group) return { by: group.shown };
  const unseen = rights.find((field) => isUnknown(person.declared[field]));
  return unseen === undefined ? group : { undecided: unseen };
}

const DAY_MS = 86_400_000;

const ids = z.array(z.string().min(1)).default([]);

/** People in certain groups or organisations, or of certain names, have an account that ends by itself. */
export const contractorsExpire: RuleKind = {
  about: "Accounts of contractors end by themselves.",
  settings: z
    .strictObject({
      ...scope,
      ...groupSettings,
      organizations: ids,
      names: pattern.optional(),
      withinDays: z.number().int().min(1).max(3650).optional(),
    })
    .refine(
      ({ organizations, names, ...setting }) => namesAny(setting) || organizations.length > 0 || names !== undefined,
      "must say who is a contractor: groups, groupNames, organizations or names",
    )
    .transform(({ groups, groupNames, organizations, names, withinDays, ...where }) => ({
      ...where,
      needsNames: groupNames.length > 0,
      judge: (person, now) => {
        if (!isStaying(person)) return undefined;
        const group = memberOf(person, { groups, groupNames });
        const organization = textsOf(person, "unit");
        const isContractor =
          (group !== undefined && "shown" in group) ||
          organization.texts.some((id) => organizations.includes(id)) ||
          names?.test(person.key) === true;
        if (isContractor) return judgeExpiry(person, withinDays, now);
        if (group !== undefined) return group;
        const hidden = organizations.length > 0 ? organization.hidden : undefined;
        if (hidden !== undefined) return { undecided: hidden };
        return names === undefined ? undefined : hiddenKey(person);
      },
    })),
};

function judgeExpiry(
  { kind, declared }: PolicyPerson,
  withinDays: number | undefined,
  now: number,
): Objection | Undecided | undefined {
  const field = fieldsMeaning(kind, "expiry")[0];
  if (field === undefined) {
    return {
      problem: `is a contractor, but ${kind.directory.title} has no field that ends an account`,
      remedy: "Keep contractors in eds or workspace, or leave this directory out of the rule with directories.",
    };
  }
  const value = declared[field];
  if (isUnknown(value)) return { undecided: field };
  const ends = value === undefined ? 0 : kind.fields[field]?.momentOf?.(value);
  if (ends === undefined || ends === 0)
    return { problem: `is a contractor without an end: ${field} is not declared`, remedy: `Declare ${field}.` };
  if (withinDays === undefined || ends - now <= withinDays * DAY_MS) return undefined;
  return {
    problem: `is a contractor whose ${field} is more than ${withinDays} days away`,
    remedy: `Declare a ${field} within ${withinDays} days.`,
  };
}

const domain = z
  .string()
  .transform((name) => domainToASCII(name.trim().replace(/^@/, "")))
  .refine((name) => name !== "", "must be a domain such as example.com");

/** E-mail addresses belong to the organisation's own domains. A person without an address passes. */
export const emailDomains: RuleKind = {
  about: "E-mail addresses are of allowed domains only.",
  settings: z
    .strictObject({ ...scope, allow: z.array(domain).min(1), subdomains: z.boolean().default(false) })
    .transform(({ allow, subdomains, ...where }) => ({
      ...where,
      judge: (person) => {
        if (!isStaying(person)) return undefined;
        const { texts, hidden } = textsOf(person, "email");
        const foreign = texts
          .filter((address) => address !== "")
          .map(domainOf)
          .find((name) => !isAllowed(name, allow, subdomains));
        if (foreign !== undefined)
          return {
            problem: `the e-mail domain ${foreign} is not allowed`,
            remedy: `Use an address of ${allow.join(", ")}.`,
            outside: [foreign, ...allow],
          };
        return hidden === undefined ? undefined : { undecided: hidden };
      },
    })),
};

function domainOf(address: string): string {
  const written = address.slice(address.lastIndexOf("@") + 1).trim();
  return domainToASCII(written) || "that is none";
}

function isAllowed(name: string, allow: readonly string[], subdomains: boolean): boolean {
  return allow.some((allowed) => name === allowed || (subdomains && name.endsWith(`.${allowed}`)));
}

/** Natural keys follow a pattern. */
export const naming: RuleKind = {
  about: "Names of users follow a pattern.",
  settings: z.strictObject({ ...scope, pattern }).transform(({ pattern: wanted, ...where }) => ({
    ...where,
    judge: (person) => {
      if (!isStaying(person)) return undefined;
      const { naturalKey } = person.kind;
      const name = person.declared[naturalKey] ?? person.key;
      if (isUnknown(name)) return { undecided: naturalKey };
      if (wanted.test(String(name))) return undefined;
      return {
        problem: `${naturalKey} does not follow ${wanted.source}`,
        remedy: `Choose another that does; an account that exists already can be listed under except.`,
        outside: [wanted.source],
      };
    },
  })),
};

/** Certain people keep their account: it is neither deleted nor replaced. */
export const protectedPeople: RuleKind = {
  about: "Certain people's accounts are neither deleted nor replaced.",
  settings: z
    .strictObject({ ...scope, people: z.array(z.string().min(1)).min(1), needProtect: z.boolean().default(false) })
    .transform(({ people, needProtect, ...where }) => ({
      ...where,
      judge: (person) => {
        const broken = brokenProtection(person, needProtect, {
          deleted: 'Keep the declaration, or set onDelete: "disable" or "retain" in a run of its own first.',
          replaced: "Take the change back that needs a new account.",
        });
        if (broken === undefined || people.includes(person.key)) return broken;
        return hiddenKey(person);
      },
    })),
};

/** Every rule about people and groups, by its name in the policy file. A new one is its file and a line here. */
export const rules = {
  naming,
  emailDomains,
  contractorsExpire,
  adminRights,
  protectedPeople,
  privilegedGroups,
  protectedGroups,
} as const satisfies Readonly<Record<string, RuleKind>>;

/** Name of a rule. */
export type RuleName = keyof typeof rules;
