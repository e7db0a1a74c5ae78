export { Account, type AccountArgs } from "./account";
export * as eds from "./eds";
