import type * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import type { Directory, DirectoryName } from "../provider/directory";
import type { FieldTable } from "../provider/field";
import { userClass } from "./user-class";

/** Declares a user of any directory by name, for components that make users from data. */
export function createUser(directory: DirectoryName, name: string, args: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
  const User = userClass<FieldTable>((directories as Readonly<Record<DirectoryName, Directory>>)[directory]);
  return new User(name, args, opts);
}
