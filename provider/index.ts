import { dynamicProvider, dynamicSetProvider } from "./pulumi/dynamic";

/**
 * What `exports.handler = () => require("rollcall/provider").eds` finds: one provider object per directory. State files hold
 * that text, so neither this module's path nor the names of its exports may ever change. Each loads its directory when it is
 * configured, so that a run pays for those it uses alone.
 */
export const eds = dynamicProvider(async () => (await import("./eds")).eds.kinds.User);
export const eiam = dynamicProvider(async () => (await import("./eiam")).eiam.kinds.User);
export const workspace = dynamicProvider(async () => (await import("./workspace")).workspace.kinds.User);
export const cloudidentity = dynamicProvider(async () => (await import("./cloudidentity")).cloudidentity.kinds.User);

/** The same for sets of users. */
export const edsSet = dynamicSetProvider(async () => (await import("./eds")).eds.kinds.User);
export const eiamSet = dynamicSetProvider(async () => (await import("./eiam")).eiam.kinds.User);
export const workspaceSet = dynamicSetProvider(async () => (await import("./workspace")).workspace.kinds.User);
export const cloudidentitySet = dynamicSetProvider(
  async () => (await import("./cloudidentity")).cloudidentity.kinds.User,
);

/** The same for groups and units, one object each. */
export const edsGroup = dynamicProvider(async () => (await import("./eds")).eds.kinds.Group);
export const edsOrganization = dynamicProvider(async () => (await import("./eds")).eds.kinds.Organization);
export const eiamGroup = dynamicProvider(async () => (await import("./eiam")).eiam.kinds.Group);
export const eiamOrganizationalUnit = dynamicProvider(
  async () => (await import("./eiam")).eiam.kinds.OrganizationalUnit,
);
export const workspaceGroup = dynamicProvider(async () => (await import("./workspace")).workspace.kinds.Group);
export const cloudidentityGroup = dynamicProvider(
  async () => (await import("./cloudidentity")).cloudidentity.kinds.Group,
);
