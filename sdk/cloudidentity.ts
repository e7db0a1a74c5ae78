import type * as pulumi from "@pulumi/pulumi";
import { cloudidentity } from "../provider/cloudidentity";
import { fields } from "../provider/cloudidentity/user/fields";
import { fields as groupFields } from "../provider/cloudidentity/group/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/arguments";
import { setClass } from "./lib/set-class";
import { kindClass, userClass } from "./lib/kind-class";

/** Inputs of a CloudIdentity user. */
export type UserArgs = KindArgs<typeof fields>;

/** A user of Volcengine CloudIdentity. */
export const User = userClass({ ...cloudidentity.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of CloudIdentity users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many CloudIdentity users as one resource. */
export const UserSet = setClass({ ...cloudidentity.kinds.User, fields });
export type UserSet = InstanceType<typeof UserSet>;

/** Inputs of a CloudIdentity group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What a CloudIdentity group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of Volcengine CloudIdentity. */
export const Group = kindClass<typeof groupFields, GroupOutputs>({ ...cloudidentity.kinds.Group, fields: groupFields });
export type Group = InstanceType<typeof Group>;
