import type { CloudName } from "../../model/credentials";
import type { SettingSpec } from "../../model/account";

/** Clouds as people call them. */
export const CLOUD_TITLES: Readonly<Record<CloudName, string>> = {
  alibaba: "Alibaba Cloud",
  huawei: "Huawei Cloud",
  volcengine: "Volcengine",
};
export const CLOUDS: readonly CloudName[] = ["alibaba", "huawei", "volcengine"];

const OIDC_TOKEN = ["tokenFile", "token", "audience"];
const SESSION = ["sessionName", "durationSeconds", "policy"];

/** Fields of a structured setting, by cloud. */
export type StructuredFields = Readonly<Record<CloudName, readonly string[]>>;

/** The structured settings: what is left out here, the cloud does not have. */
export const STRUCTURED: Readonly<Record<"oidc" | "assumeRole", StructuredFields>> = {
  oidc: {
    alibaba: ["providerArn", "roleArn", ...OIDC_TOKEN, ...SESSION],
    huawei: ["idpId", "agency", "domain", ...OIDC_TOKEN, ...SESSION],
    volcengine: ["roleTrn", ...OIDC_TOKEN, ...SESSION],
  },
  assumeRole: {
    alibaba: ["roleArn", "externalId", ...SESSION],
    huawei: ["agency", "domain", ...SESSION],
    volcengine: ["roleTrn", ...SESSION],
  },
};

/** A setting about keys, plain or in the object of a cloud. */
export interface KeySetting extends SettingSpec {
  /** The clouds that it can mean. */
  readonly clouds: readonly CloudName[];
  /** It names a source of keys. */
  readonly isSource?: true;
}

const ALL = CLOUDS;
const source = { clouds: ALL, isSource: true, moves: "keys" } as const;

/** Every setting about keys. A new secret of the same key makes nobody another asker. */
export const KEY_SETTINGS: Readonly<Record<string, KeySetting>> = {
  accessKeyId: { ...source, about: "Access key." },
  accessKeySecret: { about: "Secret of the access key.", clouds: ALL, isSource: true, secret: true },
  securityToken: { about: "Session token of temporary keys.", clouds: ALL, isSource: true, secret: true },
  authToken: { ...source, about: "Huawei Cloud IAM token, instead of keys.", clouds: ["huawei"], secret: true },
  profile: { ...source, about: "A profile in the file of the cloud's own command line, instead of keys." },
  instanceRole: {
    ...source,
    about: "true, or a role's name: the role of the instance on which this runs, instead of keys.",
  },
  credentialsUri: {
    ...source,
    about: "A URI that hands out keys, instead of keys (Alibaba Cloud).",
    clouds: ["alibaba"],
    secret: true,
  },
  oidc: { ...source, about: "Keys for an OIDC token, instead of keys.", secret: true, structured: true },
  assumeRole: {
    about: "A role to take on with the keys that are found.",
    clouds: ALL,
    structured: true,
    moves: "keys",
  },
  expectedAccountId: {
    about: "The account that the keys must be of; nothing is sent with others.",
    clouds: ALL,
    moves: "keys",
  },
  stsEndpoint: { about: "Full URL of the token service; http only on loopback.", clouds: ALL },
  iamEndpoint: { about: "Full URL of Huawei Cloud IAM; http only on loopback.", clouds: ["huawei"] },
  metadataEndpoint: { about: "Full URL of the instance metadata.", clouds: ALL },
  metadata: {
    about: "false: the instance metadata is not asked where nobody names keys.",
    values: ["true", "false"],
    clouds: ALL,
  },
};

/** Those that name a source. */
export const SOURCE_SETTINGS: readonly string[] = Object.entries(KEY_SETTINGS).flatMap(([key, { isSource }]) =>
  isSource === true ? [key] : [],
);

/** Whether a setting is written as an object. */
export function isStructured(key: string): key is keyof typeof STRUCTURED {
  return Object.hasOwn(STRUCTURED, key);
}
