import type * as pulumi from "@pulumi/pulumi";
import type { Declaration, FieldTable } from "../provider/field";

/** What a program passes to a user: the directory's fields, each a value or an output of another resource. */
export type UserArgs<F extends FieldTable> = { readonly [K in keyof Declaration<F>]: pulumi.Input<Declaration<F>[K]> | Undefined<Declaration<F>[K]> };

type Undefined<T> = undefined extends T ? undefined : never;

/** What a user offers to other resources. A field that the program does not declare has no value. */
export type UserOutputs<F extends FieldTable> = { readonly [K in keyof F & string]: pulumi.Output<Declaration<F>[K & keyof Declaration<F>] | undefined> } & {
  /** The id under which the directory knows the user; the same as the resource's id. */
  readonly userId: pulumi.Output<string | undefined>;
  /** True when the account was taken over instead of created. */
  readonly adopted: pulumi.Output<boolean | undefined>;
};
