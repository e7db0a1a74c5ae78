import { METADATA_ENDPOINT } from "../../../vendors/huawei/metadata";
import { callerAccount } from "../../../vendors/huawei/sts";
import type { Cloud, Seeker } from "../cloud";
import { environmentKeys, firstSet, type KeyFamily } from "../environment-keys";
import { CLOUD_TITLES } from "../setting-names";
import { fixed, type Source } from "../source";
import { assumeAgency, environmentAgency, instance } from "./agency";
import { namedCliProfile } from "./cli-file";
import { podIdentity } from "./container";
import { credentialsFile } from "./credentials-file";
import { environmentOidc, oidcSource } from "./oidc";
import { configuredTokens } from "../oidc-token";

/** The variables of the SDKs, of Terraform, and of the vendor's GitHub action. */
const families: readonly KeyFamily[] = [
  [["HUAWEICLOUD_SDK_AK"], ["HUAWEICLOUD_SDK_SK"], ["HUAWEICLOUD_SDK_SECURITY_TOKEN"]],
  [["HW_ACCESS_KEY"], ["HW_SECRET_KEY"], ["HW_SECURITY_TOKEN"]],
  [["OS_ACCESS_KEY"], ["OS_SECRET_KEY"]],
  [["HUAWEI_CLOUD_ACCESS_KEY_ID"], ["HUAWEI_CLOUD_SECRET_ACCESS_KEY"]],
];

/** How keys of Huawei Cloud are found. A source is one line of `chain`. */
export const huawei: Cloud = {
  name: "huawei",
  title: CLOUD_TITLES.huawei,
  endpoints: (region, settings) => ({
    sts: fullUrl(settings.variable("HUAWEICLOUD_SDK_STS_ENDPOINT")) ?? `https://sts.${region}.myhuaweicloud.com`,
    iam: fullUrl(settings.variable("HUAWEICLOUD_SDK_IAM_ENDPOINT")) ?? `https://iam.${region}.myhuaweicloud.com`,
    metadata: METADATA_ENDPOINT,
  }),
  families,
  // In the SDKs the OIDC pair goes before keys.
  chain: [
    environmentOidc,
    ({ settings }) => environmentKeys(families, settings),
    environmentToken,
    credentialsFile,
    podIdentity,
  ],
  profile: namedCliProfile,
  oidc: (seeker, block) => oidcSource(seeker, block, configuredTokens(block, seeker)),
  instance,
  assume: assumeAgency,
  environmentRole: environmentAgency,
  account: ({ sts }, credentials, { network }) => callerAccount({ endpoint: sts, credentials }, network),
};

/** An IAM token in the environment: Rollcall's own variable, or Terraform's. */
function environmentToken({ settings }: Seeker): Source | undefined {
  const found = firstSet(["HUAWEICLOUD_SDK_AUTH_TOKEN", "HW_AUTH_TOKEN", "OS_AUTH_TOKEN"], settings);
  return found === undefined
    ? undefined
    : fixed(`the token of the variable ${found.name}`, { kind: "token", token: found.value });
}

/** The SDKs take a host as well as a URL. */
function fullUrl(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  return (written.includes("://") ? written : `https://${written}`).replace(/\/+$/, "");
}
