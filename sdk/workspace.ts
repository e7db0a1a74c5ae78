import type * as pulumi from "@pulumi/pulumi";
import { workspace } from "../provider/workspace";
import { fields } from "../provider/workspace/fields";
import type { UserArgs as Args } from "./arguments";
import { userClass } from "./user-class";

/** Inputs of a Workspace user. */
export type UserArgs = Args<typeof fields>;

/** What the service alone decides about a Workspace user. */
export interface Computed {
  /** Whether the service has locked the account, as after failed logins. Not the same as `disabled`. */
  readonly locked: pulumi.Output<boolean | undefined>;
}

/** A desktop user of Huawei Cloud Workspace. */
export const User = userClass<typeof fields, Computed>({ ...workspace, fields });
export type User = InstanceType<typeof User>;
