import http from "node:http";
import type { AddressInfo } from "node:net";
import { alibabaCall } from "../../../provider/vendors/alibaba";
import { AlibabaSdk } from "../../../provider/vendors/alibaba-sdk";
import type { Network } from "../../../provider/vendors/http";
import { huaweiCall } from "../../../provider/vendors/huawei";
import { canonicalQuery } from "../../../provider/vendors/signing";
import { volcengineCall } from "../../../provider/vendors/volcengine";

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
    await huaweiCall(
      account,
      { method: "POST", path: ["v2", "p1", "users", "batch-create"], body: { users: [{ user_name: "bob" }] } },
      network,
    )(1000);
    expect(seen[0]?.url).toBe("https://workspace.cn-north-4.myhuaweicloud.com/v2/p1/users/batch-create");
    expect(seen[0]?.init.body).toBe('{"users":[{"user_name":"bob"}]}');
    expect(seen[0]?.headers["x-sdk-date"]).toBe("20260102T030405Z");
    expect(seen[0]?.headers["authorization"]).toBe(
      "SDK-HMAC-SHA256 Access=testId, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=6ef18005c9eb6845ac7812de998c8da38808a2124cffff1cdb50a685696e2003",
    );
  });

  test("encodes ids in the path and repeated names in the query", async () => {
    const { network, seen } = recorder();
    await huaweiCall(
      account,
      { method: "GET", path: ["v2", "p1", "users", "a b,/ü"], query: { user_names: ["b", "a"], limit: 10, offset: undefined } },
      network,
    )(1000);
    expect(seen[0]?.url).toBe(
      "https://workspace.cn-north-4.myhuaweicloud.com/v2/p1/users/a%20b%2C%2F%C3%BC?limit=10&user_names=a&user_names=b",
    );
    expect(seen[0]?.init.body).toBeUndefined();
  });

  test("a token goes out without a signature", async () => {
    const { network, seen } = recorder();
    await huaweiCall(
      { ...account, credentials: { kind: "token", token: "tok" } },
      { method: "GET", path: ["v2", "p1", "users"] },
      network,
    )(1000);
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
    await expect(volcengineCall({ ...account, credentials: { kind: "token", token: "t" } }, request, network)(1000)).rejects.toMatchObject({
      code: "ERR_CONFIG",
    });
  });
});

test("a query is sorted by name, not by the joined text", () => {
  expect(canonicalQuery({ "Ids.10": "x", "Ids.1": "y", b: "!'()*~ +", a: true })).toBe("Ids.1=y&Ids.10=x&a=true&b=%21%27%28%29%2A~%20%2B");
});

describe("Alibaba ACS3-HMAC-SHA256", () => {
  const moment = { now: () => NOW, nonce: () => "0123456789abcdef0123456789abcdef" };
  const seen: { url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
  let server: http.Server;

  /** Sends what is meant for the cloud to this machine; the request itself stays as it was signed. */
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      let body = "";
      request
        .on("data", (chunk) => (body += String(chunk)))
        .on("end", () => {
          seen.push({ url: request.url ?? "", headers: request.headers, body });
          response.end("{}");
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const request = http.request.bind(http) as (options: http.RequestOptions) => http.ClientRequest;
    jest
      .spyOn(http, "request")
      .mockImplementation(((options: http.RequestOptions) => request({ ...options, host: "127.0.0.1", port })) as typeof http.request);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => seen.splice(0));

  test("signs query and form as the vendor's own signer does", async () => {
    const sdk = new AlibabaSdk("http://eds-user.cn-shanghai.aliyuncs.com", keys, moment);
    await sdk.send(
      {
        version: "2021-03-08",
        action: "CreateUsers",
        query: { IsLocalAdmin: true },
        body: { Users: [{ Email: "a@example.com", EndUserId: "alice_1" }] },
      },
      1000,
    );
    expect(seen[0]).toMatchObject({ url: "/?IsLocalAdmin=true", body: "Users.1.Email=a%40example.com&Users.1.EndUserId=alice_1" });
    expect(seen[0]?.headers["content-length"]).toBe("55");
    expect(seen[0]?.headers.authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=testId,SignedHeaders=content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=c1d1f56b5dca943d592e678cf80839c40ec6aae291bc1321755b1b9253daa44a",
    );
  });

  test("signs a query alone, without a content type", async () => {
    const sdk = new AlibabaSdk("http://eiam.cn-hangzhou.aliyuncs.com", keys, moment);
    await sdk.send(
      {
        version: "2021-12-01",
        action: "CreateUser",
        query: { InstanceId: "idaas_x", Username: "u@1", CustomFields: [{ FieldName: "age" }] },
      },
      1000,
    );
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.url.slice(2)))).toEqual({
      InstanceId: "idaas_x",
      Username: "u@1",
      "CustomFields.1.FieldName": "age",
    });
    expect(seen[0]?.headers["content-type"]).toBeUndefined();
    expect(seen[0]?.headers.authorization).toMatch(/,Signature=fd21d695ceb716b0de7a35717693c429f5eca8ad75ef1bc979033a79ecb9b3f7$/);
  });

  test("flattens lists above nine items, sends what is empty and leaves out what is absent", async () => {
    const sdk = new AlibabaSdk("http://eds-user.cn-shanghai.aliyuncs.com", keys, moment);
    const users = Array.from({ length: 11 }, (_, index) => ({
      EndUserId: `u${index}`,
      GroupIdList: index === 0 ? [] : ["g1", "g2"],
      Remark: "",
      Phone: undefined,
      Email: null,
    }));
    await sdk.send({ version: "2021-03-08", action: "CreateUsers", body: { Users: users } }, 1000);
    const form = new URLSearchParams(seen[0]?.body);
    expect(form.get("Users.11.EndUserId")).toBe("u10");
    expect(form.get("Users.11.GroupIdList.2")).toBe("g2");
    expect(form.get("Users.1.Remark")).toBe("");
    expect(seen[0]?.body).not.toMatch(/Phone|Email|Users\.1\.GroupIdList|undefined|null/);
  });

  test("temporary keys carry their token, signed", async () => {
    const sdk = new AlibabaSdk("http://eds-user.cn-shanghai.aliyuncs.com", { ...keys, securityToken: "sts" }, moment);
    await sdk.send({ version: "2021-03-08", action: "DescribeUsers" }, 1000);
    expect(seen[0]?.headers["x-acs-security-token"]).toBe("sts");
    expect(seen[0]?.headers.authorization).toContain(";x-acs-security-token;x-acs-signature-nonce;");
  });

  test("each attempt is signed anew", async () => {
    const call = alibabaCall(
      { endpoint: "http://eds-user.cn-shanghai.aliyuncs.com", credentials: keys },
      { version: "2021-03-08", action: "DescribeUsers" },
    );
    await call(1000);
    await call(1000);
    const [first, second] = seen.map(({ headers }) => headers["x-acs-signature-nonce"]);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).not.toBe(first);
  });
});
