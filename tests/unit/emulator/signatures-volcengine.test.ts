import { verifyVolcengine } from "../../../emulator/signatures/volcengine";
import { actionTarget, signVolcengine, type Signing } from "../../contract/emulator/cloudidentity-client";
import { requestOf } from "../../contract/emulator/handler-world";
import { basicDate } from "../../contract/emulator/workspace-client";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const key = { accessKeyId: "testId", accessKeySecret: "testSecret" };
const signing: Signing = { ...key, date: "20260102T030405Z" };
const plain = actionTarget("ListUsers");

interface Sent {
  readonly target?: string;
  readonly body?: string;
  readonly signing?: Partial<Signing>;
  /** What happens to the request after it was signed. */
  readonly tamper?: { readonly target?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
}

function verify({ target = plain, body = "{}", signing: own = {}, tamper = {} }: Sent) {
  const headers = { ...signVolcengine("POST", target, body, { ...signing, ...own }), ...tamper.headers };
  return verifyVolcengine(
    requestOf("POST", tamper.target ?? target, headers, tamper.body ?? body),
    { ...key, service: "cloudidentity" },
    now,
  );
}

test.each<[string, Sent]>([
  ["the documented header set", {}],
  ["the set without the host", { signing: { withoutHost: true } }],
  ["a session token in the set", { signing: { extra: { "x-security-token": "temporary" } } }],
  ["a content type in the set", { signing: { extra: { "content-type": "application/json" } } }],
  ["an empty body", { body: "" }],
  ["a body beyond ASCII", { body: '{"UserName":"用户名"}' }],
  ["a query beyond ASCII", { target: actionTarget("ListUsers", { QueryString: "用户 !'()*~+&=" }) }],
  ["keys of which one begins another", { target: `${plain}&a.10=2&a.1=1&a=3&a-b=4` }],
  ["repeated keys", { target: `${plain}&a=2&a=1` }],
  ["a clock 15 minutes behind", { signing: { date: basicDate(now - 900_000) } }],
  ["a clock 15 minutes ahead", { signing: { date: basicDate(now + 900_000) } }],
])("accepts %s", (_what, sent) => {
  expect(verify(sent)).toBeUndefined();
});

test.each<[string, Sent, string]>([
  ["another secret", { signing: { accessKeySecret: "other" } }, "SignatureDoesNotMatch"],
  ["a secret prefixed as on AWS", { signing: { accessKeySecret: "AWS4testSecret" } }, "SignatureDoesNotMatch"],
  ["another key", { signing: { accessKeyId: "other" } }, "InvalidAccessKey"],
  ["another query", { tamper: { target: actionTarget("DeleteUser") } }, "SignatureDoesNotMatch"],
  ["another body", { tamper: { body: "[]" } }, "SignatureDoesNotMatch"],
  ["another signed header", { tamper: { headers: { host: "elsewhere" } } }, "SignatureDoesNotMatch"],
  ["another date inside the tolerance", { tamper: { headers: { "x-date": "20260102T030406Z" } } }, "SignatureDoesNotMatch"],
  ["another day in the scope", { signing: { scope: ["20260101", "cn-beijing", "cloudidentity", "request"] } }, "SignatureDoesNotMatch"],
  ["no region in the scope", { signing: { scope: ["20260102", "", "cloudidentity", "request"] } }, "SignatureDoesNotMatch"],
  [
    "another end of the scope",
    { signing: { scope: ["20260102", "cn-beijing", "cloudidentity", "aws4_request"] } },
    "SignatureDoesNotMatch",
  ],
  ["another service in the scope", { signing: { scope: ["20260102", "cn-beijing", "iam", "request"] } }, "ServiceNotFound"],
  ["a clock more than 15 minutes behind", { signing: { date: basicDate(now - 901_000) } }, "InvalidTimestamp"],
  ["a clock more than 15 minutes ahead", { signing: { date: basicDate(now + 901_000) } }, "InvalidTimestamp"],
  ["a date in another form", { signing: { date: "2026-01-02T03:04:05Z" } }, "InvalidTimestamp"],
  ["another scheme", { tamper: { headers: { authorization: "Bearer x" } } }, "MissingAuthenticationToken"],
  [
    "a credential without scope",
    { tamper: { headers: { authorization: "HMAC-SHA256 Credential=testId, SignedHeaders=host, Signature=00" } } },
    "MissingAuthenticationToken",
  ],
  [
    "no signature",
    {
      tamper: { headers: { authorization: "HMAC-SHA256 Credential=testId/20260102/cn-beijing/cloudidentity/request, SignedHeaders=host" } },
    },
    "MissingSignature",
  ],
])("refuses %s", (_what, sent, code) => {
  expect(verify(sent)).toMatchObject({ code });
});

test.each([
  ["authorization", "MissingAuthenticationToken"],
  ["x-date", "MissingRequestInfo"],
])("refuses a request without %s", (name, code) => {
  const headers = Object.fromEntries(Object.entries(signVolcengine("POST", plain, "{}", signing)).filter(([header]) => header !== name));
  const expected = { ...key, service: "cloudidentity" };
  expect(verifyVolcengine(requestOf("POST", plain, headers, "{}"), expected, now)).toMatchObject({ code });
});

test.each(["cn-shanghai", "ap-southeast-1"])("a scope of the region %s is taken when the signature covers it", (region) => {
  expect(verify({ signing: { scope: ["20260102", region, "cloudidentity", "request"] } })).toBeUndefined();
});
