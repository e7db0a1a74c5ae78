import type { DirectoryFacts } from "../model/directory-facts";
import { CLOUD_TITLES, CLOUDS, SECRET_SETTINGS } from "./credentials/setting-names";

/** One setting of the namespace `rollcall`: what it is for, in the plugin's schema and its checks. */
export interface SettingSpec {
  readonly about: string;
  readonly secret?: true;
  /** The only values, where there are few. */
  readonly values?: readonly string[];
  /** Written as an object. */
  readonly structured?: true;
}

/** Every setting by its key, those of each directory and of each cloud included. */
export function settingTable(
  directories: readonly Pick<DirectoryFacts, "name" | "title" | "defaultRegion">[],
): Readonly<Record<string, SettingSpec>> {
  const places = directories.flatMap(({ name, title, defaultRegion }): [string, SettingSpec][] => [
    [`${name}Region`, { about: `Region of ${title}. Default: region, else ${defaultRegion}.` }],
    [`${name}Endpoint`, { about: `Full URL at which ${title} is called; http only on loopback.` }],
  ]);
  const clouds = CLOUDS.map((cloud): [string, SettingSpec] => [
    cloud,
    { about: `Settings about keys for ${CLOUD_TITLES[cloud]} alone; they go before the plain ones.`, structured: true },
  ]);
  const all = [...Object.entries(COMMON), ...clouds, ...places];
  return Object.fromEntries(
    all.map(([key, spec]) => [key, { ...spec, ...(SECRET_SETTINGS.includes(key) && { secret: true as const }) }]),
  );
}

const COMMON: Readonly<Record<string, SettingSpec>> = {
  target: {
    about: "emulator to try things out, cloud for live directories. There is no default.",
    values: ["emulator", "cloud"],
  },
  accessKeyId: { about: "Access key." },
  accessKeySecret: { about: "Secret of the access key." },
  securityToken: { about: "Session token of temporary keys." },
  authToken: { about: "Huawei Cloud IAM token, instead of keys." },
  profile: { about: "A profile in the file of the cloud's own command line, instead of keys." },
  instanceRole: { about: "true, or a role's name: the role of the instance on which this runs, instead of keys." },
  credentialsUri: { about: "A URI that hands out keys, instead of keys (Alibaba Cloud)." },
  oidc: { about: "Keys for an OIDC token, instead of keys.", structured: true },
  assumeRole: { about: "A role to take on with the keys that are found.", structured: true },
  expectedAccountId: { about: "The account that the keys must be of; nothing is sent with others." },
  stsEndpoint: { about: "Full URL of the token service; http only on loopback." },
  iamEndpoint: { about: "Full URL of Huawei Cloud IAM; http only on loopback." },
  metadataEndpoint: { about: "Full URL of the instance metadata." },
  metadata: { about: "false: the instance metadata is not asked where nobody names keys.", values: ["true", "false"] },
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
  ignore: { about: "Accounts that rollcall drift passes over." },
};
