import { json, type KeyWorld, refusalOf } from "./key-world";
import { AK, ALIYUN, aliyun, HCLOUD, VOLCENGINE, worldWith } from "./profile-world";

const ROLE = { ram_role_arn: "acs:ram::1:role/ops", ram_session_name: "me" };

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

describe("files of Huawei Cloud and Volcengine", () => {
  const hcloud = (profile: object): KeyWorld => worldWith({ [HCLOUD]: { current: "x", profiles: [{ name: "x", ...profile }] } });

  test("KooCLI's file is read only when the configuration names a profile of it, and its project comes along", async () => {
    const world = hcloud({ mode: "AKSK", accessKeyId: "HWAK", secretAccessKey: "s", projectId: "p" });
    expect(world.find("workspace").isGuess).toBe(true);
    const found = world.find("workspace", {}, { profile: "x" });
    expect(await found.identity.keys()).toMatchObject({ accessKeyId: "HWAK" });
    expect(found.settings).toEqual({ projectId: "p" });
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
    expect(found.settings).toEqual({ projectId: "p" });
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
