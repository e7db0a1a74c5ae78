import type * as pulumi from "@pulumi/pulumi";
import { eiam } from "../provider/eiam";
import { fields } from "../provider/eiam/user/fields";
import { fields as groupFields } from "../provider/eiam/group/fields";
import { fields as organizationalUnitFields } from "../provider/eiam/organizational-unit/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/arguments";
import { setClass } from "./lib/set-class";
import { kindClass, userClass } from "./lib/kind-class";

/** Inputs of an EIAM user. */
export type UserArgs = KindArgs<typeof fields>;

/** An account of Alibaba Cloud IDaaS EIAM. */
export const User = userClass({ ...eiam.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of EIAM accounts. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EIAM accounts as one resource. */
export const UserSet = setClass({ ...eiam.kinds.User, fields });
export type UserSet = InstanceType<typeof UserSet>;

/** Inputs of an EIAM group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What an EIAM group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of EIAM accounts. */
export const Group = kindClass<typeof groupFields, GroupOutputs>({ ...eiam.kinds.Group, fields: groupFields });
export type Group = InstanceType<typeof Group>;

/** Inputs of an EIAM organizational unit. */
export type OrganizationalUnitArgs = KindArgs<typeof organizationalUnitFields>;

/** What an EIAM organizational unit offers to other resources. */
export interface OrganizationalUnitOutputs extends KindOutputs<typeof organizationalUnitFields> {
  /** The id by which users and the directory name the unit; the same as the resource's id. */
  readonly organizationalUnitId: pulumi.Output<string>;
}

/** An organizational unit of an EIAM instance. */
export const OrganizationalUnit = kindClass<typeof organizationalUnitFields, OrganizationalUnitOutputs>({
  ...eiam.kinds.OrganizationalUnit,
  fields: organizationalUnitFields,
});
export type OrganizationalUnit = InstanceType<typeof OrganizationalUnit>;
