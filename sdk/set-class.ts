import * as pulumi from "@pulumi/pulumi";
import type { Directory } from "../provider/directory";
import type { FieldTable } from "../provider/field";
import { record } from "../provider/json";
import type { UserSetArgs, UserSetOutputs } from "./arguments";
import { known } from "./known";
import { program } from "./program";
import { registered } from "./registered";
import { runError } from "./run-error";
import { shortenTraces } from "./short-trace";

/** The constructor that every directory's `UserSet` is. */
export interface UserSetClass<F extends FieldTable, C = unknown> {
  /**
   * Declares many end users as one resource.
   * @param name the resource's name in the stack.
   * @throws pulumi.RunError, once and for all users together, when a declaration breaks a documented rule.
   */
  new (name: string, args: UserSetArgs<F>, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource & UserSetOutputs<F> & C;
  /** Whether something is a set of this directory's users, whichever copy of the package made it. */
  isInstance(value: unknown): value is pulumi.CustomResource & UserSetOutputs<F> & C;
  readonly __pulumiType: string;
}

/** Resource type of a directory's sets; part of every URN, so it never changes. */
export function setType(directory: Pick<Directory, "name">): string {
  return `pulumi-nodejs:dynamic/rollcall/${directory.name}:UserSet`;
}

/** The text by which the host of dynamic providers finds ours; it never changes, so that an upgrade of Rollcall changes nobody. */
export function setProviderText(directory: Pick<Directory, "name">): string {
  return `exports.handler = () => require("rollcall/provider").${directory.name}Set;`;
}

/** Makes the `UserSet` class of a directory from its field table. `C` types what the directory computes besides. */
export function setClass<F extends FieldTable, C = unknown>(directory: Directory & { readonly fields: F }): UserSetClass<F, C> {
  const type = setType(directory);

  class UserSet extends pulumi.CustomResource {
    static readonly __pulumiType = type;

    static override isInstance(value: unknown): value is UserSet {
      return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type;
    }

    constructor(name: string, args: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions = {}) {
      const { users, ...rest } = args;
      const shared = declaredFields(directory, rest);
      const members = membersOf(directory, name, users);
      const admitted = program().declare({ directory, kind: "UserSet", name, known: knownSet(shared, members), opts, registered: () => registered(this) });
      const text = setProviderText(directory);
      const restoreTraces = shortenTraces();
      try {
        super(type, name, { ...outputsOf(directory), ...shared, users: members, __provider: admitted.then(() => text) }, opts);
      } finally {
        restoreTraces();
      }
    }
  }
  return UserSet as unknown as UserSetClass<F, C>;
}

type Declarations = Readonly<Record<string, unknown>>;

function declaredFields(directory: Directory, fields: Declarations): Declarations {
  const declared = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(declared.map(([field, value]) => [field, directory.fields[field]?.secret === true ? pulumi.secret(value) : value]));
}

/** Who is in a set must be known when the program runs: the deletion guard and the preview of each person depend on it. */
function membersOf(directory: Directory, name: string, users: unknown): Readonly<Record<string, Declarations>> {
  const label = `${directory.name}:UserSet ${JSON.stringify(name)}`;
  const members = Object.entries(plainObject(users, `${label}: users`));
  return Object.fromEntries(members.map(([member, fields]) => [member, declaredFields(directory, plainObject(fields, `${label}: users.${member}`))]));
}

function plainObject(value: unknown, what: string): Declarations {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Promise) && !pulumi.Output.isInstance(value)) return record(value);
  throw runError(`${what} must be a plain object. The fields of a user may be outputs of other resources, the objects that hold them may not.`);
}

function knownSet(shared: Declarations, members: Readonly<Record<string, Declarations>>): () => ReturnType<ReturnType<typeof known>> {
  const everybody = Object.entries(members).map(([member, fields]) => [member, known(fields)] as const);
  const common = known(shared);
  return () => ({ ...common(), users: Object.fromEntries(everybody.map(([member, fields]) => [member, fields()])) });
}

/** A resource only offers outputs whose names it knows from the start. */
function outputsOf(directory: Directory): Readonly<Record<string, undefined>> {
  return Object.fromEntries([...Object.keys(directory.computed ?? {}), "ids", "adopted"].map((name) => [name, undefined]));
}
