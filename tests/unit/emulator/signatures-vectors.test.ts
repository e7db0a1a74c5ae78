import { sdkHmacCanonicalRequest, verifySdkHmac } from "../../../emulator/signatures/sdk-hmac";
import { verifyVolcengine, volcengineCanonicalRequest } from "../../../emulator/signatures/volcengine";
import { sha256Hex } from "../../../emulator/signatures/canonical";
import type { WireRequest } from "../../../emulator/wire";

const clock = Date.UTC(2026, 0, 2, 3, 4, 5);
const key = { accessKeyId: "testId", accessKeySecret: "testSecret" };

function request(target: string, headers: Record<string, string>, body: string): WireRequest {
  const url = new URL(target, "http://x");
  return { method: "POST", target, path: url.pathname, query: url.searchParams, headers, body: Buffer.from(body) };
}

describe("signatures made by the vendors' own signers", () => {
  test("Huawei SDK-HMAC-SHA256", () => {
    const sent = request(
      "/v2/p1/users/batch-create",
      {
        host: "workspace.cn-north-4.myhuaweicloud.com",
        "content-type": "application/json",
        "x-project-id": "p1",
        "x-sdk-date": "20260102T030405Z",
        authorization:
          "SDK-HMAC-SHA256 Access=testId, SignedHeaders=content-type;host;x-project-id;x-sdk-date, " +
          "Signature=6ef18005c9eb6845ac7812de998c8da38808a2124cffff1cdb50a685696e2003",
      },
      '{"users":[{"user_name":"bob"}]}',
    );
    const canonical = sdkHmacCanonicalRequest(sent, ["content-type", "host", "x-project-id", "x-sdk-date"]);
    expect(sha256Hex(canonical ?? "")).toMatch(/^3120b7df.*1ba27a$/);
    expect(verifySdkHmac(sent, key, clock)).toBeUndefined();
  });

  test("Volcengine HMAC-SHA256", () => {
    const body = '{"UserName":"bob"}';
    const sent = request(
      "/?Action=CreateUser&Version=2023-01-01",
      {
        host: "open.volcengineapi.com",
        "x-content-sha256": sha256Hex(body),
        "x-date": "20260102T030405Z",
        authorization:
          "HMAC-SHA256 Credential=testId/20260102/cn-beijing/cloudidentity/request, SignedHeaders=host;x-content-sha256;x-date, " +
          "Signature=855d9f0f94eaa987551923dda07edf19014d16778090b77ea8e649ca7e68741f",
      },
      body,
    );
    const canonical = volcengineCanonicalRequest(sent, ["host", "x-content-sha256", "x-date"], sha256Hex(body));
    expect(sha256Hex(canonical ?? "")).toMatch(/^3d034e8d/);
    expect(verifyVolcengine(sent, { ...key, service: "cloudidentity" }, clock)).toBeUndefined();
  });
});
