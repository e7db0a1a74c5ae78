import { checkNames } from "../../../provider/config/setting-table";
import { SETTINGS } from "../../../provider/settings";
import { KeyWorld, refusalOf, type Config, type Values } from "./key-world";
import type { DirectoryName } from "../../../provider/directories";

const ENVIRONMENT = { ALIBABA_CLOUD_ACCESS_KEY_ID: "theirs", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" };
const KEYS = { accessKeyId: "mine", accessKeySecret: "canary-secret" };

async function idOf(directory: DirectoryName, environment: Values, config: Config): Promise<unknown> {
  return new KeyWorld().find(directory, environment, config).identity.keys();
}

test("keys of the configuration go before those of Rollcall's variables, and these before the cloud's", async () => {
  const ours = { ROLLCALL_ACCESS_KEY_ID: "ours", ROLLCALL_ACCESS_KEY_SECRET: "s", ROLLCALL_SECURITY_TOKEN: "of ours" };
  expect(await idOf("eds", { ...ENVIRONMENT, ...ours }, KEYS)).toEqual({ kind: "keys", ...KEYS });
  expect(await idOf("eds", { ...ENVIRONMENT, ...ours }, {})).toMatchObject({ accessKeyId: "ours", securityToken: "of ours" });
});

test("the object of a cloud goes before plain settings, and other clouds' objects mean nothing here", async () => {
  const config = { ...KEYS, alibaba: { accessKeyId: "object", accessKeySecret: "s" }, huawei: { profile: "elsewhere" } };
  expect(await idOf("eiam", {}, config)).toMatchObject({ accessKeyId: "object" });
  expect(await idOf("cloudidentity", {}, config)).toMatchObject({ accessKeyId: "mine" });
});

test.each<readonly [Config, Values, RegExp]>([
  [{ ...KEYS, profile: "ci" }, {}, /rollcall:accessKeyId, rollcall:accessKeySecret and rollcall:profile name 2 sources/],
  [{ alibaba: { profile: "a", instanceRole: true } }, {}, /rollcall:alibaba\.profile and rollcall:alibaba\.instanceRole/],
  [{}, { ROLLCALL_PROFILE: "a", ROLLCALL_INSTANCE_ROLE: "b" }, /ROLLCALL_PROFILE and ROLLCALL_INSTANCE_ROLE/],
  [
    { accessKeyId: "mine" },
    { ...ENVIRONMENT, ROLLCALL_ACCESS_KEY_SECRET: "s" },
    /rollcall:accessKeyId is set, but rollcall:accessKeySecret is not/,
  ],
  [{ accessKeySecret: "canary" }, ENVIRONMENT, /rollcall:accessKeyId is not/],
  [{ securityToken: "canary" }, ENVIRONMENT, /rollcall:accessKeyId and rollcall:accessKeySecret are not/],
])("one place with two sources, or half of one, is an error: %j %j", async (config, environment, expected) => {
  const message = await refusalOf(() => new KeyWorld().find("eds", environment, config));
  expect(message).toMatch(expected);
  expect(message).not.toContain("canary");
});

test.each<readonly [DirectoryName, Config, string, string]>([
  ["eds", { assumeRole: { agency: "a", domain: "d" } }, "rollcall:assumeRole.agency means Huawei Cloud", "rollcall:huawei.assumeRole"],
  [
    "workspace",
    { assumeRole: { roleArn: "acs:ram::1:role/r" } },
    "rollcall:assumeRole.roleArn means Alibaba Cloud",
    "rollcall:alibaba.assumeRole",
  ],
  ["workspace", { oidc: { roleTrn: "trn" } }, "rollcall:oidc.roleTrn means Volcengine", "rollcall:volcengine.oidc"],
  [
    "cloudidentity",
    { credentialsUri: "https://a.example/canary" },
    "rollcall:credentialsUri means Alibaba Cloud",
    "rollcall:alibaba.credentialsUri",
  ],
  ["eiam", { authToken: "canary" }, "rollcall:authToken means Huawei Cloud", "rollcall:huawei.authToken"],
  ["cloudidentity", { iamEndpoint: "https://iam.example" }, "rollcall:iamEndpoint means Huawei Cloud", "rollcall:huawei.iamEndpoint"],
  [
    "workspace",
    { huawei: { assumeRole: { agency: "a", domain: "d", externalId: "x" } } },
    "rollcall:huawei.assumeRole.externalId means Alibaba Cloud",
    "",
  ],
])("%s: a setting that cannot mean its cloud is an error: %j", async (directory, config, summary, remedy) => {
  const message = await refusalOf(() => new KeyWorld().find(directory, {}, config));
  expect(message).toContain(summary);
  expect(message).toContain(remedy);
  expect(message).not.toContain("canary");
});

test.each<readonly [DirectoryName, Config, RegExp]>([
  ["eds", { assumeRole: { rolArn: "x" } }, /rollcall:assumeRole\.rolArn is no setting \(did you mean roleArn\?\)/],
  ["eds", { alibaba: { profil: "x" } }, /rollcall:alibaba\.profil is no setting \(did you mean profile\?\)/],
  ["cloudidentity", { volcengine: { oidc: { tokenfile: "x" } } }, /tokenfile is no setting \(did you mean tokenFile\?\)/],
  ["eds", { assumeRole: "acs:ram::1:role/r" }, /rollcall:assumeRole must be an object/],
  ["workspace", { huawei: "[1]" }, /rollcall:huawei must be an object/],
  ["eds", { alibaba: { assumeRole: ["x"] } }, /rollcall:alibaba\.assumeRole must be an object/],
  ["eds", { metadata: "no" }, /rollcall:metadata must be true or false/],
])("%s: a misspelt or misshapen setting is an error: %j", async (directory, config, expected) => {
  expect(await refusalOf(() => new KeyWorld().find(directory, {}, config))).toMatch(expected);
});

test("unknown names in the namespace are errors, with the setting that may be meant", async () => {
  expect(await refusalOf(() => checkNames(SETTINGS, ["aws:region", "rollcall:target", "rollcall:asumeRole", "rollcall:xyzzy"]))).toMatch(
    /rollcall:asumeRole is no setting \(did you mean assumeRole\?\); rollcall:xyzzy is no setting\./,
  );
  expect(() => checkNames(SETTINGS, ["rollcall:maxDeletes", "rollcall:huawei", "other:asumeRole"])).not.toThrow();
});

const ROLE = { roleArn: "acs:ram::1:role/r" };
test.each<readonly [DirectoryName, Config, RegExp]>([
  ["eds", { ...KEYS, assumeRole: { ...ROLE, durationSeconds: 899 } }, /assumeRole\.durationSeconds must be .* from 900 to 43200/],
  ["eds", { ...KEYS, assumeRole: { ...ROLE, durationSeconds: "1h" } }, /assumeRole\.durationSeconds/],
  ["cloudidentity", { ...KEYS, assumeRole: { roleTrn: "trn:iam::1:role/r", durationSeconds: 43_201 } }, /from 900 to 43200/],
  ["workspace", { ...KEYS, assumeRole: { agency: "a", domain: "d", durationSeconds: 90_000 } }, /from 900 to 86400/],
  ["eds", { ...KEYS, assumeRole: { ...ROLE, sessionName: "with space" } }, /assumeRole\.sessionName/],
  ["eds", { ...KEYS, assumeRole: { ...ROLE, policy: "{" } }, /assumeRole\.policy is not valid JSON/],
  ["eds", { ...KEYS, assumeRole: { roleArn: "ops" } }, /assumeRole\.roleArn has not the form acs:ram::/],
  ["eds", { ...KEYS, assumeRole: { sessionName: "me" } }, /assumeRole\.roleArn is not set, but rollcall:assumeRole\.sessionName is/],
  ["workspace", { ...KEYS, assumeRole: { agency: "a" } }, /assumeRole\.domain is not set/],
  ["workspace", { ...KEYS, assumeRole: { agency: "a", domain: "by-name", sessionName: "me" } }, /domain must be the id of the account/],
  [
    "eds",
    { oidc: { ...ROLE, providerArn: "acs:ram::1:oidc-provider/p" } },
    /neither rollcall:oidc\.tokenFile nor rollcall:oidc\.token is set/,
  ],
  ["eds", { oidc: { ...ROLE, providerArn: "acs:ram::1:oidc-provider/p", token: "canary", tokenFile: "/t" } }, /both set/],
  ["workspace", { oidc: { idpId: "idp", policy: "{}", token: "canary" } }, /policy needs STS v5/],
  ["eds", { ...KEYS, stsEndpoint: "http://sts.example.com" }, /rollcall:stsEndpoint would send keys in clear/],
  ["workspace", { ...KEYS, iamEndpoint: "https://iam.example.com/v3" }, /rollcall:iamEndpoint carries a path/],
  ["eds", { metadataEndpoint: "http://10.0.0.1" }, /rollcall:metadataEndpoint would send keys in clear/],
  ["eds", { credentialsUri: "http://10.0.0.1/canary" }, /rollcall:credentialsUri would send keys in clear to 10\.0\.0\.1/],
])("%s: values that no cloud takes are refused before any call: %j", async (directory, config, expected) => {
  const world = new KeyWorld();
  const message = await refusalOf(() => world.find(directory, {}, config));
  expect(message).toMatch(expected);
  expect(message).not.toContain("canary");
  expect(world.requests).toEqual([]);
});

test("with target emulator nothing about keys leaves this machine", async () => {
  const config = { ...KEYS, stsEndpoint: "https://sts.example.com" };
  expect(await refusalOf(() => new KeyWorld().find("eds", {}, config, "http://127.0.0.1:9"))).toMatch(/not this machine/);
  const { endpoints } = new KeyWorld().find("workspace", {}, KEYS, "http://127.0.0.1:9");
  expect(endpoints).toMatchObject({ sts: "http://127.0.0.1:9", iam: "http://127.0.0.1:9", metadata: "http://127.0.0.1:9" });
});

test("an instance's role that the configuration asks for and a vendor's switch forbids is an error", async () => {
  const environment = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
  expect(await refusalOf(() => new KeyWorld().find("eds", environment, { instanceRole: "true" }))).toMatch(/forbids it/);
});

test("two roles on the same keys are two identities, as are two policies of one role", () => {
  const world = new KeyWorld();
  const name = (role: object): string => world.find("eds", {}, { ...KEYS, assumeRole: role }).identity.name;
  const names = [
    ROLE,
    { ...ROLE, policy: "{}" },
    { ...ROLE, sessionName: "other" },
    { roleArn: "acs:ram::1:role/other" },
    { ...ROLE, durationSeconds: 900 },
  ].map(name);
  expect(new Set(names).size).toBe(names.length);
  expect(name(ROLE)).toBe(names[0]);
  expect(names.join()).not.toContain("canary");
});
