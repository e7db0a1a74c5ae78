import type { RuleKind } from "../rule";
import { adminRights } from "./admin-rights";
import { contractorsExpire } from "./contractors-expire";
import { emailDomains } from "./email-domains";
import { naming } from "./naming";
import { protectedPeople } from "./protected-people";

/** Every rule about people, by its name in the policy file. A new one is its file and a line here. */
export const rules = { naming, emailDomains, contractorsExpire, adminRights, protectedPeople } as const satisfies Readonly<Record<string, RuleKind>>;

/** Name of a rule about people. */
export type RuleName = keyof typeof rules;
