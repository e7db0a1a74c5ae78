export { Account, type AccountArgs } from "./account";
export * as cloudidentity from "./cloudidentity";
export * as eds from "./eds";
export { Roster, type RosterArgs } from "./roster";
