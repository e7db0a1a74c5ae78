import type { Credentials } from "../../../model/credentials";
import * as sts from "../../../vendors/volcengine/sts";
import { ecsMetadata } from "../../../vendors/volcengine/metadata";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { variableBlock } from "../environment-keys";
import { instanceSource } from "../instance";
import { needed, onTop, sessionOf } from "../sessions";
import type { Source } from "../source";

/** Form of an IAM role's TRN (IAM "Role"). */
export const ROLE_TRN = { test: /^trn:iam::\d+:role\/.+$/, like: "trn:iam::<account id>:role/<name>" };
/** Longest session that a role can allow, in seconds (STS AssumeRole, DurationSeconds). */
export const LONGEST_S = 43_200;

/** An IAM role on top of keys (STS AssumeRole). */
export function assumeRole({ endpoints, world }: Seeker, keys: Source, block: Structured): Source {
  const role = { ...sessionOf(block, LONGEST_S), roleTrn: needed(block, "roleTrn", ROLE_TRN) };
  const exchange = (credentials: Credentials) =>
    sts.assumeRole({ endpoint: endpoints.sts, credentials }, role, world.network);
  return onTop(`role ${role.roleTrn}`, [endpoints.sts, role], keys, exchange, world);
}

const VARIABLES = {
  roleTrn: ["VOLCENGINE_ASSUME_ROLE_TRN"],
  sessionName: ["VOLCENGINE_ASSUME_ROLE_SESSION_NAME"],
  durationSeconds: ["VOLCENGINE_ASSUME_ROLE_DURATION_SECONDS"],
  policy: ["VOLCENGINE_ASSUME_ROLE_POLICY"],
};

/** Terraform's variables for a role on top of whatever keys the environment, a file or the instance has. */
export function environmentRole({ settings }: Seeker): Structured | undefined {
  const block = variableBlock(settings, VARIABLES);
  return block.fields["roleTrn"] === undefined ? undefined : block;
}

/** The IAM role of the ECS instance. */
export function instance({ endpoints, settings, world }: Seeker, role: string | undefined): Source {
  return instanceSource(ecsMetadata(endpoints.metadata), role ?? settings.variable("VOLCENGINE_ECS_METADATA"), world);
}
