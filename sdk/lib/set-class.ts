import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../provider/model/kind";
import type { FieldTable } from "../../provider/model/field";
import { type SecretPath, SECRETS_INPUT, secretsInput } from "../../provider/pulumi/secret-paths";
import type { UserSetArgs, UserSetOutputs } from "./arguments";
import { composedName } from "./composed-name";
import { checkCall, insteadOfImport, isPlain, kindOf } from "./declaration";
import { watch, type Watched } from "./watch-values";
import { program } from "./gate";
import { registered } from "./turns";
import { runError, shortenTraces } from "./run-error";
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
      const shared = declaredFields(kind, rest);
      const members = membersOf(kind, name, users);
      const watched = watchSet(kind, shared, members);
      const admitted = program().declare({
        kind,
        many: true,
        name,
        known: watched.values,
        secrets: watched.secrets,
        opts,
        registered: () => registered(this),
      });
      const text = setProviderText(kind);
      const restoreTraces = shortenTraces();
      try {
        super(
          type,
          name,
          {
            ...outputsOf(kind),
            ...shared,
            users: members,
            [SECRETS_INPUT]: watched.allSecrets().then(secretsInput),
            __provider: admitted.then(() => text),
          },
          opts,
        );
      } finally {
        restoreTraces();
      }
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
function membersOf(kind: Kind, name: string, users: unknown): Readonly<Record<string, Declarations>> {
  const label = `${kind.directory.name}:UserSet ${JSON.stringify(name)}`;
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

/** A set as {@link watch} tells a user, secrets by their path. */
interface WatchedSet extends Pick<Watched, "values"> {
  secrets(): readonly SecretPath[];
  allSecrets(): Promise<readonly SecretPath[]>;
}

function watchSet(
  { fields: table }: Kind,
  shared: Declarations,
  members: Readonly<Record<string, Declarations>>,
): WatchedSet {
  const everybody = Object.entries(members).map(([member, fields]) => [member, watch(fields, table)] as const);
  const common = watch(shared, table);
  const own = (member: string, fields: readonly string[]): readonly SecretPath[] =>
    fields.map((field) => ["users", member, field]);
  return {
    values: () => ({
      ...common.values(),
      users: Object.fromEntries(everybody.map(([member, watched]) => [member, watched.values()])),
    }),
    secrets: () => [
      ...common.secrets().map((field) => [field]),
      ...everybody.flatMap(([member, watched]) => own(member, watched.secrets())),
    ],
    allSecrets: async () => {
      const theirs = await Promise.all(
        everybody.map(async ([member, watched]) => own(member, await watched.allSecrets())),
      );
      return [...(await common.allSecrets()).map((field) => [field]), ...theirs.flat()];
    },
  };
}

/** A resource only offers outputs whose names it knows from the start. */
function outputsOf(kind: Kind): Readonly<Record<string, undefined>> {
  return Object.fromEntries([...Object.keys(kind.computed ?? {}), "ids", "adopted"].map((name) => [name, undefined]));
}
