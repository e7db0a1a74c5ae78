import type * as pulumi from "@pulumi/pulumi";
import { workspace } from "../provider/workspace";
import type { fields } from "../provider/workspace/user/fields";
import type { fields as groupFields } from "../provider/workspace/group/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/classes/arguments";
import { groupLookUp, type GroupQuery } from "./lib/names/look-up";
import { setClass } from "./lib/classes/set-class";
import { kindClass, userClass } from "./lib/classes/kind-class";

/** Inputs of a Workspace user. */
export type UserArgs = KindArgs<typeof fields>;

/** What the service alone decides about a Workspace user. */
export interface Computed {
  /** Whether the service has locked the account, as after failed logins. Not the same as `disabled`. */
  readonly locked: pulumi.Output<boolean | undefined>;
}

/** The same for a set: names of the users for whom it holds, each with its value. */
export interface SetComputed {
  readonly locked: pulumi.Output<Readonly<Record<string, boolean>> | undefined>;
}

/** A desktop user of Huawei Cloud Workspace. */
export const User = userClass<typeof fields, Computed>(workspace.kinds.User);
export type User = InstanceType<typeof User>;

/** Inputs of a set of Workspace users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many Workspace users as one resource. */
export const UserSet = setClass<typeof fields, SetComputed>(workspace.kinds.User);
export type UserSet = InstanceType<typeof UserSet>;

/** A user group as {@link getGroup} finds it. */
export interface FoundGroup {
  readonly groupId: string;
  readonly groupName: string;
  /** `LOCAL`, or the platform that keeps the group. */
  readonly platformType: string;
  readonly description?: string;
}

/**
 * Finds a group that exists, by its exact name or its id. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest name, or when several have the name, with their ids.
 */
export const getGroup = groupLookUp<GroupQuery, FoundGroup>(workspace);
/** Inputs of a Workspace user group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What a Workspace user group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A user group of Huawei Cloud Workspace. */
export const Group = kindClass<typeof groupFields, GroupOutputs>(workspace.kinds.Group);
export type Group = InstanceType<typeof Group>;
