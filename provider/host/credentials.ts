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
 * `securityToken`, `authToken`), else from the cloud's usual environment variables. What is set nearer to the program wins as a
 * whole: a session token that was found farther away than the keys belongs to other keys, and farther keys give way to a token.
 * @throws RollcallError ERR_CONFIG naming what is missing.
 */
export function resolveCredentials(directory: DirectoryName, settings: Settings): Credentials {
  const variables = VARIABLES[directory];
  const token = variables.token === undefined ? undefined : settings.find("authToken", variables.token);
  const id = settings.find("accessKeyId", variables.id);
  const secret = settings.find("accessKeySecret", variables.secret);
  if (id !== undefined && secret !== undefined && (token === undefined || token.distance >= secret.distance)) {
    const session = settings.find("securityToken", variables.session);
    const belongs = session !== undefined && session.distance <= secret.distance;
    return { kind: "keys", accessKeyId: id.value, accessKeySecret: secret.value, ...(belongs && { securityToken: session.value }) };
  }
  if (token !== undefined) return { kind: "token", token: token.value };
  const missing = id === undefined ? variables.id : variables.secret;
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `no credentials for ${directory}: ${missing} is not set`,
    remedy: `Export ${variables.id} and ${variables.secret}${variables.token === undefined ? "" : `, or ${variables.token}`}, or pass an Account.`,
  });
}
