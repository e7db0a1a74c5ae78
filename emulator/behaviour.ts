/** What differs between real accounts, or what no page tells, and so can be chosen at the start. Absent parts are the defaults. */
export interface Behaviour {
  /** Users that each directory may have; unless given, EDS takes 50,000 and the others have no limit. */
  readonly maxUsers?: number | undefined;
  /** CloudIdentity shows phone numbers in full. Unless given, reads mask them, which is the harder case for a client. */
  readonly plainPhones?: boolean | undefined;
  /** EDS, EIAM and Workspace refuse a group of a name that is taken. Unless given, names may repeat: no page says otherwise. */
  readonly uniqueGroupNames?: boolean | undefined;
  /** EDS takes organisations of one name below one parent. Unless given, it refuses them, as EIAM does with its units. */
  readonly repeatedOrgNames?: boolean | undefined;
  /** Temporary keys live so many seconds, whatever was asked for: expiry and refresh within a test. */
  readonly keyLifetimeSeconds?: number | undefined;
  /** Alibaba Cloud's and Huawei Cloud's metadata answer nothing without a token, as a hardened machine does. Volcengine's never does. */
  readonly metadataTokens?: boolean | undefined;
}

/** Whether a directory with that many users takes no further one. */
export function isFull(users: number, { maxUsers }: Behaviour): boolean {
  return maxUsers !== undefined && users >= maxUsers;
}
