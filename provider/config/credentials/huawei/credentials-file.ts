import { oidcSource } from "./oidc";
import type { Seeker } from "../cloud";
import { parseIni, toolFile } from "../files";
import { tokenFile } from "../oidc-token";
import { fixed, type Source, sourceProblem, within } from "../source";

const WHAT = "the credentials file";

/** Section `basic` of the SDKs' `~/.huaweicloud/credentials`; there is no choice of profiles. */
export function credentialsFile(seeker: Seeker): Source | undefined {
  const file = toolFile(seeker, ["HUAWEICLOUD_SDK_CREDENTIALS_FILE"], [".huaweicloud", "credentials"], WHAT);
  const section = file === undefined ? undefined : parseIni(file.content, file.path, WHAT).get("basic");
  if (file === undefined || section === undefined) return undefined;
  const title = `section [basic] of ${file.path}`;
  const value = (key: string): string | undefined => (section.get(key) === "" ? undefined : section.get(key));
  const projectId = value("project_id");
  const source = oidcOf(seeker, value, title) ?? keysOf(value, title);
  return { ...source, ...(projectId !== undefined && { settings: { projectId } }) };
}

type Value = (key: string) => string | undefined;

/** As in the environment the pair goes before keys. */
function oidcOf(seeker: Seeker, value: Value, title: string): Source | undefined {
  const [idpId, file] = [value("idp_id"), value("id_token_file")];
  if (idpId === undefined && file === undefined) return undefined;
  if (idpId === undefined || file === undefined)
    throw incomplete(title, idpId === undefined ? "idp_id" : "id_token_file");
  const block = { fields: { idpId }, label: () => `idp_id in ${title}` };
  return within(title, oidcSource(seeker, block, tokenFile(file, seeker)));
}

function keysOf(value: Value, title: string): Source {
  const [accessKeyId, accessKeySecret, securityToken] = [value("ak"), value("sk"), value("security_token")];
  if (accessKeyId === undefined || accessKeySecret === undefined)
    throw incomplete(title, accessKeyId === undefined ? "ak" : "sk");
  const session = securityToken === undefined ? {} : { securityToken };
  return fixed(title, { kind: "keys", accessKeyId, accessKeySecret, ...session });
}

function incomplete(title: string, key: string): Error {
  return sourceProblem(`${title} has no ${key}.`, "Complete the section, or remove the file.");
}
