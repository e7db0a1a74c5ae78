import { cloudidentity } from "../provider/cloudidentity";
import { fields } from "../provider/cloudidentity/user/fields";
import type { UserArgs as Args, UserSetArgs as SetArgs } from "./lib/arguments";
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
