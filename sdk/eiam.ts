import type * as pulumi from "@pulumi/pulumi";
import { eiam } from "../provider/eiam";
import type { fields } from "../provider/eiam/user/fields";
import type { fields as groupFields } from "../provider/eiam/group/fields";
import type { fields as organizationalUnitFields } from "../provider/eiam/organizational-unit/fields";
import type { KindArgs, KindOutputs, UserSetArgs as SetArgs } from "./lib/classes/arguments";
import { type ExternalGroupQuery, type ExternalUnitQuery, groupLookUp, unitLookUp } from "./lib/names/look-up";
import { setClass } from "./lib/classes/set-class";
import { kindClass, userClass } from "./lib/classes/kind-class";

/** Inputs of an EIAM user. */
export type UserArgs = KindArgs<typeof fields>;

/** An account of Alibaba Cloud IDaaS EIAM. */
export const User = userClass(eiam.kinds.User);
export type User = InstanceType<typeof User>;

/** Inputs of a set of EIAM accounts. */
export type UserSetArgs = SetArgs<typeof fields>;

/** Many EIAM accounts as one resource. */
export const UserSet = setClass(eiam.kinds.User);
export type UserSet = InstanceType<typeof UserSet>;

/** A group as {@link getGroup} finds it. */
export interface FoundGroup {
  readonly instanceId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly groupExternalId?: string;
  readonly description?: string;
}

/**
 * Finds a group that exists, by its exact name or its id here or in another system. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest name, or when several have the name, with their ids.
 */
export const getGroup = groupLookUp<ExternalGroupQuery, FoundGroup>(eiam);

/** A unit as {@link getOrganizationalUnit} finds it. */
export interface FoundOrganizationalUnit {
  readonly instanceId: string;
  readonly organizationalUnitId: string;
  readonly organizationalUnitName: string;
  /** Absent for the root. */
  readonly parentId?: string;
  readonly organizationalUnitExternalId?: string;
  readonly description?: string;
  /** From below the root; empty for the root itself. */
  readonly path: string;
}

/**
 * Finds an organizational unit that exists, by its path from below the root (`设计部/视觉组`; `/` inside a name is written `\/`) or its id here or in another system. A name alone
 * must belong to one unit in the whole tree. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest path, or when several are meant, with their paths and ids.
 */
export const getOrganizationalUnit = unitLookUp<ExternalUnitQuery, FoundOrganizationalUnit>(
  eiam,
  "getOrganizationalUnit",
);
/** Inputs of an EIAM group. */
export type GroupArgs = KindArgs<typeof groupFields>;

/** What an EIAM group offers to other resources. */
export interface GroupOutputs extends KindOutputs<typeof groupFields> {
  /** The id by which users and the directory name the group; the same as the resource's id. */
  readonly groupId: pulumi.Output<string>;
}

/** A group of EIAM accounts. */
export const Group = kindClass<typeof groupFields, GroupOutputs>(eiam.kinds.Group);
export type Group = InstanceType<typeof Group>;

/** Inputs of an EIAM organizational unit. */
export type OrganizationalUnitArgs = KindArgs<typeof organizationalUnitFields>;

/** What an EIAM organizational unit offers to other resources. */
export interface OrganizationalUnitOutputs extends KindOutputs<typeof organizationalUnitFields> {
  /** The id by which users and the directory name the unit; the same as the resource's id. */
  readonly organizationalUnitId: pulumi.Output<string>;
}

/** An organizational unit of an EIAM instance. */
export const OrganizationalUnit = kindClass<typeof organizationalUnitFields, OrganizationalUnitOutputs>(
  eiam.kinds.OrganizationalUnit,
);
export type OrganizationalUnit = InstanceType<typeof OrganizationalUnit>;
