import type { Credentials } from "../model/account";
import type { DirectoryFacts } from "../model/directory-facts";
import { RollcallError } from "../model/error";
import type { Settings } from "./settings";

/**
 * The keys for one directory: from an Account or the stack's configuration (`accessKeyId`, `accessKeySecret`,
 * `securityToken`, `authToken`), else from the cloud's usual environment variables. What is set nearer to the program wins as a
 * whole: a session token that was found farther away than the keys belongs to other keys, and farther keys give way to a token.
 * @throws RollcallError ERR_CONFIG naming what is missing.
 */
export function resolveCredentials(
  { name, variables }: Pick<DirectoryFacts, "name" | "variables">,
  settings: Settings,
): Credentials {
  const token = variables.token === undefined ? undefined : settings.find("authToken", variables.token);
  const id = settings.find("accessKeyId", variables.id);
  const secret = settings.find("accessKeySecret", variables.secret);
  if (id !== undefined && secret !== undefined && (token === undefined || token.distance >= secret.distance)) {
    const session = settings.find("securityToken", variables.session);
    const belongs = session !== undefined && session.distance <= secret.distance;
    return {
      kind: "keys",
      accessKeyId: id.value,
      accessKeySecret: secret.value,
      ...(belongs && { securityToken: session.value }),
    };
  }
  if (token !== undefined) return { kind: "token", token: token.value };
  const missing = id === undefined ? variables.id : variables.secret;
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `no credentials for ${name}: ${missing} is not set`,
    remedy: `Export ${variables.id} and ${variables.secret}${variables.token === undefined ? "" : `, or ${variables.token}`}, or pass an Account.`,
  });
}
