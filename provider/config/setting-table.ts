import type { DirectoryFacts } from "../model/directory-facts";

/** One setting of the namespace `rollcall`: what it is for, in the plugin's schema and its checks. */
export interface SettingSpec {
  readonly about: string;
  readonly secret?: true;
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
