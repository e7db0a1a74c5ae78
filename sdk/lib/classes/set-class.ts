import type { Bag } from "../../../provider/model/values";
import type * as pulumi from "@pulumi/pulumi";
import type { FieldTable } from "../../../provider/model/field";
import { kept } from "../../../provider/model/kept";
import type { Kind } from "../../../provider/model/kind";
import { memberNameProblem, pathProblem } from "../../../provider/pulumi/member-text";
import { setProviderText, setTypeOf } from "../../../provider/pulumi/names";
import { LINKED, SECRETS } from "../../../provider/pulumi/set-form";
import type { UserSetArgs, UserSetOutputs } from "./arguments";
import { givenFields, isPlain, kindOf } from "./declaration";
import { type Declared, resourceClass } from "./resource-class";
import { runError } from "../run/run-error";
import { LARGEST, readUsers, setInputs } from "./set-inputs";

/** The constructor that every directory's `UserSet` is. */
export interface UserSetClass<F extends FieldTable, C = unknown> {
  /**
   * Declares many end users as one resource.
   * @param name the resource's name in the stack.
   * @throws pulumi.RunError, once and for all users together, when a declaration breaks a documented rule.
   */
  new (
    name: string,
    args: UserSetArgs<F>,
    opts?: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource & UserSetOutputs<F> & C;
  /** Whether something is a set of this directory's users, whichever copy of the package made it. */
  isInstance(value: unknown): value is pulumi.CustomResource & UserSetOutputs<F> & C;
  readonly __pulumiType: string;
}

/** One class for each kind, so that what a component declares is an instance of what programs import. */
const classes = new WeakMap<Kind, unknown>();

/** The `UserSet` class of a directory, from its field table. `C` types what the directory computes besides. */
export function setClass<F extends FieldTable, C = unknown>(kind: Kind<F>): UserSetClass<F, C> {
  const what = `${kind.directory.name}:UserSet`;
  const make = (): unknown =>
    resourceClass({
      kind,
      many: true,
      type: setTypeOf(kind),
      what,
      text: setProviderText(kind),
      read: (name, args, opts) => declaredBy(kind, `${what} ${JSON.stringify(name)}`, args, opts),
    });
  return kept(classes, kind, make) as UserSetClass<F, C>;
}

function declaredBy(kind: Kind, label: string, args: Bag, opts: pulumi.CustomResourceOptions): Declared {
  const { users, ...rest } = args;
  refusePaths(label, opts);
  const { size, ...declared } = setInputs(kind, givenFields(kind, rest), membersOf(kind, label, users));
  if (size > LARGEST)
    throw runError(
      `${label}: its users take ${Math.round(size / 1e6)} MB, and the engine carries sets of up to ${LARGEST / 1e6} MB. Divide them among several sets, better in several stacks (docs/scale.md).`,
    );
  return {
    ...declared,
    outputs: [...Object.keys(kind.computed ?? {}), "ids", "adopted", SECRETS, LINKED],
    made: (set) => offerUsers(set, declared.inputs),
  };
}

/** Who is in a set must be known when the program runs: the deletion guard and the preview of each person depend on it. */
function membersOf(kind: Kind, label: string, users: unknown): Readonly<Record<string, Bag>> {
  const members = Object.entries(plainObject(users, `${label}: users`)).map(
    ([member, fields]) => [member.normalize("NFC"), fields] as const,
  );
  for (const [member] of members) {
    const problem = memberNameProblem(member);
    if (problem !== undefined)
      throw runError(
        `${label}: users.${member} ${problem}. Give the member another name and declare ${kind.naturalKey} for it, or make it a user of its own (in a roster: as: "users").`,
      );
  }
  const seen = new Set<string>();
  const twice = members.find(([member]) => seen.size === seen.add(member).size);
  if (twice !== undefined)
    throw runError(
      `${label}: users.${twice[0]} is declared twice, in two Unicode forms of one name. Keep one of the two.`,
    );
  return Object.fromEntries(
    members.map(([member, fields]) => [member, givenFields(kind, plainObject(fields, `${label}: users.${member}`))]),
  );
}

function plainObject(value: unknown, what: string): Bag {
  if (isPlain(value)) return value;
  throw runError(
    `${what} must be a plain object, not ${kindOf(value)}. The fields of a user may be outputs of other resources, the objects that hold them may not.`,
  );
}

/** Options that name properties by their paths. */
const PATHS = ["ignoreChanges", "hideDiffs"] as const;

/** The engine would pass over the path of a member's field without a word, for to it a member is one text. */
function refusePaths(label: string, opts: pulumi.CustomResourceOptions): void {
  for (const option of PATHS) {
    const problem = pathProblem(option, opts[option]);
    if (problem !== undefined) throw runError(`${label}: ${problem.summary}. ${problem.remedy}`);
  }
}

/** Reads the users out of what the engine keeps of the set, when somebody asks: that takes a moment for a large set. */
function offerUsers(set: pulumi.CustomResource, inputs: Bag): void {
  // A preview takes an output that a set does not have for one that is not known yet. What is not declared is not waited for.
  const beside = async (name: string): Promise<unknown> =>
    (await inputs[name]) === undefined ? undefined : Reflect.get(set, name);
  const [users, secrets, linked]: unknown[] = [Reflect.get(set, "users"), beside(SECRETS), beside(LINKED)];
  let read: ReturnType<typeof readUsers> | undefined;
  Object.defineProperty(set, "users", {
    configurable: true,
    enumerable: true,
    get: () => (read ??= readUsers({ users, secrets, linked })),
  });
}
