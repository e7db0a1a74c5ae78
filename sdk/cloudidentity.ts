import { cloudidentity } from "../provider/cloudidentity";
import { fields } from "../provider/cloudidentity/user/fields";
import type { UserArgs as Args, UserSetArgs as SetArgs } from "./lib/arguments";
import { groupLookUp, type GroupQuery } from "./lib/names/look-up";
import { setClass } from "./lib/set-class";
import { userClass } from "./lib/user-class";

/** Inputs of a CloudIdentity user. */
export type UserArgs = Args<typeof fields>;

/** A user of Volcengine CloudIdentity. */
export const User = userClass({ ...cloudidentity.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of CloudIdentity users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many CloudIdentity users as one resource. */
export const UserSet = setClass({ ...cloudidentity.kinds.User, fields });
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
export const getGroup = groupLookUp<GroupQuery, FoundGroup>(cloudidentity);
