import { directories } from "./directories";
import { dynamicProvider } from "./host/dynamic";

/**
 * What `exports.handler = () => require("rollcall/provider").eds` finds: one provider object per directory. State files hold
 * that text, so neither this module's path nor the names of its exports may ever change.
 */
export const eds = dynamicProvider(directories.eds);
export const eiam = dynamicProvider(directories.eiam);
export const workspace = dynamicProvider(directories.workspace);
export const cloudidentity = dynamicProvider(directories.cloudidentity);
