import * as pulumi from "@pulumi/pulumi";
import type { Directory } from "../provider/directory";
import type { FieldTable } from "../provider/field";
import type { UserArgs, UserOutputs } from "./arguments";
import { known } from "./known";
import { program } from "./program";
import { registered } from "./registered";
import { shortenTraces } from "./short-trace";

/** The constructor that every directory's `User` is. */
export interface UserClass<F extends FieldTable, C = unknown> {
  /**
   * Declares an end user.
   * @param name the resource's name in the stack; the user's natural key is a good one.
   * @throws pulumi.RunError, once and for all users together, when a declaration breaks a documented rule.
   */
  new (name: string, args: UserArgs<F>, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource & UserOutputs<F> & C;
  /** Reads an existing user without managing it. `id` is the resource id: EndUserId for EDS, the UserId elsewhere. */
  get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource & UserOutputs<F> & C;
  /** Whether something is a user of this directory, whichever copy of the package made it. */
  isInstance(value: unknown): value is pulumi.CustomResource & UserOutputs<F> & C;
  readonly __pulumiType: string;
}

/** Resource type of a directory's users; part of every URN, so it never changes. */
export function userType(directory: Pick<Directory, "name">): string {
  return `pulumi-nodejs:dynamic/rollcall/${directory.name}:User`;
}

/**
 * The text by which the host of dynamic providers finds ours. It is stored twice per user, so it is short, and it never
 * changes, so that an upgrade of Rollcall is no change to anybody.
 */
export function providerText(directory: Pick<Directory, "name">): string {
  return `exports.handler = () => require("rollcall/provider").${directory.name};`;
}

/** Makes the `User` class of a directory from its field table. `C` types what the directory computes besides. */
export function userClass<F extends FieldTable, C = unknown>(directory: Directory & { readonly fields: F }): UserClass<F, C> {
  const type = userType(directory);
  const secrets = Object.entries(directory.fields).flatMap(([field, spec]) => (spec.secret === true ? [field] : []));

  class User extends pulumi.CustomResource {
    static readonly __pulumiType = type;

    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): User {
      return new User(name, {}, { ...opts, id });
    }

    static override isInstance(value: unknown): value is User {
      return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type;
    }

    constructor(name: string, args: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions = {}) {
      const declared: Record<string, unknown> = {};
      for (const [field, value] of Object.entries(args)) {
        if (value !== undefined) declared[field] = secrets.includes(field) ? pulumi.secret(value) : value;
      }
      const admitted = opts.id === undefined ? program().declare({ directory, kind: "User", name, known: known(declared), opts, registered: () => registered(this) }) : Promise.resolve();
      const text = providerText(directory);
      const secret = secrets.filter((field) => field in declared);
      const restoreTraces = shortenTraces();
      try {
        super(
          type,
          name,
          { ...(opts.id === undefined ? toldBesides(directory) : everything(directory)), ...declared, __provider: admitted.then(() => text) },
          secret.length === 0 ? opts : pulumi.mergeOptions(opts, { additionalSecretOutputs: secret }),
        );
      } finally {
        restoreTraces();
      }
    }
  }
  // State keeps declared fields alone, so the others share one output: making twenty for each of a thousand users took seconds.
  const undeclared = pulumi.output(undefined);
  for (const field of Object.keys(directory.fields)) Object.defineProperty(User.prototype, field, { value: undeclared, writable: true, configurable: true });
  return User as unknown as UserClass<F, C>;
}

/** What the provider tells of a user besides the declared fields. A resource only offers outputs whose names it knows from the start. */
function toldBesides(directory: Directory): Readonly<Record<string, undefined>> {
  return unset([...Object.keys(directory.computed ?? {}), directory.idOutput, "userId", "adopted"]);
}

/** What may be known of a user that is only read. */
function everything(directory: Directory): Readonly<Record<string, undefined>> {
  return { ...unset(Object.keys(directory.fields)), ...toldBesides(directory) };
}

function unset(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
