import { eds } from "../provider/eds";
import { fields } from "../provider/eds/user/fields";
import type { UserArgs as Args, UserSetArgs as SetArgs } from "./lib/arguments";
import { setClass } from "./lib/set-class";
import { userClass } from "./lib/user-class";

/** Inputs of an EDS user. */
export type UserArgs = Args<typeof fields>;

/** A convenience user of Alibaba Cloud EDS. */
export const User = userClass({ ...eds.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of EDS users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EDS users as one resource. */
export const UserSet = setClass({ ...eds.kinds.User, fields });
export type UserSet = InstanceType<typeof UserSet>;
