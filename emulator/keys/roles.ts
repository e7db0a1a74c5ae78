/** Who may take a role: users and roles of the account, bearers of an ID token, or the machine a program runs on. */
export type Trusted = "account" | "id-token" | "instance";

/** A role (on Huawei Cloud an agency) that exists in every account of a new world. */
export interface Role {
  readonly name: string;
  readonly trusts: readonly Trusted[];
  /** Longest session, in seconds. */
  readonly maxSeconds: number;
  /** What AssumeRole must send, where the trust policy asks for it. */
  readonly externalId?: string;
}

/** One hour is what the clouds give a new role; twelve hours are the most they allow. */
const HOUR = 3600;

/** The roles, the same on all three clouds. The first is what most clients want. */
export const roles: readonly [Role, ...Role[]] = [
  { name: "rollcall", trusts: ["account", "id-token"], maxSeconds: HOUR },
  { name: "rollcall-long", trusts: ["account", "id-token"], maxSeconds: 12 * HOUR },
  { name: "rollcall-partner", trusts: ["account"], maxSeconds: HOUR, externalId: "emulator-partner" },
  { name: "rollcall-instance", trusts: ["instance"], maxSeconds: 6 * HOUR },
  { name: "rollcall-closed", trusts: [], maxSeconds: HOUR },
];

/** The role that the metadata service gives to a machine. */
export const instanceRole = "rollcall-instance";

/** The role of that name, if there is one. Names of roles are case-sensitive. */
export function findRole(name: string): Role | undefined {
  return roles.find((role) => role.name === name);
}

/** The id that the clouds show for a role beside its name. */
export function roleId(name: string): string {
  return `30000000000000000${roles.findIndex((role) => role.name === name) + 1}`;
}
