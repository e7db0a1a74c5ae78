import { dynamicProvider, dynamicSetProvider } from "./pulumi/dynamic";

/**
 * What `exports.handler = () => require("rollcall/provider").eds` finds: one provider object per directory. State files hold
 * that text, so neither this module's path nor the names of its exports may ever change. Each loads its directory when it is
 * configured, so that a run pays for those it uses alone.
 */
export const eds = dynamicProvider(async () => (await import("./eds")).eds);
export const eiam = dynamicProvider(async () => (await import("./eiam")).eiam);
export const workspace = dynamicProvider(async () => (await import("./workspace")).workspace);
export const cloudidentity = dynamicProvider(async () => (await import("./cloudidentity")).cloudidentity);

/** The same for sets of users. */
export const edsSet = dynamicSetProvider(async () => (await import("./eds")).eds);
export const eiamSet = dynamicSetProvider(async () => (await import("./eiam")).eiam);
export const workspaceSet = dynamicSetProvider(async () => (await import("./workspace")).workspace);
export const cloudidentitySet = dynamicSetProvider(async () => (await import("./cloudidentity")).cloudidentity);
