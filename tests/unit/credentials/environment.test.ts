import type { DirectoryName } from "../../../provider/directories";
import { KeyWorld, refusalOf, type Values } from "./key-world";

/** Names of key id, secret and session by directory, as the vendors' own tools read them. */
const FAMILIES: [DirectoryName, string, string, string?][] = [
  ["eds", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
  ["eiam", "ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_SECURITY_TOKEN"],
  ["eds", "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
  ["eiam", "ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECURITY_TOKEN"],
  ["workspace", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"],
  ["workspace", "HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"],
  ["workspace", "OS_ACCESS_KEY", "OS_SECRET_KEY"],
  ["workspace", "HUAWEI_CLOUD_ACCESS_KEY_ID", "HUAWEI_CLOUD_SECRET_ACCESS_KEY"],
  ["cloudidentity", "VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY", "VOLCENGINE_SESSION_TOKEN"],
  ["cloudidentity", "VOLCSTACK_ACCESS_KEY_ID", "VOLCSTACK_SECRET_ACCESS_KEY", "VOLCSTACK_SESSION_TOKEN"],
  ["cloudidentity", "VOLCSTACK_ACCESS_KEY", "VOLCSTACK_SECRET_KEY", "VOLCSTACK_SESSION_TOKEN"],
  ["cloudidentity", "VOLC_ACCESSKEY", "VOLC_SECRETKEY"],
];

describe.each<[DirectoryName, string, string, string?]>(FAMILIES)("%s by %s", (directory, id, secret, session) => {
  const keys: Values = { [id]: "the-id", [secret]: "canary-secret" };

  test("the family is read whole, and the source names its variables", async () => {
    const { identity } = new KeyWorld().find(directory, { ...keys, ...(session !== undefined && { [session]: "canary-session" }) });
    expect(await identity.keys()).toEqual({
      kind: "keys",
      accessKeyId: "the-id",
      accessKeySecret: "canary-secret",
      ...(session !== undefined && { securityToken: "canary-session" }),
    });
    expect(identity.source).toContain(id);
    expect(`${identity.source} ${identity.name}`).not.toContain("canary");
  });

  test.each([
    ["the id", { [id]: "the-id" }, secret],
    ["the secret", { [secret]: "canary-secret" }, id],
    ["the id beside an empty secret", { [id]: "the-id", [secret]: " " }, secret],
  ])("%s alone is an error that names what is missing", async (_what, environment: Values, missing) => {
    const message = await refusalOf(() => new KeyWorld().find(directory, environment));
    expect(message).toMatch(/ERR_CONFIG/);
    expect(message).toContain(Object.keys(environment)[0]);
    expect(message).not.toContain("canary");
    // Where one thing has several names, the first of them is asked for.
    expect(message).toMatch(new RegExp(`${missing.split("_")[0] ?? ""}\\w+ is not`));
  });
});

test("families are never mixed: half of the first is an error though the second is whole", async () => {
  const environment = { HUAWEICLOUD_SDK_AK: "a", HW_ACCESS_KEY: "b", HW_SECRET_KEY: "c" };
  expect(await refusalOf(() => new KeyWorld().find("workspace", environment))).toContain("HUAWEICLOUD_SDK_SK");
});

test("a session token of one family does not go with keys of another", async () => {
  const environment = { VOLCENGINE_ACCESS_KEY: "a", VOLCENGINE_SECRET_KEY: "b", VOLCSTACK_SESSION_TOKEN: "foreign" };
  expect(await new KeyWorld().find("cloudidentity", environment).identity.keys()).not.toHaveProperty("securityToken");
});

test("empty variables, as the vendor's GitHub action leaves behind, are unset", async () => {
  const emptied = { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "", ALIBABA_CLOUD_SECURITY_TOKEN: "" };
  const { identity } = new KeyWorld().find("eds", { ...emptied, ALICLOUD_ACCESS_KEY: "id", ALICLOUD_SECRET_KEY: "s" });
  expect(identity.source).toContain("ALICLOUD_ACCESS_KEY");
});

test("names without a vendor's prefix, and those of other clouds, are not read", async () => {
  const world = new KeyWorld();
  const environment = {
    ACCESS_KEY_ID: "x",
    ACCESS_KEY_SECRET: "x",
    SECURITY_TOKEN: "x",
    AWS_ACCESS_KEY_ID: "x",
    AWS_SECRET_ACCESS_KEY: "x",
    OS_TOKEN: "x",
  };
  for (const name of ["eds", "eiam", "workspace", "cloudidentity"] as const) {
    const { identity, isGuess } = world.find(name, environment);
    expect(isGuess).toBe(true);
    expect(await refusalOf(() => identity.keys())).toMatch(new RegExp(`^no credentials for ${name}: .*no metadata service`));
  }
});

test("a token of IAM comes after keys of the environment", async () => {
  const token = { HW_AUTH_TOKEN: "canary-token" };
  expect(await new KeyWorld().find("workspace", token).identity.keys()).toEqual({ kind: "token", token: "canary-token" });
  const keys = { HUAWEICLOUD_SDK_AK: "id", HUAWEICLOUD_SDK_SK: "s" };
  expect(await new KeyWorld().find("workspace", { ...token, ...keys }).identity.keys()).toMatchObject({ accessKeyId: "id" });
});

test.each([
  ["eds", { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/t", ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r" }, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"],
  ["workspace", { HUAWEICLOUD_SDK_IDP_ID: "idp" }, "HUAWEICLOUD_SDK_ID_TOKEN_FILE"],
  ["workspace", { HW_ASSUME_ROLE_IDP_ID: "idp" }, "HW_ASSUME_ROLE_ID_TOKEN_FILE"],
  ["workspace", { HC_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.1.1/keys" }, "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
  ["cloudidentity", { VOLCENGINE_OIDC_ROLE_TRN: "trn:iam::1:role/r" }, "VOLCENGINE_OIDC_TOKEN_FILE"],
  ["cloudidentity", { VOLCENGINE_ASSUME_ROLE_WITH_OIDC_TOKEN: "canary" }, "VOLCENGINE_ASSUME_ROLE_WITH_OIDC_TRN"],
] as const)("%s: half of an OIDC or container source names what is missing (%j)", async (directory, environment, missing) => {
  const message = await refusalOf(() => new KeyWorld().find(directory, environment));
  expect(message).toContain(missing);
  expect(message).not.toContain("canary");
});

test("a role's ARN alone means nothing, since Terraform gives the variable another sense", () => {
  expect(new KeyWorld().find("eds", { ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r" })).toMatchObject({ isGuess: true });
});

test.each([
  ["eds", { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" }, {}],
  ["cloudidentity", { VOLCENGINE_ECS_METADATA_DISABLED: "True" }, {}],
  ["workspace", {}, { metadata: "false" }],
  ["eiam", {}, { alibaba: { metadata: false } }],
  ["cloudidentity", { ROLLCALL_METADATA: "false" }, {}],
] as const)("%s: the instance is not asked where a switch forbids it (%j %j)", async (directory, environment, config) => {
  const world = new KeyWorld();
  expect(await refusalOf(() => world.find(directory, environment, config))).toMatch(/^no credentials for/);
  expect(world.requests).toEqual([]);
});
