import type { DirectoryName } from "../../../provider/directories";
import { refusalOf, type Config, type Values } from "./key-world";
import { AK, ALIYUN, aliyun, VOLCENGINE, worldWith } from "./profile-world";

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

  test.each([
    ["eds", ALIYUN],
    ["eiam", "/home/li/.alibabacloud/credentials"],
    ["workspace", "/home/li/.huaweicloud/credentials"],
    ["cloudidentity", VOLCENGINE],
  ] as const)("%s: a file that PowerShell wrote as UTF-16 is told as such (%s)", async (directory, path) => {
    const world = worldWith({ [path]: Buffer.from('\uFEFF{"current":"canary"}', "utf16le").toString("utf8") });
    const message = await refusalOf(() => world.find(directory, {}));
    expect(message).toMatch(/is not UTF-8 text; it may be UTF-16\..*Save it as UTF-8/);
    expect(message).toContain(path);
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
