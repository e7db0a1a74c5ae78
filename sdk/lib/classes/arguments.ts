import type * as pulumi from "@pulumi/pulumi";
import type { Declaration, FieldTable } from "../../../provider/model/field";

/** A value, or an output of another resource that holds it; so is each entry of a list or an object. */
type Given<T> = pulumi.Input<
  [T] extends [readonly (infer E)[]]
    ? readonly Given<E>[]
    : [T] extends [object]
      ? { readonly [K in keyof T]: Given<Exclude<T[K], undefined>> | Undefined<T[K]> }
      : T
>;

/** What a program passes to a user, group or unit: the kind's fields, each a value or an output of another resource. */
export type KindArgs<F extends FieldTable> = {
  readonly [K in keyof Declaration<F>]: Given<Exclude<Declaration<F>[K], undefined>> | Undefined<Declaration<F>[K]>;
};

type Undefined<T> = undefined extends T ? undefined : never;

/** What a resource offers to others. A field that the program does not declare has no value. */
export type KindOutputs<F extends FieldTable> = {
  readonly [K in keyof F & string]: pulumi.Output<Declaration<F>[K & keyof Declaration<F>] | undefined>;
} & {
  /** True when it was there before and was taken over instead of created. */
  readonly adopted: pulumi.Output<boolean | undefined>;
};

/** The same for a user. */
export type UserOutputs<F extends FieldTable> = KindOutputs<F> & {
  /** The id under which the directory knows the user; the same as the resource's id. */
  readonly userId: pulumi.Output<string | undefined>;
  /** The password that Rollcall made for `password: "(generate)"`, once; secret. Hand it over with `rollcall passwords`. */
  readonly initialPassword: pulumi.Output<string | undefined>;
};

/** What a program declares of one member of a set: any of the fields, since the set may declare the others for everybody. */
export type MemberArgs<F extends FieldTable> = {
  readonly [K in keyof Declaration<F>]?: Given<Exclude<Declaration<F>[K], undefined>> | undefined;
};

/** What a program passes to a set: the members by name, and fields that hold for every member that does not declare them. */
export type UserSetArgs<F extends FieldTable> = MemberArgs<F> & {
  /** The users by a name that stays the same; it is the natural key of a user who does not declare one. */
  readonly users: Readonly<Record<string, MemberArgs<F>>>;
};

/** What a set offers to other resources. */
export interface UserSetOutputs<F extends FieldTable> {
  /** The users' declared fields by name. */
  readonly users: pulumi.Output<Readonly<Record<string, Partial<Declaration<F>>>>>;
  /** The directory's id of each user by name; a user who is not in it has its natural key as id. */
  readonly ids: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** Names of the users who were taken over instead of created. */
  readonly adopted: pulumi.Output<readonly string[] | undefined>;
  /** The passwords that Rollcall made for `password: "(generate)"`, by name; each is secret. */
  readonly initialPassword: pulumi.Output<Readonly<Record<string, string>> | undefined>;
}
