import { METADATA_ENDPOINT } from "../../../vendors/alibaba/metadata";
import { callerAccount } from "../../../vendors/alibaba/sts";
import type { Cloud } from "../cloud";
import { environmentKeys, type KeyFamily } from "../environment-keys";
import { CLOUD_TITLES } from "../setting-names";
import { environmentUri, uriSource } from "./credentials-uri";
import { defaultCliProfile, namedProfile } from "./profiles";
import { defaultIniProfile } from "./ini-file";
import { assumeRole, instance } from "./role";
import { environmentOidc, oidc } from "./oidc";

/** The variables of the SDKs, of the command line, and of Terraform and Pulumi, each with its own names for one thing. */
const families: readonly KeyFamily[] = [
  [["ALIBABA_CLOUD_ACCESS_KEY_ID"], ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"], ["ALIBABA_CLOUD_SECURITY_TOKEN"]],
  [["ALIBABACLOUD_ACCESS_KEY_ID"], ["ALIBABACLOUD_ACCESS_KEY_SECRET"], ["ALIBABACLOUD_SECURITY_TOKEN"]],
  [
    ["ALICLOUD_ACCESS_KEY", "ALICLOUD_ACCESS_KEY_ID"],
    ["ALICLOUD_SECRET_KEY", "ALICLOUD_ACCESS_KEY_SECRET"],
    ["ALICLOUD_SECURITY_TOKEN"],
  ],
];

/** How keys of Alibaba Cloud are found. A source is one line of `chain`. */
export const alibaba: Cloud = {
  name: "alibaba",
  title: CLOUD_TITLES.alibaba,
  endpoints(_region, settings) {
    const region = settings.variable("ALIBABA_CLOUD_STS_REGION");
    const within =
      settings.variable("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED")?.toLowerCase() === "true" ? "sts-vpc" : "sts";
    const host = settings.variable("ALIBABA_CLOUD_STS_ENDPOINT");
    const sts = `https://${host ?? (region === undefined ? "sts.aliyuncs.com" : `${within}.${region}.aliyuncs.com`)}`;
    return { sts, iam: sts, metadata: METADATA_ENDPOINT };
  },
  families,
  chain: [
    ({ settings }) => environmentKeys(families, settings),
    environmentOidc,
    defaultCliProfile,
    defaultIniProfile,
    environmentUri,
  ],
  profile: namedProfile,
  oidc,
  instance,
  uri: uriSource,
  assume: assumeRole,
  metadataSwitch: "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
  account: ({ sts }, credentials) => callerAccount({ endpoint: sts, credentials }),
};
