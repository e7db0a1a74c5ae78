import type { DirectoryName } from "../../../provider/directories";
import { KeyStack, type StackSettings } from "./key-stack";

let stack: KeyStack;
beforeEach(async () => {
  stack = await KeyStack.start();
});
afterEach(() => stack.stop());

interface Case {
  readonly settings?: StackSettings;
  readonly environment?: Readonly<Record<string, string>>;
}
type Source = (directory: DirectoryName) => Case | Promise<Case>;

const NAMES = ["eds", "eiam", "workspace", "cloudidentity"] as const satisfies readonly DirectoryName[];
const ALIBABA = ["eds", "eiam"] as const satisfies readonly DirectoryName[];

/** Every way to keys that parity with the Terraform providers asks for, and the directories that have it. */
const SOURCES: readonly (readonly [string, readonly DirectoryName[], Source])[] = [
  ["keys of the configuration", NAMES, () => ({ settings: { ...stack.keys } })],
  [
    "keys in the object of the cloud",
    NAMES,
    (directory) => ({
      settings: { [directory === "workspace" ? "huawei" : directory === "cloudidentity" ? "volcengine" : "alibaba"]: stack.keys },
    }),
  ],
  ["a role on top of keys", NAMES, (directory) => ({ settings: { ...stack.keys, assumeRole: stack.role(directory) } })],
  [
    "a token file",
    NAMES,
    async (directory) => ({
      settings: { oidc: { ...stack.oidc(directory), tokenFile: stack.file("token", `${await stack.idToken()}\n`) } },
    }),
  ],
  ["a token", NAMES, async (directory) => ({ settings: { oidc: { ...stack.oidc(directory), token: await stack.idToken() } } })],
  [
    "a GitHub runner",
    NAMES,
    (directory) => ({ settings: { oidc: { ...stack.oidc(directory), audience: "rollcall" } }, environment: stack.runner() }),
  ],
  [
    "a GitHub runner, and a role on top",
    NAMES,
    (directory) => ({
      settings: { oidc: { ...stack.oidc(directory), audience: "rollcall" }, assumeRole: stack.role(directory) },
      environment: stack.runner(),
    }),
  ],
  ["the role of the instance", NAMES, () => ({ settings: { instanceRole: "true" } })],
  ["the instance, since nobody names keys", NAMES, () => ({})],
  [
    "the credentials URI",
    ALIBABA,
    () => ({ settings: { credentialsUri: `${stack.emulator.endpoint}${stack.emulator.keys.alibaba.credentialsPath}` } }),
  ],
  [
    "the environment's OIDC trio",
    ALIBABA,
    async () => ({
      environment: {
        ALIBABA_CLOUD_ROLE_ARN: stack.emulator.keys.alibaba.roleArn,
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: stack.emulator.keys.alibaba.oidcProviderArn,
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: stack.file("token", await stack.idToken()),
      },
    }),
  ],
  [
    "a profile with a role",
    ALIBABA,
    () => {
      stack.file(".aliyun/config.json", {
        current: "ops",
        profiles: [
          { name: "base", mode: "AK", access_key_id: stack.keys.accessKeyId, access_key_secret: stack.keys.accessKeySecret },
          {
            name: "ops",
            mode: "ChainableRamRoleArn",
            source_profile: "base",
            ram_role_arn: stack.emulator.keys.alibaba.roleArn,
            ram_session_name: "me",
          },
        ],
      });
      return {};
    },
  ],
  [
    "an identity provider of STS v5",
    ["workspace"],
    async () => ({
      settings: {
        oidc: {
          idpId: stack.emulator.keys.huawei.oidcProviderUrn,
          agency: stack.emulator.keys.huawei.agencyUrn,
          sessionName: "ci",
          token: await stack.idToken(),
        },
      },
    }),
  ],
  [
    "a trust agency of STS v5",
    ["workspace"],
    () => ({
      settings: {
        ...stack.keys,
        assumeRole: { agency: stack.emulator.keys.huawei.agency, domain: stack.emulator.keys.huawei.domainId, sessionName: "me" },
      },
    }),
  ],
  [
    "the identity of a pod",
    ["workspace"],
    async () => ({
      environment: {
        HC_CONTAINER_CREDENTIALS_FULL_URI: `${stack.emulator.endpoint}${stack.emulator.keys.huawei.podCredentialsPath}`,
        HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: stack.file("token", await stack.idToken()),
      },
    }),
  ],
  [
    "the environment's identity provider",
    ["workspace"],
    async () => ({
      environment: {
        HUAWEICLOUD_SDK_IDP_ID: stack.emulator.keys.huawei.idpId,
        HUAWEICLOUD_SDK_ID_TOKEN_FILE: stack.file("token", await stack.idToken()),
      },
    }),
  ],
  ["an IAM token", ["workspace"], () => ({ environment: { HW_AUTH_TOKEN: stack.emulator.workspace.authToken } })],
  [
    "a KooCLI profile with an agency",
    ["workspace"],
    () => {
      const { agency, domainName } = stack.emulator.keys.huawei;
      const { accessKeyId, accessKeySecret } = stack.keys;
      const profile = {
        name: "ci",
        mode: "AKSK",
        accessKeyId,
        secretAccessKey: accessKeySecret,
        agencyName: agency,
        agencyDomainName: domainName,
      };
      stack.file(".hcloud/config.json", { current: "ci", profiles: [profile] });
      return { settings: { profile: "ci" } };
    },
  ],
  [
    "a role of Terraform's variables",
    ["cloudidentity"],
    () => ({
      environment: {
        VOLCENGINE_ACCESS_KEY: stack.keys.accessKeyId,
        VOLCENGINE_SECRET_KEY: stack.keys.accessKeySecret,
        VOLCENGINE_ASSUME_ROLE_TRN: stack.emulator.keys.volcengine.roleTrn,
      },
    }),
  ],
  [
    "a profile with a role, of the ve command line",
    ["cloudidentity"],
    () => {
      const { accountId } = stack.emulator.keys.volcengine;
      const profile = {
        mode: "RamRoleArn",
        "access-key": stack.keys.accessKeyId,
        "secret-key": stack.keys.accessKeySecret,
        "account-id": accountId,
        "role-name": "rollcall",
      };
      stack.file(".volcengine/config.json", { current: "ci", profiles: { ci: profile } });
      return {};
    },
  ],
];

const CASES = SOURCES.flatMap(([what, names, source]) => names.map((name) => [name, what, source] as const));

test.each(CASES)("%s: a user is made with %s, and no secret is in any text or in state", async (directory, _what, source) => {
  const { settings, environment } = await source(directory);
  const expected = { ...settings, expectedAccountId: stack.accountId(directory) };
  // An IAM token says nothing about STS v5.
  const context = await stack.open(directory, environment?.["HW_AUTH_TOKEN"] === undefined ? expected : settings, environment);
  const made = await stack.create(context, "alice");
  expect(await stack.count(directory)).toBe(1);
  const texts = `${stack.said.join("\n")} ${JSON.stringify(made)}`;
  expect(texts).not.toContain(stack.keys.accessKeySecret);
  expect(context.service.secrets.clean(texts)).toBe(texts);
});

test.each(NAMES)("%s: keys of another account than expected send nothing", async (directory) => {
  const settings = { ...stack.keys, expectedAccountId: "1234" };
  const opening = stack.open(directory, settings);
  await expect(opening).rejects.toMatchObject({
    code: "ERR_AUTH",
    summary: expect.stringMatching(/the keys are of account \w+, and expectedAccountId is 1234/),
  });
  expect(Object.keys(await stack.calls()).filter((call) => call.startsWith(`${directory}:`))).toEqual([]);
});

test.each(NAMES)("%s: one exchange serves a whole run", async (directory) => {
  const context = await stack.open(directory, { ...stack.keys, assumeRole: stack.role(directory) });
  await Promise.all(Array.from({ length: 12 }, (_, index) => stack.create(context, `user${String.fromCharCode(97 + index)}`)));
  const exchanges = Object.entries(await stack.calls()).filter(([call]) => /-(sts|iam):/.test(call));
  expect(exchanges.map(([, count]) => count)).toEqual([1]);
});
