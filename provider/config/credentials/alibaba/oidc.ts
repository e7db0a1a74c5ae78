import { type AlibabaRole, assumeRoleWithOidc } from "../../../vendors/alibaba/sts";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { halfSet, variableBlock } from "../environment-keys";
import { configuredTokens, type OidcTokens, tokenFile, tokenSource } from "../oidc-token";
import { needed, sessionOf } from "../sessions";
import type { Source } from "../source";
import { LONGEST_S, ROLE_ARN } from "./role";

const PROVIDER_ARN = { test: /^acs:ram::\d+:oidc-provider\/.+$/, like: "acs:ram::<account id>:oidc-provider/<name>" };
/** Whom Alibaba Cloud's own GitHub action asks tokens for. */
const AUDIENCE = "sts.aliyuncs.com";

/** A configured OIDC block (STS AssumeRoleWithOIDC). */
export function oidc(seeker: Seeker, block: Structured): Source {
  const providerArn = needed(block, "providerArn", PROVIDER_ARN);
  const roleArn = needed(block, "roleArn", ROLE_ARN);
  const tokens = configuredTokens(block, seeker, AUDIENCE);
  return oidcSource({ ...sessionOf(block, LONGEST_S), providerArn, roleArn }, tokens, seeker);
}

const VARIABLES = {
  roleArn: ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABACLOUD_ROLE_ARN"],
  providerArn: ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABACLOUD_OIDC_PROVIDER_ARN"],
  tokenFile: ["ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABACLOUD_OIDC_TOKEN_FILE"],
  sessionName: ["ALIBABA_CLOUD_ROLE_SESSION_NAME"],
};
const TRIO = ["roleArn", "providerArn", "tokenFile"];

/** The trio of variables. A role's ARN alone means nothing: Terraform gives the variable another sense. */
export function environmentOidc(seeker: Seeker): Source | undefined {
  const block = variableBlock(seeker.settings, VARIABLES);
  const { providerArn, tokenFile: file } = block.fields;
  if (providerArn === undefined && file === undefined) return undefined;
  const missing = TRIO.filter((field) => block.fields[field] === undefined);
  if (file === undefined || missing.length > 0) {
    const set = TRIO.filter((field) => !missing.includes(field));
    throw halfSet(set.map(block.label), missing.map(block.label));
  }
  const who = {
    ...sessionOf(block, LONGEST_S),
    providerArn: needed(block, "providerArn", PROVIDER_ARN),
    roleArn: needed(block, "roleArn", ROLE_ARN),
  };
  return oidcSource(who, tokenFile(file, seeker), seeker);
}

/** A role taken on with an OIDC token. */
export function oidcSource(
  role: AlibabaRole & { readonly providerArn: string },
  tokens: OidcTokens,
  { endpoints: { sts }, world }: Seeker,
): Source {
  const exchange = (token: string) => assumeRoleWithOidc(sts, { ...role, token }, world.network);
  return tokenSource(`role ${role.roleArn}`, [sts, role], tokens, exchange, world);
}
