import type { DirectoryFacts } from "../model/directory-facts";

/** One setting of the namespace `rollcall`: what it is for, in the plugin's schema and its checks. */
export interface SettingSpec {
  readonly about: string;
  readonly secret?: true;
  /** Written as an object of further fields. */
  readonly structured?: true;
  /** The only values, where there are few. */
  readonly values?: readonly string[];
}

/** Every setting by its key, those of each directory included. */
export function settingTable(
  directories: readonly Pick<DirectoryFacts, "name" | "title" | "defaultRegion">[],
): Readonly<Record<string, SettingSpec>> {
  const places = directories.flatMap(({ name, title, defaultRegion }): [string, SettingSpec][] => [
    [`${name}Region`, { about: `Region of ${title}. Default: region, else ${defaultRegion}.` }],
    [`${name}Endpoint`, { about: `Full URL at which ${title} is called; http only on loopback.` }],
  ]);
  return { ...COMMON, ...Object.fromEntries(places) };
}

const COMMON: Readonly<Record<string, SettingSpec>> = {
  target: {
    about: "emulator to try things out, cloud for live directories. There is no default.",
    values: ["emulator", "cloud"],
  },
  accessKeyId: { about: "Access key. Default: the cloud's usual environment variable." },
  accessKeySecret: { about: "Secret of the access key.", secret: true },
  securityToken: { about: "Session token of temporary keys.", secret: true },
  authToken: { about: "Huawei Cloud IAM token, instead of keys.", secret: true },
  profile: { about: "Profile in the file of the cloud's own command line, instead of keys." },
  instanceRole: { about: "true, or the name of a role of the instance on which this runs, instead of keys." },
  credentialsUri: { about: "URI that hands out keys (Alibaba Cloud), instead of keys.", secret: true },
  oidc: { about: "Keys for an OIDC token, instead of keys; see docs/credentials.md.", secret: true, structured: true },
  assumeRole: { about: "Role to take on with the keys that are found; see docs/credentials.md.", structured: true },
  expectedAccountId: { about: "Account that the keys must be of; nothing is sent with others." },
  stsEndpoint: { about: "Full URL of the token service; http only on loopback." },
  iamEndpoint: { about: "Full URL of Huawei Cloud IAM; http only on loopback." },
  metadataEndpoint: { about: "Full URL of the instance's metadata service; http only on loopback." },
  metadata: { about: "false: the instance is not asked for keys where nobody names any.", values: ["true", "false"] },
  alibaba: { about: "Keys of Alibaba Cloud alone, by the same names.", secret: true, structured: true },
  huawei: { about: "Keys of Huawei Cloud alone, by the same names.", secret: true, structured: true },
  volcengine: { about: "Keys of Volcengine alone, by the same names.", secret: true, structured: true },
  region: { about: "Region of every directory that has none of its own." },
  instanceId: { about: "EIAM instance, idaas_…, of users who name none themselves." },
  projectId: { about: "Huawei Cloud project." },
  timeoutSeconds: { about: "Longest wait for one answer, in seconds. Default: 30." },
  edsBatchSize: {
    about: "Users in one EDS CreateUsers call: 100, or 20 for sites that still have the limits of the older pages.",
    values: ["20", "100"],
  },
  emulatorData: { about: "Data file of the embedded emulator. Default: .rollcall/emulator.jsonl in the project." },
  maxDeletes: { about: "A run that deletes more users than this and more than maxDeleteShare stops. Default: 10." },
  maxDeleteShare: { about: "Share of the managed users, 0 to 1. Default: 0.2." },
  diary: { about: "File in which runs note what they did to accounts, or off. Default: .rollcall/diary.jsonl." },
};
