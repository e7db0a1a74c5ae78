import { METADATA_ENDPOINT } from "../../../vendors/volcengine/metadata";
import { callerAccount } from "../../../vendors/volcengine/sts";
import type { Cloud } from "../cloud";
import { environmentKeys } from "../environment-keys";
import { CLOUD_TITLES } from "../setting-names";
import { assumeRole, environmentRole, instance, metadataSwitch } from "./role";
import { environmentOidc, oidc } from "./oidc";
import { defaultProfile, namedProfile, oldConfigFile } from "./profiles";

/** The variables of the SDKs and the command line, their older names, and those of the oldest SDKs. */
const families = [
  { ids: ["VOLCENGINE_ACCESS_KEY"], secrets: ["VOLCENGINE_SECRET_KEY"], sessions: ["VOLCENGINE_SESSION_TOKEN"] },
  {
    ids: ["VOLCSTACK_ACCESS_KEY_ID", "VOLCSTACK_ACCESS_KEY"],
    secrets: ["VOLCSTACK_SECRET_ACCESS_KEY", "VOLCSTACK_SECRET_KEY"],
    sessions: ["VOLCSTACK_SESSION_TOKEN"],
  },
  { ids: ["VOLC_ACCESSKEY"], secrets: ["VOLC_SECRETKEY"], sessions: [] },
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
  oidc,
  instance,
  assume: assumeRole,
  environmentRole,
  metadataSwitch,
  account: ({ sts }, credentials, { network }) => callerAccount({ endpoint: sts, credentials }, network),
};
