import { cloudidentity } from "../provider/cloudidentity";
import { fields } from "../provider/cloudidentity/fields";
import type { UserArgs as Args } from "./arguments";
import { userClass } from "./user-class";

/** Inputs of a CloudIdentity user. */
export type UserArgs = Args<typeof fields>;

/** A user of Volcengine CloudIdentity. */
export const User = userClass({ ...cloudidentity, fields });
export type User = InstanceType<typeof User>;
