import { eds } from "../provider/eds";
import { fields } from "../provider/eds/fields";
import type { UserArgs as Args } from "./arguments";
import { userClass } from "./user-class";

/** Inputs of an EDS user. */
export type UserArgs = Args<typeof fields>;

/** A convenience user of Alibaba Cloud EDS. */
export const User = userClass({ ...eds, fields });
export type User = InstanceType<typeof User>;
