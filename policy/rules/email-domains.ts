import { domainToASCII } from "node:url";
import { z } from "zod";
import { EMAILS, textsOf } from "../field-names";
import { isStaying } from "../person";
import { type RuleKind, scope } from "../rule";

const domain = z
  .string()
  .transform((name) => domainToASCII(name.trim().replace(/^@/, "")))
  .refine((name) => name !== "", "must be a domain such as example.com");

/** E-mail addresses belong to the organisation's own domains. A person without an address passes. */
export const emailDomains: RuleKind = {
  about: "E-mail addresses are of allowed domains only.",
  settings: z.strictObject({ ...scope, allow: z.array(domain).min(1), subdomains: z.boolean().default(false) }).transform(({ allow, subdomains, ...where }) => ({
    ...where,
    judge: (person) => {
      if (!isStaying(person)) return undefined;
      const { texts, hidden } = textsOf(person.declared, EMAILS);
      const foreign = texts.filter((address) => address !== "").map(domainOf).find((name) => !isAllowed(name, allow, subdomains));
      if (foreign !== undefined) return { problem: `the e-mail domain ${foreign} is not allowed`, remedy: `Use an address of ${allow.join(", ")}.`, outside: [foreign, ...allow] };
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
