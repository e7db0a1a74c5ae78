import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Network } from "../../../provider/transport/http";
import { huaweiCall } from "../../../provider/transport/huawei";
import { canonicalQuery } from "../../../provider/transport/signing";
import { volcengineCall } from "../../../provider/transport/volcengine";

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const keys = { kind: "keys", accessKeyId: "testId", accessKeySecret: "testSecret" } as const;

interface Seen {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
}

function recorder(): { readonly network: Network; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  const network: Network = {
    now: () => NOW,
    fetch: async (url, init = {}) => {
      seen.push({ url: String(url), init, headers: Object.fromEntries(new Headers(init.headers)) });
      return new Response("{}", { status: 200 });
    },
  };
  return { network, seen };
}

describe("Huawei SDK-HMAC-SHA256", () => {
  const account = { endpoint: "https://workspace.cn-north-4.myhuaweicloud.com", projectId: "p1", credentials: keys };

  test("signs a batch creation as the vendor's own signer does", async () => {
    const { network, seen } = recorder();
    await huaweiCall(account, { method: "POST", path: ["v2", "p1", "users", "batch-create"], body: { users: [{ user_name: "bob" }] } }, network)(1000);
    expect(seen[0]?.url).toBe("https://workspace.cn-north-4.myhuaweicloud.com/v2/p1/users/batch-create");
    expect(seen[0]?.init.body).toBe('{"users":[{"user_name":"bob"}]}');
    expect(seen[0]?.headers["x-sdk-date"]).toBe("20260102T030405Z");
    expect(seen[0]?.headers["authorization"]).toBe(
      "SDK-HMAC-SHA256 Access=testId, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=6ef18005c9eb6845ac7812de998c8da38808a2124cffff1cdb50a685696e2003",
    );
  });

  test("encodes ids in the path and repeated names in the query", async () => {
    const { network, seen } = recorder();
    await huaweiCall(account, { method: "GET", path: ["v2", "p1", "users", "a b,/ü"], query: { user_names: ["b", "a"], limit: 10, offset: undefined } }, network)(1000);
    expect(seen[0]?.url).toBe("https://workspace.cn-north-4.myhuaweicloud.com/v2/p1/users/a%20b%2C%2F%C3%BC?limit=10&user_names=a&user_names=b");
    expect(seen[0]?.init.body).toBeUndefined();
  });

  test("a token goes out without a signature", async () => {
    const { network, seen } = recorder();
    await huaweiCall({ ...account, credentials: { kind: "token", token: "tok" } }, { method: "GET", path: ["v2", "p1", "users"] }, network)(1000);
    expect(seen[0]?.headers).toMatchObject({ "x-auth-token": "tok", "x-project-id": "p1" });
    expect(seen[0]?.headers["authorization"]).toBeUndefined();
  });

  test("temporary keys carry their token, signed", async () => {
    const { network, seen } = recorder();
    await huaweiCall({ ...account, credentials: { ...keys, securityToken: "sts" } }, { method: "GET", path: ["v2"] }, network)(1000);
    expect(seen[0]?.headers["x-security-token"]).toBe("sts");
    expect(seen[0]?.headers["authorization"]).toContain("SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token,");
  });
});

describe("Volcengine HMAC-SHA256", () => {
  const account = { endpoint: "https://open.volcengineapi.com", region: "cn-beijing", credentials: keys };
  const request = { service: "cloudidentity", action: "CreateUser", version: "2023-01-01", body: { UserName: "bob" } };

  test("signs a creation as the vendor's own signer does", async () => {
    const { network, seen } = recorder();
    await volcengineCall(account, request, network)(1000);
    expect(seen[0]?.url).toBe("https://open.volcengineapi.com/?Action=CreateUser&Version=2023-01-01");
    expect(seen[0]?.headers["authorization"]).toBe(
      "HMAC-SHA256 Credential=testId/20260102/cn-beijing/cloudidentity/request, SignedHeaders=host;x-content-sha256;x-date, Signature=855d9f0f94eaa987551923dda07edf19014d16778090b77ea8e649ca7e68741f",
    );
  });

  test("a session token travels and is signed", async () => {
    const { network, seen } = recorder();
    await volcengineCall({ ...account, credentials: { ...keys, securityToken: "sts" } }, request, network)(1000);
    expect(seen[0]?.headers["x-security-token"]).toBe("sts");
    expect(seen[0]?.headers["authorization"]).toContain("SignedHeaders=host;x-content-sha256;x-date;x-security-token,");
  });

  test("an empty request is sent as an empty object, and a token is refused", async () => {
    const { network, seen } = recorder();
    await volcengineCall(account, { ...request, body: undefined }, network)(1000);
    expect(seen[0]?.init.body).toBe("{}");
    await expect(volcengineCall({ ...account, credentials: { kind: "token", token: "t" } }, request, network)(1000)).rejects.toMatchObject({ code: "ERR_CONFIG" });
  });
});

test("a query is sorted by name, not by the joined text", () => {
  expect(canonicalQuery({ "Ids.10": "x", "Ids.1": "y", b: "!'()*~ +", a: true })).toBe("Ids.1=y&Ids.10=x&a=true&b=%21%27%28%29%2A~%20%2B");
});

describe("Alibaba ACS3-HMAC-SHA256", () => {
  let server: Server;
  const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk))).on("end", () => {
        seen.push({ url: request.url ?? "", headers: request.headers, body });
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test("signs what it sends, lists above nine items included", async () => {
    const { AlibabaSdk } = await import("../../../provider/transport/alibaba-sdk");
    const { default: OpenApiUtil } = await import("@alicloud/openapi-util");
    const { port } = server.address() as AddressInfo;
    const sdk = new AlibabaSdk(`http://127.0.0.1:${port}`, keys, { now: () => NOW, nonce: () => "0123456789abcdef0123456789abcdef" });
    const users = Array.from({ length: 11 }, (_, index) => ({ EndUserId: `u${index}`, GroupIdList: [], Remark: "", Phone: undefined }));
    await sdk.send({ version: "2021-03-08", action: "CreateUsers", query: { IsLocalAdmin: true }, body: { Users: users } }, 1000);
    const [call] = seen;
    expect(call?.url).toBe("/?IsLocalAdmin=true");
    expect(call?.headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      "x-acs-action": "CreateUsers",
      "x-acs-version": "2021-03-08",
      "x-acs-date": "2026-01-02T03:04:05Z",
      "content-length": String(call?.body.length),
    });
    expect(new URLSearchParams(call?.body).get("Users.11.EndUserId")).toBe("u10");
    expect(new URLSearchParams(call?.body).get("Users.1.Remark")).toBe("");
    expect(call?.body).not.toMatch(/Phone|GroupIdList|undefined/);
    expect(OpenApiUtil).toBeDefined();
    expect(call?.headers.authorization).toMatch(
      /^ACS3-HMAC-SHA256 Credential=testId,SignedHeaders=content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=[0-9a-f]{64}$/,
    );
  });
});
