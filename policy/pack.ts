import { kindOfType, ROSTER_TYPE } from "../provider/pulumi/names";
import { directories } from "../provider/directories";
import { type Bag, record, UNKNOWN } from "../provider/model/values";
import { declaredOf, withoutUndefined } from "../provider/lifecycle/outputs";
import { readSet } from "../provider/pulumi/set-form";
import { memoryOf, toldNames } from "../sdk/lib/names/memory";
import { judgeAll, judgeGroups } from "./evaluate";
import type { PolicyGroup, PolicyLevel, PolicyPerson } from "./rule";
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
  readonly validateStack?: (args: PackStack, report: (message: string) => void) => void;
}

/** All resources of a stack, with their outputs (@pulumi/policy, StackValidationArgs). */
export interface PackStack {
  readonly resources: readonly PackResource[];
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
  const aboutPeople = policy.rules.map(({ name, rule }, index): PackPolicy => {
    const judge = (args: PackResource, report: (message: string) => void, groupName?: GroupName): void => {
      const people = peopleOf(args).map((person) => ({ ...person, ...groupNameOf(person, groupName) }));
      const { violations } = judgeAll(name, rule, people, now());
      for (const { key, problem, remedy } of [...violations, ...judgeGroups(name, rule, groupsOf(args))])
        report(`${key}: ${problem}. ${remedy}`);
    };
    return {
      name: policyName(name, policy.rules.findIndex((other) => other.name === name) === index ? 0 : index),
      description: rules[name].about,
      enforcementLevel: rule.level,
      // Names of groups are known once their ids are, and no resource knows the id of another.
      ...(rule.needsNames === true
        ? {
            validateStack: ({ resources }, report) => {
              const names = groupNames(resources);
              for (const resource of resources) judge(resource, report, names);
            },
          }
        : { validateResource: judge }),
    };
  });
  return [...aboutPeople, ...aboutSources(policy, program)];
}

/** The name of a group by its directory and id. */
type GroupName = (directory: string, id: string) => string | undefined;

function groupNameOf({ kind }: PolicyPerson, groupName: GroupName | undefined): Pick<PolicyPerson, "groupName"> {
  return groupName === undefined ? {} : { groupName: (id) => groupName(kind.directory.name, id) };
}

/** The names that a stack tells: of groups that it declares, and of those that its rosters name. */
function groupNames(resources: readonly PackResource[]): GroupName {
  const names = new Map<string, string>();
  for (const { props } of resources.filter(({ type }) => type === ROSTER_TYPE)) {
    const memory = memoryOf(record(visible(props))["references"]);
    for (const { directory, id, name } of toldNames(memory)) names.set(`${directory} ${id}`, name);
  }
  for (const { type, props } of resources) {
    const kind = kindOfType(type, directories)?.kind;
    if (kind?.token !== "Group") continue;
    const { [kind.idOutput]: id, [kind.naturalKey]: name } = record(visible(props));
    if (typeof id === "string" && typeof name === "string") names.set(`${kind.directory.name} ${id}`, name);
  }
  return (directory, id) => names.get(`${directory} ${id}`);
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

function groupsOf({ type, name, props, opts: { protect } }: PackResource): readonly PolicyGroup[] {
  const kind = kindOfType(type, directories)?.kind;
  if (kind === undefined || kind.token === "User") return [];
  const { [kind.naturalKey]: key, [kind.idOutput]: id } = record(visible(props));
  const known = typeof key === "string" && key !== UNKNOWN ? key : name;
  return [{ kind, key: known, fate: "stays", protect, ...(typeof id === "string" && id !== UNKNOWN && { id }) }];
}

function peopleOf({ type, name, props, opts: { protect } }: PackResource): readonly PolicyPerson[] {
  const found = kindOfType(type, directories);
  if (found?.kind.token !== "User") return [];
  const { kind, many } = found;
  const declared = record(visible(props));
  const person = (fields: Bag, otherwise: string): PolicyPerson => {
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
