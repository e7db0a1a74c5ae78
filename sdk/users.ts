import type * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import type { Directory, DirectoryName } from "../provider/directory";
import type { FieldTable } from "../provider/field";
import type { UserSetArgs } from "./arguments";
import { setClass } from "./set-class";
import { userClass } from "./user-class";

/** Declares a user of any directory by name, for components that make users from data. */
export function createUser(directory: DirectoryName, name: string, args: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
  const User = userClass<FieldTable>(directoryOf(directory));
  return new User(name, args, opts);
}

/** The same for a set of users. */
export function createUserSet(directory: DirectoryName, name: string, args: UserSetArgs<FieldTable>, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
  const UserSet = setClass<FieldTable>(directoryOf(directory));
  return new UserSet(name, args, opts);
}

function directoryOf(name: DirectoryName): Directory {
  return (directories as Readonly<Record<DirectoryName, Directory>>)[name];
}
