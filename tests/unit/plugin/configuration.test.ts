import { UNKNOWN } from "../../../provider/model/values";
import { checkConfiguration, settingsOf } from "../../../provider/pulumi/plugin/configuration";
import { moveBetween } from "../../../provider/pulumi/plugin/moved-account";
import { sealedValue } from "../../../provider/pulumi/sealed";
import { SETTINGS as table } from "../../../provider/settings";

test("structured settings are looked into, whether as objects or as the engine's JSON text, and come back as they were", () => {
  const good = { oidc: { roleTrn: "trn", token: "t" }, huawei: JSON.stringify({ assumeRole: { agency: "a", domain: "d" } }) };
  expect(checkConfiguration(table, good)).toEqual({
    inputs: { oidc: sealedValue(good.oidc), huawei: sealedValue(good.huawei) },
    failures: [],
  });
  const bad = { oidc: { roleTrm: "trn" }, huawei: JSON.stringify({ assumeRole: { agncy: "a" } }), alibaba: "{not json" };
  expect(checkConfiguration(table, bad).failures.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("oidc.roleTrm is no setting (did you mean roleTrn?)"),
    expect.stringContaining("huawei.assumeRole.agncy is no setting (did you mean agency?)"),
    expect.stringContaining("alibaba must be an object"),
  ]);
});

test("the engine's own keys and unknown values pass", () => {
  const news = { version: "1.2.3", pluginDownloadURL: "https://example.com", __internal: {}, target: UNKNOWN, accessKeySecret: UNKNOWN };
  expect(checkConfiguration(table, news)).toEqual({ inputs: news, failures: [] });
});

test("settings are asked for by their full name and answered as text", () => {
  const setting = settingsOf({
    target: "cloud",
    timeoutSeconds: 5,
    oidc: { roleTrn: "trn" },
    accessKeySecret: sealedValue("s"),
    region: UNKNOWN,
  });
  expect(["target", "timeoutSeconds", "oidc", "accessKeySecret", "region", "missing"].map((key) => setting(`rollcall:${key}`))).toEqual([
    "cloud",
    "5",
    '{"roleTrn":"trn"}',
    "s",
    undefined,
    undefined,
  ]);
});

test.each([
  [{ region: "a" }, { region: "b" }, "place"],
  [{ edsEndpoint: "https://a" }, {}, "place"],
  [{ projectId: "a" }, { projectId: "b" }, "place"],
  [{ edsBatchSize: "20", stsEndpoint: "https://a" }, {}, "none"],
  [{ accessKeyId: "a" }, { accessKeyId: "b" }, "keys"],
  [{ accessKeySecret: sealedValue("a"), timeoutSeconds: "1" }, { accessKeySecret: sealedValue("b"), version: "2" }, "none"],
])("from %j to %j people may be others by %s", (olds, news, move) => {
  expect(moveBetween(table, olds, news)).toBe(move);
});
