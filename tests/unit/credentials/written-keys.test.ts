import type { DirectoryName } from "../../../provider/directories";
import { systemWorld } from "../../../provider/config/credentials/world";
import { KeyWorld, refusalOf, type Values } from "./key-world";
import { AK, ALIYUN, aliyun, HCLOUD, VOLCENGINE, worldWith } from "./profile-world";

const ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";
const GOOD: Values = { [ID]: "canary-id", [SECRET]: "canary-secret" };

describe("what copying and quoting leave in keys ends the run before anything is sent, and no part of a key is told", () => {
  test.each<readonly [string, Values, RegExp]>([
    [
      "a zero-width space",
      { [ID]: "canary-id\u200b" },
      /the access key id of the variables .* holds a character that no key has: U\+200B after 9 characters/,
    ],
    ["a line break in the middle", { [ID]: "canary\nid" }, /access key id .*: U\+000A after 6 characters/],
    ["full-width letters", { [SECRET]: "canaryＡ" }, /access key secret .*: U\+FF21/],
    ["quotes", { [SECRET]: '"canary-secret"' }, /access key secret .* stands in quotes/],
    ["single quotes", { [ID]: "'canary-id'" }, /access key id .* stands in quotes/],
    ["a token in two lines", { [TOKEN]: "canary\r\ntoken" }, /session token .*: U\+000D/],
  ])("%s", async (_what, values, expected) => {
    const world = new KeyWorld();
    const message = await refusalOf(() => world.find("eds", { ...GOOD, ...values }));
    expect(message).toMatch(expected);
    expect(message).toMatch(/\[ERR_CONFIG\] Remedy: /);
    expect(message).not.toContain("canary");
    expect(world.requests).toEqual([]);
  });

  test("line ends around a key are no part of it, as before", async () => {
    const { identity } = new KeyWorld().find("eds", { [ID]: "id\r\n", [SECRET]: "\tsecret\n" });
    expect(await identity.keys()).toEqual({ kind: "keys", accessKeyId: "id", accessKeySecret: "secret" });
  });

  test("profiles, settings and tokens alike", async () => {
    expect(await refusalOf(() => aliyun({ ...AK, access_key_secret: "canary\u00a0x" }).find("eds"))).toMatch(
      /secret of profile ak of .*config\.json holds/,
    );
    expect(await refusalOf(() => new KeyWorld().find("workspace", {}, { accessKeyId: "a", accessKeySecret: "canary\u2009x" }))).toMatch(
      /secret of the settings .* holds/,
    );
    const message = await refusalOf(() => new KeyWorld().find("workspace", { HUAWEICLOUD_SDK_AUTH_TOKEN: "canary\nx" }));
    expect(message).toMatch(/^the token of the variable HUAWEICLOUD_SDK_AUTH_TOKEN holds/);
    expect(message).not.toContain("canary");
  });
});

describe("what is in a file twice is refused, since tools differ in which one they take", () => {
  test("profiles of one name", async () => {
    expect(await refusalOf(() => aliyun(AK, { ...AK, access_key_id: "other" }).find("eds"))).toMatch(
      /the profile file .*config\.json has two profiles named "ak".*Rename or delete one/,
    );
    const huawei = worldWith({ [HCLOUD]: { profiles: [{ name: "x" }, { name: "x" }] } });
    expect(await refusalOf(() => huawei.find("workspace", {}, { profile: "x" }))).toMatch(/has two profiles named "x"/);
  });

  test.each([
    ["[default]\ntype = access_key\naccess_key_id = canary\naccess_key_id = canary2\n", /line 4 repeats a key of its section/],
    ["[default]\ntype = access_key\n\n[other]\n[ default ]\naccess_key_secret = canary\n", /line 5 repeats the section \[default\]/],
  ])("%j", async (text, expected) => {
    const world = worldWith({ "/home/li/.alibabacloud/credentials": text });
    const message = await refusalOf(() => world.find("eds"));
    expect(message).toMatch(expected);
    expect(message).not.toContain("canary");
  });
});

test("a user without a home has files at no place of the working folder", () => {
  expect(systemWorld.home()).toMatch(/^\/|^[A-Z]:/i);
  expect(worldWith({ ".aliyun/config.json": { profiles: [AK] } }).find("eds", { HOME: "" }).isGuess).toBe(true);
});

describe("a file that its tool did not write so ends the search, since the next keys would be somebody else's", () => {
  test.each<readonly [DirectoryName, string, unknown, RegExp]>([
    ["eds", ALIYUN, [AK], /config\.json holds JSON, but no object/],
    ["eds", ALIYUN, '"canary"', /config\.json holds JSON, but no object/],
    ["eds", ALIYUN, { profiles: { ak: AK } }, /profiles is not a list/],
    ["eds", ALIYUN, { profiles: [{ ...AK, name: "x" }] }, /no profile "default" in .*, and current names no other/],
    ["cloudidentity", VOLCENGINE, [{ name: "default" }], /holds JSON, but no object/],
    ["cloudidentity", VOLCENGINE, { profiles: [{ name: "default" }] }, /profiles is not an object/],
    ["cloudidentity", VOLCENGINE, { profiles: { x: { "access-key": "a" } } }, /no profile "default" in .*, and current names no other/],
    ["cloudidentity", "/home/li/.volc/config", "[]", /holds JSON, but no object/],
  ])("%s: %s holds %j", async (directory, path, content, expected) => {
    const message = await refusalOf(() => worldWith({ [path]: content }).find(directory));
    expect(message).toMatch(expected);
    expect(message).not.toContain("canary");
  });
});
