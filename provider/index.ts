import { directories } from "./directories";
import { dynamicProvider, dynamicSetProvider } from "./host/dynamic";

/**
 * What `exports.handler = () => require("rollcall/provider").eds` finds: one provider object per directory. State files hold
 * that text, so neither this module's path nor the names of its exports may ever change.
 */
export const eds = dynamicProvider(directories.eds);
export const eiam = dynamicProvider(directories.eiam);
export const workspace = dynamicProvider(directories.workspace);
export const cloudidentity = dynamicProvider(directories.cloudidentity);

/** The same for sets of users. */
export const edsSet = dynamicSetProvider(directories.eds);
export const eiamSet = dynamicSetProvider(directories.eiam);
export const workspaceSet = dynamicSetProvider(directories.workspace);
export const cloudidentitySet = dynamicSetProvider(directories.cloudidentity);
