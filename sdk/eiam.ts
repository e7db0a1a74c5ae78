import { eiam } from "../provider/eiam";
import { fields } from "../provider/eiam/user/fields";
import type { UserArgs as Args, UserSetArgs as SetArgs } from "./lib/arguments";
import { type ExternalGroupQuery, type ExternalUnitQuery, groupLookUp, unitLookUp } from "./lib/names/look-up";
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
 * must be borne by one in the whole tree. Nothing is made or managed.
 * @throws pulumi.RunError, from the answer, when there is none, with the nearest path, or when several are meant, with their paths and ids.
 */
export const getOrganizationalUnit = unitLookUp<ExternalUnitQuery, FoundOrganizationalUnit>(
  eiam,
  "getOrganizationalUnit",
);
