import type * as pulumi from "@pulumi/pulumi";
import { cloudidentity } from "../provider/cloudidentity";
import type { fields } from "../provider/cloudidentity/user/fields";
import type { fields as groupFields } from "../provider/cloudidentity/group/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/classes/arguments";
import { groupLookUp, type GroupQuery } from "./lib/names/look-up";
import { setClass } from "./lib/classes/set-class";
import { kindClass, userClass } from "./lib/classes/kind-class";

/** Inputs of a CloudIdentity user. */
export type UserArgs = KindArgs<typeof fields>;

/** A user of Volcengine CloudIdentity. */
export const User = userClass(cloudidentity.kinds.User);
export type User = InstanceType<typeof User>;

/** Inputs of a set of CloudIdentity users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many CloudIdentity users as one resource. */
export const UserSet = setClass(cloudidentity.kinds.User);
export type UserSet = InstanceType<typeof UserSet>;

/** A group as {@link getGroup} finds it. */
export interface FoundGroup {
  readonly groupId: string;
  readonly groupName: string;
  readonly joinType: string;
  readonly displayName: string;
  readonly description: string;
}

/**
 * Finds a group that exists, by its exact name or its id; else by a display name that one group has. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest name, or when several have the name, with their ids.
 */
export const getGroup = groupLookUp<GroupQuery, FoundGroup>(cloudidentity, { displayName: "", description: "" });
/** Inputs of a CloudIdentity group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What a CloudIdentity group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of Volcengine CloudIdentity. */
export const Group = kindClass<typeof groupFields, GroupOutputs>(cloudidentity.kinds.Group);
export type Group = InstanceType<typeof Group>;
