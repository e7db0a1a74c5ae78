import type * as pulumi from "@pulumi/pulumi";
import { eds } from "../provider/eds";
import type { fields } from "../provider/eds/user/fields";
import type { fields as groupFields } from "../provider/eds/group/fields";
import type { fields as organizationFields } from "../provider/eds/organization/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/classes/arguments";
import { groupLookUp, type GroupQuery, unitLookUp, type UnitQuery } from "./lib/names/look-up";
import { setClass } from "./lib/classes/set-class";
import { kindClass, userClass } from "./lib/classes/kind-class";

/** Inputs of an EDS user. */
export type UserArgs = KindArgs<typeof fields>;

/** A convenience user of Alibaba Cloud EDS. */
export const User = userClass(eds.kinds.User);
export type User = InstanceType<typeof User>;

/** Inputs of a set of EDS users. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EDS users as one resource. */
export const UserSet = setClass(eds.kinds.User);
export type UserSet = InstanceType<typeof UserSet>;

/** A group as {@link getGroup} finds it. */
export interface FoundGroup {
  readonly groupId: string;
  readonly groupName: string;
  readonly description?: string;
}

/**
 * Finds a group that exists, by its exact name or its id. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest name, or when several have the name, with their ids.
 */
export const getGroup = groupLookUp<GroupQuery, FoundGroup>(eds);

/** An organisation as {@link getOrganization} finds it. */
export interface FoundOrganization {
  readonly orgId: string;
  readonly orgName: string;
  /** Absent for the root. */
  readonly parentOrgId?: string;
  /** From below the root; empty for the root itself. */
  readonly path: string;
}

/**
 * Finds an organisation that exists, by its path from below the root (`设计部/视觉组`; `/` inside a name is written `\/`) or its id. A name alone
 * must belong to one unit in the whole tree. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest path, or when several are meant, with their paths and ids.
 */
export const getOrganization = unitLookUp<UnitQuery, FoundOrganization>(eds, "getOrganization");
/** Inputs of an EDS group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What an EDS group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of EDS users. */
export const Group = kindClass<typeof groupFields, GroupOutputs>(eds.kinds.Group);
export type Group = InstanceType<typeof Group>;

/** Inputs of an EDS organisation. */
export type OrganizationArgs = KindArgs<typeof organizationFields>;

/** What an EDS organisation offers to other resources. */
export interface OrganizationOutputs extends KindOutputs<typeof organizationFields> {
  /** The id by which users and the directory name the organisation; the same as the resource's id. */
  readonly orgId: pulumi.Output<string>;
}

/** An organisation of EDS users, a place in the tree below the root. */
export const Organization = kindClass<typeof organizationFields, OrganizationOutputs>(eds.kinds.Organization);
export type Organization = InstanceType<typeof Organization>;
