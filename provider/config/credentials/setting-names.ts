import type { CloudName } from "../../model/credentials";

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

const ALL = CLOUDS;

/** Settings that name a source of keys, and the clouds that they can mean. */
export const SOURCE_SETTINGS: Readonly<Record<string, readonly CloudName[]>> = {
  accessKeyId: ALL,
  accessKeySecret: ALL,
  securityToken: ALL,
  authToken: ["huawei"],
  profile: ALL,
  instanceRole: ALL,
  credentialsUri: ["alibaba"],
  oidc: ALL,
};

/** Every setting about keys, plain or in the object of a cloud, and the clouds that it can mean. */
export const CREDENTIAL_SETTINGS: Readonly<Record<string, readonly CloudName[]>> = {
  ...SOURCE_SETTINGS,
  assumeRole: ALL,
  expectedAccountId: ALL,
  stsEndpoint: ALL,
  iamEndpoint: ["huawei"],
  metadataEndpoint: ALL,
  metadata: ALL,
};

/** Those whose values state keeps encrypted; the structured and the clouds' ones because something in them may be secret. */
export const SECRET_SETTINGS: readonly string[] = [
  "accessKeySecret",
  "securityToken",
  "authToken",
  "credentialsUri",
  "oidc",
  ...CLOUDS,
];

/** Whether a setting is written as an object. */
export function isStructured(key: string): key is keyof typeof STRUCTURED {
  return Object.hasOwn(STRUCTURED, key);
}
