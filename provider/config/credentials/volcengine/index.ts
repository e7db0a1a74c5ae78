import { METADATA_ENDPOINT } from "../../../vendors/volcengine/metadata";
import { callerAccount } from "../../../vendors/volcengine/sts";
import type { Cloud } from "../cloud";
import { environmentKeys, type KeyFamily } from "../environment-keys";
import { CLOUD_TITLES } from "../setting-names";
import { assumeRole, environmentRole, instance } from "./role";
import { environmentOidc, oidcSource } from "./oidc";
import { configuredTokens } from "../oidc-token";
import { defaultProfile, namedProfile, oldConfigFile } from "./profiles";

/** The variables of the SDKs and the command line, their older names, and those of the oldest SDKs. */
const families: readonly KeyFamily[] = [
  [["VOLCENGINE_ACCESS_KEY"], ["VOLCENGINE_SECRET_KEY"], ["VOLCENGINE_SESSION_TOKEN"]],
  [
    ["VOLCSTACK_ACCESS_KEY_ID", "VOLCSTACK_ACCESS_KEY"],
    ["VOLCSTACK_SECRET_ACCESS_KEY", "VOLCSTACK_SECRET_KEY"],
    ["VOLCSTACK_SESSION_TOKEN"],
  ],
  [["VOLC_ACCESSKEY"], ["VOLC_SECRETKEY"]],
];

/** How keys of Volcengine are found. A source is one line of `chain`. */
export const volcengine: Cloud = {
  name: "volcengine",
  title: CLOUD_TITLES.volcengine,
  endpoints(_region, settings) {
    const sts = `https://${settings.variable("VOLCENGINE_OIDC_STS_ENDPOINT") ?? "sts.volcengineapi.com"}`;
    return { sts, iam: sts, metadata: METADATA_ENDPOINT };
  },
  families,
  chain: [({ settings }) => environmentKeys(families, settings), environmentOidc, defaultProfile, oldConfigFile],
  profile: namedProfile,
  oidc: (seeker, block) => oidcSource(seeker, block, configuredTokens(block, seeker)),
  instance,
  assume: assumeRole,
  environmentRole,
  metadataSwitch: "VOLCENGINE_ECS_METADATA_DISABLED",
  account: ({ sts }, credentials, { network }) => callerAccount({ endpoint: sts, credentials }, network),
};
