import { eiam } from "../provider/eiam";
import { fields } from "../provider/eiam/user/fields";
import type { UserArgs as Args, UserSetArgs as SetArgs } from "./lib/arguments";
import { setClass } from "./lib/set-class";
import { userClass } from "./lib/user-class";

/** Inputs of an EIAM user. */
export type UserArgs = Args<typeof fields>;

/** An account of Alibaba Cloud IDaaS EIAM. */
export const User = userClass({ ...eiam.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of EIAM accounts. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EIAM accounts as one resource. */
export const UserSet = setClass({ ...eiam.kinds.User, fields });
export type UserSet = InstanceType<typeof UserSet>;
