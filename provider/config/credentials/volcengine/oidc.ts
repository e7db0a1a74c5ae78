import { assumeRoleWithOidc } from "../../../vendors/volcengine/sts";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { pairSet, variableBlock } from "../environment-keys";
import { givenToken, type OidcTokens, tokenFile, tokenSource } from "../oidc-token";
import { needed, sessionOf } from "../sessions";
import type { Source } from "../source";
import { LONGEST_S, ROLE_TRN } from "./role";

const ROLE = "VOLCENGINE_OIDC_ROLE_TRN";
const FILE = "VOLCENGINE_OIDC_TOKEN_FILE";
const SDK = {
  roleTrn: [ROLE],
  sessionName: ["VOLCENGINE_OIDC_ROLE_SESSION_NAME"],
  policy: ["VOLCENGINE_OIDC_ROLE_POLICY"],
};
const TERRAFORM_ROLE = "VOLCENGINE_ASSUME_ROLE_WITH_OIDC_TRN";
const TERRAFORM_TOKEN = "VOLCENGINE_ASSUME_ROLE_WITH_OIDC_TOKEN";
const TERRAFORM = {
  roleTrn: [TERRAFORM_ROLE],
  sessionName: ["VOLCENGINE_ASSUME_ROLE_WITH_OIDC_SESSION_NAME"],
  durationSeconds: ["VOLCENGINE_ASSUME_ROLE_WITH_OIDC_DURATION_SECONDS"],
};

/** The SDKs' pair of variables, with a token file, and Terraform's, with a token. */
export function environmentOidc(seeker: Seeker): Source | undefined {
  const { settings } = seeker;
  const [, file] = pairSet(ROLE, FILE, settings) ?? [];
  if (file !== undefined) return oidcSource(seeker, variableBlock(settings, SDK), tokenFile(file, seeker));
  const [, token] = pairSet(TERRAFORM_ROLE, TERRAFORM_TOKEN, settings) ?? [];
  if (token === undefined) return undefined;
  return oidcSource(seeker, variableBlock(settings, TERRAFORM), givenToken(token, `the variable ${TERRAFORM_TOKEN}`));
}

/** A role taken on with an OIDC token (STS AssumeRoleWithOIDC). */
export function oidcSource({ endpoints, world }: Seeker, block: Structured, tokens: OidcTokens): Source {
  const role = { ...sessionOf(block, LONGEST_S), roleTrn: needed(block, "roleTrn", ROLE_TRN) };
  const exchange = (token: string) => assumeRoleWithOidc(endpoints.sts, { ...role, token }, world.network);
  return tokenSource(`role ${role.roleTrn}`, [endpoints.sts, role], tokens, exchange, world);
}
