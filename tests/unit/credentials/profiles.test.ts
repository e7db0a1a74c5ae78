import type { DirectoryName } from "../../../provider/model/account";
import { json, KeyWorld, refusalOf, type Config, type Values } from "./key-world";

const ALIYUN = "/home/li/.aliyun/config.json";
const HCLOUD = "/home/li/.hcloud/config.json";
const VOLCENGINE = "/home/li/.volcengine/config.json";

const AK = { name: "ak", mode: "AK", access_key_id: "from-file", access_key_secret: "canary-secret" };
const ROLE = { ram_role_arn: "acs:ram::1:role/ops", ram_session_name: "me" };

function worldWith(files: Readonly<Record<string, unknown>>): KeyWorld {
  const world = new KeyWorld();
  for (const [path, content] of Object.entries(files)) {
    world.files.set(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  return world;
}

/** The command line's file with these profiles. */
function aliyun(...profiles: readonly object[]): KeyWorld {
  return worldWith({ [ALIYUN]: { current: "ak", profiles } });
}

describe("which profile counts", () => {
  const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "from-variable", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" };
  const other = { ...AK, name: "other", access_key_id: "other" };

  test.each<readonly [string, Values, Config, string]>([
    ["the default profile where nothing else is said", {}, {}, "from-file"],
    ["keys of the environment before the default profile", environment, {}, "from-variable"],
    ["a profile of the configuration before keys of the environment", environment, { profile: "other" }, "other"],
    ["a profile of Rollcall's own variable before them, too", { ...environment, ROLLCALL_PROFILE: "other" }, {}, "other"],
    ["a profile that the vendor's variable names, where no keys are in the environment", { ALIBABA_CLOUD_PROFILE: "other" }, {}, "other"],
    ["keys of the environment before such a profile", { ...environment, ALICLOUD_PROFILE: "other" }, {}, "from-variable"],
    ["another home", { HOME: "/home/zhou", ...environment }, {}, "from-variable"],
  ])("%s", async (_what, variables, config, expected) => {
    expect(await aliyun(AK, other).find("eds", variables, config).identity.keys()).toMatchObject({ accessKeyId: expected });
  });

  test("the vendors' switches turn the default profile off, and not one that the configuration names", async () => {
    for (const name of ["ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "ALIBABA_CLOUD_IGNORE_PROFILE"]) {
      expect(aliyun(AK).find("eds", { [name]: "TRUE" }).isGuess).toBe(true);
      expect(
        await aliyun(AK)
          .find("eds", { [name]: "true" }, { profile: "ak" })
          .identity.keys(),
      ).toMatchObject({ accessKeyId: "from-file" });
    }
    const ve = worldWith({ [VOLCENGINE]: { profiles: { default: { "access-key": "a", "secret-key": "b" } } } });
    expect(ve.find("cloudidentity", { VOLCENGINE_DISABLE_DEFAULT_CREDENTIALS: "true" }).isGuess).toBe(true);
  });

  test("a default profile that was never filled in is none; one that is named is an error", async () => {
    const empty = {
      name: "default",
      mode: "AK",
      access_key_id: "",
      access_key_secret: "",
      region_id: "cn-hangzhou",
      output_format: "json",
    };
    const world = worldWith({ [ALIYUN]: { current: "default", profiles: [empty] } });
    expect(world.find("eds").isGuess).toBe(true);
    expect(await refusalOf(() => world.find("eds", {}, { profile: "default" }))).toMatch(/has no access_key_id, which its mode AK needs/);
  });

  test("variables of the vendors name other files, whichever form they hold", async () => {
    const files = {
      "/etc/keys.json": { current: "ak", profiles: [AK] },
      "/etc/keys.ini": "[default]\ntype = access_key\naccess_key_id = ini\naccess_key_secret = a;b#c",
    };
    for (const name of ["ALIBABA_CLOUD_CONFIG_FILE", "ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"])
      expect(
        await worldWith(files)
          .find("eds", { [name]: "/etc/keys.json" })
          .identity.keys(),
      ).toMatchObject({ accessKeyId: "from-file" });
    const ini = worldWith(files).find("eds", { ALIBABA_CLOUD_CREDENTIALS_FILE: "/etc/keys.ini" });
    expect(await ini.identity.keys()).toMatchObject({ accessKeyId: "ini", accessKeySecret: "a;b#c" });
    expect(await refusalOf(() => worldWith({}).find("eds", { ALIBABA_CLOUD_CONFIG_FILE: "/gone" }))).toMatch(
      /ALIBABA_CLOUD_CONFIG_FILE, \/gone does not exist/,
    );
  });
});

describe("modes of Alibaba Cloud's command line", () => {
  const STS = "https://sts.test";
  /** STS and the metadata service in one. */
  function withSts(world: KeyWorld): KeyWorld {
    const until = "2026-03-01T09:00:00Z";
    const keys = { AccessKeyId: "STS.1", AccessKeySecret: "canary-sts", SecurityToken: "canary-token", Expiration: until };
    world.answer = ({ pathname }, body) => {
      if (body.includes("OIDCToken")) return json({ Credentials: keys });
      if (pathname === "/latest/api/token") return new Response("metadata-token");
      if (pathname === "/cloud-credentials") return json({ CloudCredential: keys });
      if (pathname.endsWith("/security-credentials/")) return new Response("instance-role\n");
      return json({ Code: "Success", ...keys });
    };
    return world;
  }
  const temporary = { kind: "keys", accessKeyId: "STS.1", accessKeySecret: "canary-sts", securityToken: "canary-token" };
  const later = Date.parse("2026-03-01T08:30:00Z") / 1000;
  const kept = { access_key_id: "kept", access_key_secret: "canary", sts_token: "canary-kept", sts_expiration: later };
  const sso = {
    mode: "CloudSSO",
    cloud_sso_sign_in_url: "https://sso.test/device/login",
    cloud_sso_account_id: "1",
    cloud_sso_access_config: "ac",
  };

  test.each<readonly [string, object, object]>([
    ["AK", AK, { accessKeyId: "from-file" }],
    ["no mode, which means AK", { ...AK, mode: "" }, { accessKeyId: "from-file" }],
    ["StsToken", { ...AK, mode: "StsToken", sts_token: "canary-t" }, { accessKeyId: "from-file", securityToken: "canary-t" }],
    ["EcsRamRole", { mode: "EcsRamRole", ram_role_name: "instance-role" }, temporary],
    ["OIDC", { mode: "OIDC", oidc_provider_arn: "acs:ram::1:oidc-provider/p", oidc_token_file: "/token", ...ROLE }, temporary],
    ["CredentialsURI", { mode: "CredentialsURI", credentials_uri: "http://127.0.0.1:9/keys" }, temporary],
    ["CloudSSO with keys that live", { ...sso, ...kept }, { accessKeyId: "kept" }],
    ["CloudSSO with an access token", { ...sso, access_token: "canary-access", cloud_sso_access_token_expire: later }, temporary],
    ["OAuth with keys that live", { mode: "OAuth", oauth_site_type: "CN", ...kept }, { accessKeyId: "kept" }],
  ])("%s", async (_mode, profile, expected) => {
    const world = withSts(aliyun({ ...profile, name: "ak" }));
    world.files.set("/token", "canary-oidc\n");
    const { identity } = world.find("eds", {}, { profile: "ak", stsEndpoint: STS });
    expect(await identity.keys()).toMatchObject(expected);
    expect(identity.source).toMatch(/profile ak of|metadata service|credentials URI/);
    expect(identity.source).not.toContain("canary");
  });

  test("External runs the command and keeps nothing of what it prints", async () => {
    const world = aliyun({ name: "ak", mode: "External", process_command: "give-keys" });
    world.commands = () =>
      Promise.resolve(JSON.stringify({ mode: "StsToken", access_key_id: "printed", access_key_secret: "s", sts_token: "t" }));
    expect(await world.find("eds").identity.keys()).toMatchObject({ accessKeyId: "printed", securityToken: "t" });
    expect(await refusalOf(() => world.find("eds", { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: "1" }))).toMatch(/forbids it/);
    world.commands = () => Promise.resolve("canary, not JSON");
    const broken = await refusalOf(() => aliyunLike(world).find("eds").identity.keys());
    expect(broken).toMatch(/the command of profile ak .* printed .*is not valid JSON/);
    expect(broken).not.toContain("canary");
  });
  /** The same machine in another process. */
  const aliyunLike = (world: KeyWorld): KeyWorld => Object.assign(aliyun(), { files: world.files, commands: world.commands });

  test.each<readonly [string, readonly object[], RegExp]>([
    [
      "a cycle",
      [
        { name: "ak", mode: "ChainableRamRoleArn", source_profile: "b", ...ROLE },
        { name: "b", mode: "ChainableRamRoleArn", source_profile: "ak", ...ROLE },
      ],
      /profiles ak → b → ak lead in a circle/,
    ],
    [
      "a source profile that is not there",
      [{ name: "ak", mode: "ChainableRamRoleArn", source_profile: "akk", ...ROLE }],
      /no profile "akk" in .*source_profile of ak/,
    ],
    ["a mode in lower case, which the vendor's tools refuse too", [{ ...AK, mode: "ak" }], /has the mode "ak"/],
    ["a mode that is of no use here", [{ ...AK, mode: "BearerToken" }], /has the mode "BearerToken"/],
    ["StsToken without a token", [{ ...AK, mode: "StsToken" }], /has no sts_token/],
    ["a role that is no ARN", [{ ...AK, mode: "RamRoleArn", ram_role_arn: "ops" }], /ram_role_arn of profile ak .* has not the form/],
    ["a lifetime out of range", [{ ...AK, mode: "RamRoleArn", ...ROLE, expired_seconds: 60 }], /expired_seconds of profile ak .* from 900/],
    ["an STS that keys would go to in clear", [{ ...AK, mode: "RamRoleArn", ...ROLE, sts_endpoint: "http://sts.test" }], /in clear/],
  ])("%s is one clear error, and no other keys are taken", async (_what, profiles, expected) => {
    const environment = { HOME: "/home/li" };
    const message = await refusalOf(() => aliyun(...profiles).find("eds", environment));
    expect(message).toMatch(expected);
    expect(message).toContain(ALIYUN);
    expect(message).not.toContain("canary");
  });

  test.each([
    ["CloudSSO", { ...sso, access_token: "canary", cloud_sso_access_token_expire: 1 }],
    ["OAuth", { mode: "OAuth", oauth_site_type: "CN", ...kept, sts_expiration: 1 }],
  ])("a sign-in by %s that has run out says how to sign in again", async (_mode, profile) => {
    const message = await refusalOf(() =>
      aliyun({ ...profile, name: "ak" })
        .find("eds")
        .identity.keys(),
    );
    expect(message).toMatch(/sign-in of profile ak of .* has run out.*ERR_AUTH.*aliyun/);
    expect(message).not.toContain("canary");
  });
});

describe("broken files", () => {
  const cut = '{"profiles":[{"name":"ak","access_key_secret":"canary-secret",';
  test.each<readonly [DirectoryName, string, string, RegExp]>([
    ["eds", ALIYUN, cut, /is not valid JSON/],
    ["eds", ALIYUN, '{"profiles":{"ak":{"access_key_secret":"canary"}}}', /profiles is not a list/],
    ["eiam", "/home/li/.alibabacloud/credentials", "[default]\ntype = access_key\ncanary-secret", /line 3 is neither/],
    ["eiam", "/home/li/.alibabacloud/credentials", "access_key_secret = canary\n[default]", /line 1 stands before the first/],
    ["eiam", "/home/li/.alibabacloud/credentials", "[default]\ntype = sts\naccess_key_secret = canary", /has the type "sts"/],
    ["workspace", "/home/li/.huaweicloud/credentials", "[basic]\nak = a\nsk canary", /line 3/],
    ["workspace", "/home/li/.huaweicloud/credentials", "[basic]\nsk = canary", /section \[basic\] of .* has no ak/],
    ["cloudidentity", VOLCENGINE, `${cut}canary`, /is not valid JSON/],
    ["cloudidentity", VOLCENGINE, '{"current":"gone","profiles":{"default":{"secret-key":"canary"}}}', /no profile "gone"/],
    ["cloudidentity", "/home/li/.volc/config", '{"VOLC_SECRETKEY":"canary"}', /has no VOLC_ACCESSKEY/],
  ])("%s: %s is one clear error without a word of its content", async (directory, path, content, expected) => {
    const message = await refusalOf(() => worldWith({ [path]: content }).find(directory));
    expect(message).toMatch(expected);
    expect(message).toContain(path);
    expect(message).toMatch(/ERR_CONFIG/);
    expect(message).not.toContain("canary");
  });

  test("a folder in place of a file is told", async () => {
    expect(await refusalOf(() => worldWith({ [`${ALIYUN}/x`]: "" }).find("eds"))).toMatch(/is a folder/);
  });

  test("a profile that no file has is told with those that there are", async () => {
    expect(await refusalOf(() => aliyun(AK).find("eds", {}, { profile: "akk" }))).toMatch(
      /no profile "akk" in .*rollcall:profile names \(did you mean ak\?\).*The file has ak/,
    );
    expect(await refusalOf(() => worldWith({}).find("workspace", {}, { profile: "x" }))).toMatch(/hcloud.*missing or has no profiles/);
  });
});

describe("files of Huawei Cloud and Volcengine", () => {
  const hcloud = (profile: object): KeyWorld => worldWith({ [HCLOUD]: { current: "x", profiles: [{ name: "x", ...profile }] } });

  test("KooCLI's file is read only when the configuration names a profile of it, and its project comes along", async () => {
    const world = hcloud({ mode: "AKSK", accessKeyId: "HWAK", secretAccessKey: "s", projectId: "p" });
    expect(world.find("workspace").isGuess).toBe(true);
    const found = world.find("workspace", {}, { profile: "x" });
    expect(await found.identity.keys()).toMatchObject({ accessKeyId: "HWAK" });
    expect(found.projectId).toBe("p");
  });

  test("keys that KooCLI encrypted are told as such", async () => {
    const world = hcloud({ mode: "AKSK", accessKeyId: "canary+/qq==", secretAccessKey: "canary" });
    const message = await refusalOf(() => world.find("workspace", {}, { profile: "x" }));
    expect(message).toMatch(/encrypted by KooCLI.*cli-auth-encrypt=false/);
    expect(message).not.toContain("canary");
  });

  test("a KooCLI sign-in counts while it lives", async () => {
    const stsToken = { accessKeyId: "HWSTS", secretAccessKey: "s", securityToken: "t", expiration: "2026-03-01T08:10:00Z" };
    const world = hcloud({ mode: "SSO", ssoAuth: { stsToken } });
    const { identity } = world.find("workspace", {}, { profile: "x" });
    expect(await identity.keys()).toMatchObject({ securityToken: "t" });
    world.now += 20 * 60_000;
    expect(await refusalOf(() => identity.keys())).toMatch(/has run out/);
  });

  test("section basic of the SDKs' file, with an identity provider before keys", async () => {
    const path = "/home/li/.huaweicloud/credentials";
    const keys = "[basic]\nak = HWAK\nsk = s\nsecurity_token = t\nproject_id = p\n";
    const found = worldWith({ [path]: keys }).find("workspace");
    expect(await found.identity.keys()).toEqual({ kind: "keys", accessKeyId: "HWAK", accessKeySecret: "s", securityToken: "t" });
    expect(found.projectId).toBe("p");
    expect(worldWith({ [path]: `${keys}idp_id = idp\nid_token_file = /token` }).find("workspace").identity.source).toMatch(
      /identity provider idp/,
    );
    expect(await refusalOf(() => worldWith({ [path]: `${keys}idp_id = idp` }).find("workspace"))).toMatch(/has no id_token_file/);
  });

  test.each<readonly [string, object, object]>([
    [
      "no mode",
      { "access-key": "a", "secret-key": "s", "session-token": "t", "sts-expiration": 1 },
      { accessKeyId: "a", securityToken: "t" },
    ],
    ["ak in any case", { mode: "AK", "access-key": "a", "secret-key": "s" }, { accessKeyId: "a" }],
    ["sso with keys that live", { mode: "sso", "access-key": "a", "secret-key": "s", "sts-expiration": 4e12 }, { accessKeyId: "a" }],
    [
      "StsToken with an expiry in µs",
      { mode: "StsToken", "access-key": "a", "secret-key": "s", "sts-expiration": 4e15 },
      { accessKeyId: "a" },
    ],
  ])("Volcengine's modes: %s", async (_mode, profile, expected) => {
    const world = worldWith({ [VOLCENGINE]: { current: "ci", profiles: { ci: profile } } });
    expect(await world.find("cloudidentity").identity.keys()).toMatchObject(expected);
  });

  test.each([
    ["ecsrole without a role", { mode: "ecsrole" }, /has no role-name/],
    [
      "a role without its account",
      { mode: "ramrolearn", "access-key": "a", "secret-key": "canary", "role-name": "r" },
      /has no account-id/,
    ],
    [
      "sso that has run out",
      { mode: "sso", "access-key": "a", "secret-key": "canary", "sts-expiration": 1_000_000_000 },
      /have run out.*ve sso login/,
    ],
    ["console-login", { mode: "console-login", "login-session": "canary" }, /has the mode "console-login"/],
  ])("Volcengine's modes: %s is one clear error", async (_what, profile, expected) => {
    const world = worldWith({ [VOLCENGINE]: { current: "ci", profiles: { ci: profile } } });
    const message = await refusalOf(() => world.find("cloudidentity").identity.keys());
    expect(message).toMatch(expected);
    expect(message).toContain(VOLCENGINE);
    expect(message).not.toContain("canary");
  });

  test("the oldest file comes last", async () => {
    const old = { "/home/li/.volc/config": { VOLC_ACCESSKEY: "old", VOLC_SECRETKEY: "s" } };
    expect(await worldWith(old).find("cloudidentity").identity.keys()).toMatchObject({ accessKeyId: "old" });
    const both = { ...old, [VOLCENGINE]: { profiles: { default: { "access-key": "new", "secret-key": "s" } } } };
    expect(await worldWith(both).find("cloudidentity").identity.keys()).toMatchObject({ accessKeyId: "new" });
  });
});
