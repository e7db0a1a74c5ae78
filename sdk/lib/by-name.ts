import * as pulumi from "@pulumi/pulumi";
import type { DirectoryName } from "../../provider/model/account";
import type { FieldTable } from "../../provider/model/field";
import type { UserSetArgs } from "./arguments";
import * as cloudidentity from "../cloudidentity";
import * as eds from "../eds";
import * as eiam from "../eiam";
import * as workspace from "../workspace";

/** The classes that programs use, so that everybody a component declares is an instance of them. */
const classes = { eds, eiam, workspace, cloudidentity };

/** Declares a user of any directory by name, for components that make users from data. */
export function createUser(
  directory: DirectoryName,
  name: string,
  args: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return construct(classes[directory].User, name, args, opts);
}

/** The same for a set of users. */
export function createUserSet(
  directory: DirectoryName,
  name: string,
  args: UserSetArgs<FieldTable>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return construct(classes[directory].UserSet, name, args, opts);
}

/** Fields from data have no type of one directory; the constructor judges them by the directory's field table. */
function construct(
  Class: (typeof classes)[DirectoryName]["User" | "UserSet"],
  ...call: readonly [string, object, pulumi.CustomResourceOptions]
): pulumi.CustomResource {
  const made: unknown = Reflect.construct(Class, call);
  if (pulumi.CustomResource.isInstance(made)) return made;
  throw new TypeError("the class of a directory makes no resources");
}
