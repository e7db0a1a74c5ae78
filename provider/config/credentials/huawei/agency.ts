import type { Credentials } from "../../../model/credentials";
import { defined } from "../../../model/values";
import { assumeAgency as assumeAgencyV3, isDomainId } from "../../../vendors/huawei/iam";
import { ecsMetadata } from "../../../vendors/huawei/metadata";
import { assumeTrustAgency } from "../../../vendors/huawei/sts";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { halfSet, variableBlock } from "../environment-keys";
import { instanceSource } from "../instance";
import { needed, onTop, sessionOf } from "../sessions";
import { type Source, sourceProblem } from "../source";

/** Longest session in seconds: of IAM v3 keys, and of STS v5. */
export const LONGEST_V3_S = 86_400;
export const LONGEST_V5_S = 43_200;

/**
 * An agency on top of keys. IAM v3 serves every agency; a session name and a policy exist in STS v5 alone, which wants the id of the
 * account.
 */
export function assumeAgency({ endpoints, world }: Seeker, keys: Source, block: Structured): Source {
  const agency = needed(block, "agency");
  const domain = needed(block, "domain");
  const newer = ["sessionName", "policy"].find((field) => block.fields[field] !== undefined);
  const title = `agency ${agency} of account ${domain}`;
  if (newer === undefined) {
    const role = defined({ agency, domain, durationSeconds: sessionOf(block, LONGEST_V3_S).durationSeconds });
    const exchange = (credentials: Credentials) =>
      assumeAgencyV3({ endpoint: endpoints.iam, credentials }, role, world.network);
    return onTop(title, [endpoints.iam, role], keys, exchange, world);
  }
  const session = {
    ...sessionOf(block, LONGEST_V5_S),
    agencyUrn: agencyUrn(agency, domain, block.label(newer), block),
  };
  const exchange = (credentials: Credentials) =>
    assumeTrustAgency({ endpoint: endpoints.sts, credentials }, session, world.network);
  return onTop(title, [endpoints.sts, session], keys, exchange, world);
}

/** The name of a trust agency in STS v5. @param why the setting that needs STS v5 */
export function agencyUrn(agency: string, domain: string, why: string, { label }: Structured): string {
  if (isDomainId(domain)) return `iam::${domain}:agency:${agency}`;
  throw sourceProblem(
    `${label("domain")} must be the id of the account, 32 hexadecimal digits, because ${why} needs STS v5.`,
    `Give the id (console: My Credentials), or leave ${why} out.`,
  );
}

/** Terraform's variables for an agency, by the field that each sets. */
export const AGENCY_VARIABLES = {
  agency: ["HW_ASSUME_ROLE_AGENCY_NAME"],
  domain: ["HW_ASSUME_ROLE_DOMAIN_ID", "HW_ASSUME_ROLE_DOMAIN_NAME"],
  durationSeconds: ["HW_ASSUME_ROLE_DURATION"],
};

/** Terraform's role on top of whatever keys the environment, a file or the instance has. */
export function environmentAgency({ settings }: Seeker): Structured | undefined {
  // With an identity provider beside them these variables mean a source of their own.
  if (settings.variable("HW_ASSUME_ROLE_IDP_ID") !== undefined) return undefined;
  const block = variableBlock(settings, AGENCY_VARIABLES);
  const { agency, domain } = block.fields;
  if (agency === undefined) return undefined;
  if (domain === undefined) throw halfSet([block.label("agency")], ["HW_ASSUME_ROLE_DOMAIN_NAME"]);
  return block;
}

/** The agency of the ECS instance. An instance has one, so a name is only said in texts. */
export function instance({ endpoints, world }: Seeker, role: string | undefined): Source {
  return instanceSource(ecsMetadata(endpoints.metadata), role, world);
}
