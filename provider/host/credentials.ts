import type { DirectoryName } from "../directory";
import { RollcallError } from "../errors/error";
import type { Credentials } from "./account";
import type { Settings } from "./settings";

/** The usual variables of one cloud. */
interface CloudVariables {
  readonly id: string;
  readonly secret: string;
  readonly session: string;
  readonly token?: string;
}

const ALIBABA: CloudVariables = { id: "ALIBABA_CLOUD_ACCESS_KEY_ID", secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET", session: "ALIBABA_CLOUD_SECURITY_TOKEN" };
const HUAWEI: CloudVariables = { id: "HUAWEICLOUD_SDK_AK", secret: "HUAWEICLOUD_SDK_SK", session: "HUAWEICLOUD_SDK_SECURITY_TOKEN", token: "HUAWEICLOUD_SDK_AUTH_TOKEN" };
const VOLCENGINE: CloudVariables = { id: "VOLCENGINE_ACCESS_KEY", secret: "VOLCENGINE_SECRET_KEY", session: "VOLCENGINE_SESSION_TOKEN" };

const VARIABLES: Readonly<Record<DirectoryName, CloudVariables>> = { eds: ALIBABA, eiam: ALIBABA, workspace: HUAWEI, cloudidentity: VOLCENGINE };

/**
 * The keys for one directory: from an Account or the stack's configuration (`accessKeyId`, `accessKeySecret`,
 * `securityToken`, `authToken`), else from the cloud's usual environment variables.
 * @throws RollcallError ERR_CONFIG naming what is missing.
 */
export function resolveCredentials(directory: DirectoryName, settings: Settings): Credentials {
  const variables = VARIABLES[directory];
  const token = variables.token === undefined ? undefined : (settings.get("authToken") ?? settings.variable(variables.token));
  const accessKeyId = settings.get("accessKeyId") ?? settings.variable(variables.id);
  const accessKeySecret = settings.get("accessKeySecret") ?? settings.variable(variables.secret);
  const securityToken = settings.get("securityToken") ?? settings.variable(variables.session);
  if (accessKeyId !== undefined && accessKeySecret !== undefined) {
    return { kind: "keys", accessKeyId, accessKeySecret, ...(securityToken !== undefined && { securityToken }) };
  }
  if (token !== undefined) return { kind: "token", token };
  const missing = accessKeyId === undefined ? variables.id : variables.secret;
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `no credentials for ${directory}: ${missing} is not set`,
    remedy: `Export ${variables.id} and ${variables.secret}${variables.token === undefined ? "" : `, or ${variables.token}`}, or pass an Account.`,
  });
}
