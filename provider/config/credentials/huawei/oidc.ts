import { keysForToken, tokenForOidc } from "../../../vendors/huawei/iam";
import { assumeTrustAgencyWithOidc } from "../../../vendors/huawei/sts";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { halfSet, pairSet, variableBlock } from "../environment-keys";
import { exchangeKeys, send } from "../exchange";
import { givenToken, type OidcTokens, tokenFile, tokenSource } from "../oidc-token";
import { needed, sessionOf } from "../sessions";
import { type Source, sourceProblem } from "../source";
import { AGENCY_VARIABLES, agencyUrn, assumeAgency, LONGEST_V3_S, LONGEST_V5_S } from "./agency";

/** The SDKs' pair of variables, and Terraform's for the same. */
export function environmentOidc(seeker: Seeker): Source | undefined {
  const sdk = pairSet("HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE", seeker.settings);
  if (sdk === undefined) return terraformOidc(seeker);
  const [idpId, file] = sdk;
  const block = { fields: { idpId }, label: () => "HUAWEICLOUD_SDK_IDP_ID" };
  return oidcSource(seeker, block, tokenFile(file, seeker));
}

function terraformOidc(seeker: Seeker): Source | undefined {
  const { settings } = seeker;
  const block = variableBlock(settings, { idpId: ["HW_ASSUME_ROLE_IDP_ID"], ...AGENCY_VARIABLES });
  if (block.fields["idpId"] === undefined) return undefined;
  const file = settings.variable("HW_ASSUME_ROLE_ID_TOKEN_FILE");
  const token = settings.variable("HW_ASSUME_ROLE_ID_TOKEN");
  if (file !== undefined) return oidcSource(seeker, block, tokenFile(file, seeker));
  if (token !== undefined) return oidcSource(seeker, block, givenToken(token, "the variable HW_ASSUME_ROLE_ID_TOKEN"));
  throw halfSet([block.label("idpId")], ["HW_ASSUME_ROLE_ID_TOKEN_FILE"]);
}

/** A source of keys for OIDC tokens: an identity provider's id leads through IAM v3, its URN through STS v5. */
export function oidcSource(seeker: Seeker, block: Structured, tokens: OidcTokens): Source {
  const idpId = needed(block, "idpId");
  return idpId.includes(":") ? newer(seeker, block, idpId, tokens) : older(seeker, block, idpId, tokens);
}

/** STS v5: one call, for an agency. */
function newer({ endpoints, world }: Seeker, block: Structured, providerUrn: string, tokens: OidcTokens): Source {
  const agency = needed(block, "agency");
  const urn = agency.includes(":") ? agency : agencyUrn(agency, needed(block, "domain"), block.label("idpId"), block);
  const session = { ...sessionOf(block, LONGEST_V5_S), agencyUrn: urn, providerUrn };
  const exchange = (token: string) => assumeTrustAgencyWithOidc(endpoints.sts, { ...session, token }, world.network);
  return tokenSource(`agency ${urn}`, [endpoints.sts, session], tokens, exchange, world);
}

/** IAM v3: an OIDC token for one of IAM's, that for keys, and on those an agency where one is named. */
function older(seeker: Seeker, block: Structured, idpId: string, tokens: OidcTokens): Source {
  const { endpoints, world } = seeker;
  const { agency, domain } = block.fields;
  const newerOnly = ["sessionName", "policy"].find((field) => block.fields[field] !== undefined);
  if (newerOnly !== undefined)
    throw sourceProblem(
      `${block.label(newerOnly)} needs STS v5, and ${block.label("idpId")} is an id of IAM v3.`,
      `Give the URN of the provider, iam::<account id>:oidcProvider:<name>, or leave ${block.label(newerOnly)} out.`,
    );
  const { durationSeconds } = sessionOf(block, LONGEST_V3_S);
  const title = `identity provider ${idpId}, with ${tokens.title}`;
  const federated: Source = {
    title,
    traits: ["oidc", endpoints.iam, idpId, durationSeconds, tokens.traits],
    known: tokens.known ?? [],
    renewable: true,
    async load(secrets) {
      const token = await tokens.token(secrets);
      const exchanging = { world, source: title, secrets: [token] };
      const { value } = await send(tokenForOidc(endpoints.iam, idpId, token, world.network), exchanging);
      secrets.learn(value);
      const keys = keysForToken(endpoints.iam, value, durationSeconds, world.network);
      return exchangeKeys(keys, { ...exchanging, secrets: [token, value] });
    },
  };
  if (agency === undefined && domain === undefined) return federated;
  return assumeAgency(seeker, federated, block);
}
