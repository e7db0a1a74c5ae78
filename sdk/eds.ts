import type * as pulumi from "@pulumi/pulumi";
import { eds } from "../provider/eds";
import { fields } from "../provider/eds/user/fields";
import { fields as groupFields } from "../provider/eds/group/fields";
import { fields as organizationFields } from "../provider/eds/organization/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/arguments";
import { setClass } from "./lib/set-class";
import { kindClass, userClass } from "./lib/kind-class";

/** Inputs of an EDS user. */
export type UserArgs = KindArgs<typeof fields>;

/** A convenience user of Alibaba Cloud EDS. */
export const User = userClass({ ...eds.kinds.User, fields });
export type User = InstanceType<typeof User>;

/** Inputs of a set of EDS users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EDS users as one resource. */
export const UserSet = setClass({ ...eds.kinds.User, fields });
export type UserSet = InstanceType<typeof UserSet>;

/** Inputs of an EDS group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What an EDS group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of EDS users. */
export const Group = kindClass<typeof groupFields, GroupOutputs>({ ...eds.kinds.Group, fields: groupFields });
export type Group = InstanceType<typeof Group>;

/** Inputs of an EDS organisation. */
export type OrganizationArgs = KindArgs<typeof organizationFields>;

/** What an EDS organisation offers to other resources. */
export interface OrganizationOutputs extends KindOutputs<typeof organizationFields> {
  /** The id by which users and the directory name the organisation; the same as the resource's id. */
  readonly orgId: pulumi.Output<string>;
}

/** An organisation of EDS users, a place in the tree below the root. */
export const Organization = kindClass<typeof organizationFields, OrganizationOutputs>({
  ...eds.kinds.Organization,
  fields: organizationFields,
});
export type Organization = InstanceType<typeof Organization>;
