import type { Seeker } from "../cloud";
import { type Ini, parseIni, toolFile } from "../files";
import { fixed, type Source, sourceProblem } from "../source";
import { assumeRole, instance } from "./role";

const WHAT = "the credentials file";

/** The section of `~/.alibabacloud/credentials` that the SDKs read: ALIBABA_CLOUD_PROFILE, or `default`. */
export function defaultIniProfile(seeker: Seeker): Source | undefined {
  const wanted = seeker.settings.variable("ALIBABA_CLOUD_PROFILE");
  const file = readIniFile(seeker);
  if (file === undefined) return undefined;
  const section = file.sections.get(wanted ?? "default");
  if (section !== undefined) return sectionSource(seeker, section, wanted ?? "default", file.path);
  if (wanted === undefined) return undefined;
  throw sourceProblem(
    `${WHAT} ${file.path} has no section [${wanted}], which ALIBABA_CLOUD_PROFILE names.`,
    `Correct ALIBABA_CLOUD_PROFILE; there is ${[...file.sections.keys()].join(", ") || "none"}.`,
  );
}

/** A section that the configuration names; `undefined` when there is none. */
export function namedIniProfile(seeker: Seeker, name: string): Source | undefined {
  const file = readIniFile(seeker);
  const section = file?.sections.get(name);
  return file === undefined || section === undefined ? undefined : sectionSource(seeker, section, name, file.path);
}

function readIniFile(seeker: Seeker): { readonly path: string; readonly sections: Ini } | undefined {
  const file = toolFile(seeker, ["ALIBABA_CLOUD_CREDENTIALS_FILE"], [".alibabacloud", "credentials"], WHAT);
  // Terraform reads the command line's JSON under the variable that means INI to the SDKs.
  if (file === undefined || isJson(file.content)) return undefined;
  return { path: file.path, sections: parseIni(file.content, file.path, WHAT) };
}

/** Whether a file is the command line's JSON, whatever a variable says of it. */
export function isJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}

function sectionSource(seeker: Seeker, section: ReadonlyMap<string, string>, name: string, path: string): Source {
  const title = `section [${name}] of ${path}`;
  const type = section.get("type");
  const value = (key: string): string => {
    const found = section.get(key);
    if (found !== undefined && found !== "") return found;
    throw sourceProblem(`${title} has no ${key}, which type ${type ?? ""} needs.`, "Complete the section.");
  };
  const keys = (): Source =>
    fixed(title, { kind: "keys", accessKeyId: value("access_key_id"), accessKeySecret: value("access_key_secret") });
  switch (type) {
    case "access_key":
      return keys();
    case "ecs_ram_role":
      return instance(seeker, section.get("role_name"));
    case "ram_role_arn": {
      const fields = {
        roleArn: value("role_arn"),
        ...optional(section, "role_session_name", "sessionName"),
        ...optional(section, "policy", "policy"),
      };
      return assumeRole(seeker, keys(), { fields, label: () => `role_arn in ${title}` });
    }
    default:
      throw sourceProblem(
        type === undefined
          ? `${title} has no type.`
          : `${title} has the type ${JSON.stringify(type)}, which no SDK reads.`,
        "Write type = access_key, ecs_ram_role or ram_role_arn.",
      );
  }
}

function optional(section: ReadonlyMap<string, string>, key: string, as: string): Readonly<Record<string, string>> {
  const value = section.get(key);
  return value === undefined || value === "" ? {} : { [as]: value };
}
