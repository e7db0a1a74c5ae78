import type { Credentials } from "../../../model/credentials";
import * as sts from "../../../vendors/alibaba/sts";
import { ecsMetadata } from "../../../vendors/alibaba/metadata";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { isOn } from "../environment-keys";
import { instanceSource } from "../instance";
import { needed, onTop, sessionOf } from "../sessions";
import { type Source, sourceProblem } from "../source";

/** Form of a RAM role's ARN (RAM "Role"). */
export const ROLE_ARN = { test: /^acs:ram::\d+:role\/.+$/, like: "acs:ram::<account id>:role/<name>" };
/** Longest session that a role can allow, in seconds (STS AssumeRole, DurationSeconds). */
export const LONGEST_S = 43_200;

/** A RAM role on top of keys (STS AssumeRole). */
export function assumeRole({ endpoints, world }: Seeker, keys: Source, block: Structured): Source {
  const roleArn = needed(block, "roleArn", ROLE_ARN);
  const session = sessionOf(block, LONGEST_S);
  const externalId = block.fields["externalId"];
  if (externalId !== undefined && (externalId.length < 2 || externalId.length > 1224))
    throw sourceProblem(`${block.label("externalId")} must have 2 to 1224 characters.`, "Correct it.");
  const role = { ...session, roleArn, ...(externalId !== undefined && { externalId }) };
  const exchange = (credentials: Credentials) => sts.assumeRole({ endpoint: endpoints.sts, credentials }, role);
  return onTop(`role ${roleArn}`, [endpoints.sts, role], keys, exchange, world);
}

/** The RAM role of the ECS instance. */
export function instance({ endpoints, settings, world }: Seeker, role: string | undefined): Source {
  const withToken = isOn(settings, "ALIBABA_CLOUD_IMDSV1_DISABLED");
  const name = role ?? settings.variable("ALIBABA_CLOUD_ECS_METADATA");
  return instanceSource(ecsMetadata(endpoints.metadata, withToken), name, world);
}
