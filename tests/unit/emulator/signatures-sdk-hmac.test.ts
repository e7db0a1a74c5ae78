import { verifySdkHmac } from "../../../emulator/signatures/sdk-hmac";
import { requestOf } from "../../contract/emulator/handler-world";
import { basicDate, signHuawei, type Signing } from "../../contract/emulator/workspace-client";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const key = { accessKeyId: "testId", accessKeySecret: "testSecret" };
const signing: Signing = { ...key, date: "20260102T030405Z" };

interface Sent {
  readonly method?: string;
  readonly target?: string;
  readonly body?: string;
  readonly signing?: Partial<Signing>;
  /** What happens to the request after it was signed. */
  readonly tamper?: {
    readonly method?: string;
    readonly target?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

function verify({ method = "GET", target = "/v2/p1/users", body = "", signing: own = {}, tamper = {} }: Sent) {
  const headers = { ...signHuawei(method, target, body, { ...signing, ...own }), ...tamper.headers };
  return verifySdkHmac(requestOf(tamper.method ?? method, tamper.target ?? target, headers, tamper.body ?? body), key, now);
}

test.each<[string, Sent]>([
  ["a plain read", {}],
  ["a body", { method: "POST", body: '{"users":[]}' }],
  ["a body beyond ASCII", { method: "POST", body: '{"description":"人 ä"}' }],
  ["a path that ends in a slash already", { target: "/v2/p1/users/" }],
  ["an escaped path segment", { target: "/v2/p1/users/a%20b%2Cc" }],
  ["repeated and unsorted query keys", { target: "/v2/p1/users?user_names=b&user_names=a&limit=10&description=x%20y" }],
  ["keys of which one begins another", { target: "/v2/p1/users?a.10=2&a.1=1&a=3&a-b=4" }],
  ["reserved characters", { target: "/v2/p1/users?description=!%27()*~%2B%2F%26%3D" }],
  ["a space written as +", { target: "/v2/p1/users?description=a+b" }],
  ["a key without a value", { target: "/v2/p1/users?limit" }],
  ["a project header", { signing: { extra: { "x-project-id": "p1" } } }],
  ["a security token", { signing: { extra: { "x-security-token": "temporary" } } }],
  ["a signed x-auth-token", { signing: { extra: { "x-auth-token": "token" } } }],
  ["any other signed header", { signing: { extra: { "user-agent": "sdk/1" } } }],
  [
    "a body outside the signature, as declared",
    { method: "POST", body: "raw", signing: { extra: { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" } } },
  ],
  ["an unsigned header added on the way", { tamper: { headers: { via: "proxy" } } }],
  ["a clock 15 minutes behind", { signing: { date: basicDate(now - 900_000) } }],
  ["a clock 15 minutes ahead", { signing: { date: basicDate(now + 900_000) } }],
])("accepts %s", (_what, sent) => {
  expect(verify(sent)).toBeUndefined();
});

test.each<[string, Sent, string]>([
  ["another secret", { signing: { accessKeySecret: "other" } }, "signature"],
  ["another key", { signing: { accessKeyId: "other" } }, "unknown-key"],
  ["another method", { tamper: { method: "DELETE" } }, "signature"],
  ["another path", { tamper: { target: "/v2/p2/users" } }, "signature"],
  ["another query", { tamper: { target: "/v2/p1/users?limit=1" } }, "signature"],
  ["another body", { method: "POST", body: "{}", tamper: { body: "[]" } }, "signature"],
  ["another signed header", { tamper: { headers: { "content-type": "text/plain" } } }, "signature"],
  ["another date inside the tolerance", { tamper: { headers: { "x-sdk-date": "20260102T030406Z" } } }, "signature"],
  ["a clock more than 15 minutes behind", { signing: { date: basicDate(now - 901_000) } }, "stale"],
  ["a clock more than 15 minutes ahead", { signing: { date: basicDate(now + 901_000) } }, "stale"],
  ["a date in another form", { signing: { date: "2026-01-02T03:04:05Z" } }, "stale"],
  ["a date that is none", { signing: { date: "20261302T030405Z" } }, "stale"],
  ["a header that lacks its parts", { tamper: { headers: { authorization: "SDK-HMAC-SHA256 Access=testId" } } }, "malformed"],
  [
    "a signature of another length",
    { tamper: { headers: { authorization: "SDK-HMAC-SHA256 Access=testId, SignedHeaders=host, Signature=ab" } } },
    "signature",
  ],
])("refuses %s", (_what, sent, kind) => {
  expect(verify(sent)).toMatchObject({ kind });
});

test("refuses a request without its date", () => {
  const { "x-sdk-date": _date, ...headers } = signHuawei("GET", "/v2/p1/users", "", signing);
  expect(verifySdkHmac(requestOf("GET", "/v2/p1/users", headers, ""), key, now)).toEqual({ kind: "missing-date" });
});
