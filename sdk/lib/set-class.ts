import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../provider/model/kind";
import type { FieldTable } from "../../provider/model/field";
import type { UserSetArgs, UserSetOutputs } from "./arguments";
import { composedName } from "./composed-name";
import { checkCall, insteadOfImport, isPlain, kindOf } from "./declaration";
import { program } from "./gate";
import { registered } from "./turns";
import { runError, shortenTraces } from "./run-error";
import { LARGEST, readUsers, setInputs } from "./set-inputs";
import { LINKED, SECRETS } from "../../provider/pulumi/set-form";
import { setProviderText, setTypeOf } from "../../provider/pulumi/names";

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

/** Makes the `UserSet` class of a directory from its field table. `C` types what the directory computes besides. */
export function setClass<F extends FieldTable, C = unknown>(kind: Kind & { readonly fields: F }): UserSetClass<F, C> {
  const type = setTypeOf(kind);

  class UserSet extends pulumi.CustomResource {
    static readonly __pulumiType = type;

    static override isInstance(value: unknown): value is UserSet {
      return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type;
    }

    constructor(given: string, args: Readonly<Record<string, unknown>>, options: pulumi.CustomResourceOptions = {}) {
      checkCall({
        what: `${kind.directory.name}:UserSet`,
        name: given,
        args,
        opts: options,
        insteadOfImport: insteadOfImport(kind),
      });
      const { name, opts } = composedName(given, options);
      const { users, ...rest } = args;
      const label = `${kind.directory.name}:UserSet ${JSON.stringify(name)}`;
      refusePaths(label, opts);
      const declared = setInputs(kind, declaredFields(kind, rest), membersOf(kind, label, users));
      if (declared.size > LARGEST)
        throw runError(
          `${label}: its users take ${Math.round(declared.size / 1e6)} MB, and the engine carries sets of up to ${LARGEST / 1e6} MB. Divide them among several sets, better in several stacks (docs/scale.md).`,
        );
      const admitted = program().declare({
        kind,
        many: true,
        name,
        known: declared.values,
        secrets: declared.secrets,
        opts,
        registered: () => registered(this),
      });
      const text = setProviderText(kind);
      const restoreTraces = shortenTraces();
      try {
        super(type, name, { ...outputsOf(kind), ...declared.inputs, __provider: admitted.then(() => text) }, opts);
      } finally {
        restoreTraces();
      }
      offerUsers(this, declared.inputs);
    }
  }
  return UserSet as unknown as UserSetClass<F, C>;
}

type Declarations = Readonly<Record<string, unknown>>;

function declaredFields(kind: Kind, fields: Declarations): Declarations {
  const declared = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    declared.map(([field, value]) => [field, kind.fields[field]?.secret === true ? pulumi.secret(value) : value]),
  );
}

/** Who is in a set must be known when the program runs: the deletion guard and the preview of each person depend on it. */
function membersOf(kind: Kind, label: string, users: unknown): Readonly<Record<string, Declarations>> {
  const members = Object.entries(plainObject(users, `${label}: users`)).map(
    ([member, fields]) => [member.normalize("NFC"), fields] as const,
  );
  const seen = new Set<string>();
  const twice = members.find(([member]) => seen.size === seen.add(member).size);
  if (twice !== undefined)
    throw runError(
      `${label}: users.${twice[0]} is declared twice, in two Unicode forms of one name. Keep one of the two.`,
    );
  return Object.fromEntries(
    members.map(([member, fields]) => [member, declaredFields(kind, plainObject(fields, `${label}: users.${member}`))]),
  );
}

function plainObject(value: unknown, what: string): Declarations {
  if (isPlain(value)) return value;
  throw runError(
    `${what} must be a plain object, not ${kindOf(value)}. The fields of a user may be outputs of other resources, the objects that hold them may not.`,
  );
}

/** Options that name properties by their paths. */
const PATHS = ["ignoreChanges", "replaceOnChanges", "hideDiffs"] as const;

/** The engine would pass over the path of a member's field without a word, for to it a member is one text. */
function refusePaths(label: string, opts: pulumi.CustomResourceOptions): void {
  for (const option of PATHS) {
    const path = opts[option]?.find((one) => /^users[.[]/.test(one) && stepsIn(one) > 2);
    if (path !== undefined)
      throw runError(
        `${label}: the option ${option} names ${path}, but to the engine a member of a set is one text. Name the whole member, or leave the field out of the program: what is not declared stays as it is.`,
      );
  }
}

function stepsIn(path: string): number {
  return path.match(/\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|[^.[\]]+/g)?.length ?? 0;
}

/** Reads the users out of what the engine keeps of the set, when somebody asks: that takes a moment for a large set. */
function offerUsers(set: pulumi.CustomResource, inputs: Declarations): void {
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

/** A resource only offers outputs whose names it knows from the start. */
function outputsOf(kind: Kind): Readonly<Record<string, undefined>> {
  return Object.fromEntries(
    [...Object.keys(kind.computed ?? {}), "ids", "adopted", SECRETS, LINKED].map((name) => [name, undefined]),
  );
}
