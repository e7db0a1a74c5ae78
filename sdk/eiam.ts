import { eiam } from "../provider/eiam";
import { fields } from "../provider/eiam/fields";
import type { UserArgs as Args } from "./arguments";
import { userClass } from "./user-class";

/** Inputs of an EIAM user. */
export type UserArgs = Args<typeof fields>;

/** An account of Alibaba Cloud IDaaS EIAM. */
export const User = userClass({ ...eiam, fields });
export type User = InstanceType<typeof User>;
