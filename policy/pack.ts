import { kindOfType } from "../provider/pulumi/names";
import { directories } from "../provider/directories";
import { record } from "../provider/model/values";
import { declaredOf, withoutUndefined } from "../provider/lifecycle/outputs";
import { readSet } from "../provider/pulumi/set-form";
import { UNKNOWN } from "../provider/model/unknown";
import { judgeAll } from "./evaluate";
import type { PolicyLevel, PolicyPerson } from "./rule";
import type { Policy } from "./policy-file";
import { rules } from "./rules";
import { findPlainPasswords, programFiles } from "./plain-passwords";

/** A resource as a policy pack sees it, as far as it matters here (@pulumi/policy, ResourceValidationArgs). */
export interface PackResource {
  readonly type: string;
  readonly name: string;
  readonly props: object;
  readonly opts: { readonly protect: boolean };
}

/** A policy as `new PolicyPack(name, { policies })` takes it (@pulumi/policy, ResourceValidationPolicy, StackValidationPolicy). */
export interface PackPolicy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: PolicyLevel;
  readonly validateResource?: (args: PackResource, report: (message: string) => void) => void;
  readonly validateStack?: (args: object, report: (message: string) => void) => void;
}

/** What a pack is made of. */
export interface PackArgs {
  readonly policy: Policy;
  /** Folder of the program, for the rule about passwords in clear. Without it that rule is left out. */
  readonly program?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The rules of a policy file as policies for `@pulumi/policy`. A pack sees the people a program declares, not those who leave it: a
 * protected person is safe with `needProtect: true` in the policy, which asks for `{ protect: true }`: then the engine itself refuses
 * to delete or replace the account.
 */
export function policyPack({ policy, program, now = Date.now }: PackArgs): readonly PackPolicy[] {
  const aboutPeople = policy.rules.map(({ name, rule }, index): PackPolicy => ({
    name: policyName(name, policy.rules.findIndex((other) => other.name === name) === index ? 0 : index),
    description: rules[name].about,
    enforcementLevel: rule.level,
    validateResource: (args, report) => {
      const { violations } = judgeAll(name, rule, peopleOf(args), now());
      for (const { key, problem, remedy } of violations) report(`${key}: ${problem}. ${remedy}`);
    },
  }));
  return [...aboutPeople, ...aboutSources(policy, program)];
}

function aboutSources({ plainPasswords }: Policy, program: string | undefined): readonly PackPolicy[] {
  if (plainPasswords === undefined || program === undefined) return [];
  return [
    {
      name: policyName("plainPasswords", 0),
      description: "No password stands in clear in the program's files.",
      enforcementLevel: plainPasswords.level,
      validateStack: (_args, report) => {
        for (const { path, line } of findPlainPasswords(programFiles(program), plainPasswords))
          report(
            `${path}:${line}: a password stands in clear. Keep it in the stack's secrets (pulumi config set --secret) or the environment (env:NAME).`,
          );
      },
    },
  ];
}

/** `rollcall-email-domains`; names are unique within a pack. */
function policyName(rule: string, number: number): string {
  return `rollcall-${rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${number === 0 ? "" : `-${number + 1}`}`;
}

function peopleOf({ type, name, props, opts: { protect } }: PackResource): readonly PolicyPerson[] {
  const found = kindOfType(type, directories);
  if (found?.kind.token !== "User") return [];
  const { kind, many } = found;
  const declared = record(visible(props));
  const person = (fields: Readonly<Record<string, unknown>>, otherwise: string): PolicyPerson => {
    const key = fields[kind.naturalKey];
    return {
      kind,
      key: typeof key === "string" && key !== UNKNOWN ? key : otherwise,
      fate: "stays",
      declared: declaredOf(kind, fields),
      protect,
    };
  };
  if (!many) return [person(declared, name)];
  const { users, ...shared } = readSet(declared);
  return Object.entries(record(users)).map(([member, fields]) =>
    person({ [kind.naturalKey]: member, ...shared, ...record(fields) }, member),
  );
}

/** A copy of inputs whose unknown values are {@link UNKNOWN}: reading such a value throws in a pack (@pulumi/policy, UnknownValueError). */
function visible(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => readAt(value, index));
  if (typeof value !== "object" || value === null) return value;
  return withoutUndefined(Object.fromEntries(Object.keys(value).map((name) => [name, readAt(value, name)])));
}

function readAt(holder: object, name: PropertyKey): unknown {
  let value: unknown;
  try {
    value = Reflect.get(holder, name);
  } catch {
    return UNKNOWN;
  }
  return visible(value);
}
