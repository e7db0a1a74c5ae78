import type { Answer } from "../../../provider/model/service";
import { classify, errors } from "../../../provider/workspace/errors";

const answer = (status: number, body: unknown = undefined, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body,
  headers,
});
const coded = (status: number, code: string): Answer => answer(status, { error_code: code, error_msg: "no" });

test.each([200, 201, 204])("HTTP %d is a success, with a body or without", (status) => {
  expect(classify(answer(status))).toBeUndefined();
  expect(classify(answer(status, { id: "u1" }))).toBeUndefined();
});

test.each([
  [400, "WKS.00170312", "not-found"],
  [404, "WKS.00170312", "not-found"],
  [404, "WKS.0202", "not-found"],
  [404, "WKS.00099999", "not-found"],
  [400, "WKS.00170117", "parent-missing"],
  [404, "WKS.00170117", "parent-missing"],
  [403, "WKS.00010099", "parent-missing"],
  [503, "WKS.00010099", "parent-missing"],
  [400, "WKS.00170208", "invalid"],
  [400, "WKS.0001", "invalid"],
  [400, "WKS.00099999", "invalid"],
  [409, "WKS.00010032", "concurrent"],
  [409, "WKS.00081101", "already-exists"],
  [409, "WKS.00099999", "already-exists"],
  [409, "", "already-exists"],
  [403, "WKS.00081105", "quota"],
  [403, "WKS.00099999", "forbidden"],
  [404, "APIGW.0101", "routing"],
  [404, "", "routing"],
  [405, "", "routing"],
  [400, "APIGW.0201", "invalid"],
  [413, "APIGW.0201", "invalid"],
  [414, "APIGW.0201", "invalid"],
  [494, "APIGW.0201", "invalid"],
  [502, "APIGW.0201", "transient"],
  [504, "APIGW.0201", "transient"],
  [401, "APIGW.0301", "auth"],
  [403, "APIGW.0302", "forbidden"],
  [401, "APIGW.0303", "auth"],
  [401, "APIGW.0307", "auth"],
  [429, "APIGW.0308", "throttled"],
  [429, "", "throttled"],
  [500, "WKS.00099999", "transient"],
  [503, "", "transient"],
])("HTTP %d %s means %s", (status, code, category) => {
  expect(classify(coded(status, code))).toMatchObject({ category, cloudCode: code, status, message: "no" });
});

test.each([undefined, null, "text", [], 7])("a refusal with the body %j is judged by its status", (body) => {
  expect(classify(answer(404, body))).toMatchObject({ category: "routing", cloudCode: "", message: "HTTP 404" });
});

test("takes the request id from the gateway's body, else from the header, and the wait from Retry-After", () => {
  expect(classify(answer(429, { error_code: "APIGW.0308", request_id: "r1" }, { "x-request-id": "r2", "retry-after": "3" }))).toMatchObject(
    { requestId: "r1", retryAfterMs: 3000 },
  );
  expect(classify(answer(400, { error_code: "WKS.0001" }, { "x-request-id": "r2" }))).toMatchObject({ requestId: "r2" });
});

test("every code has a remedy, and none stands twice", () => {
  expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length);
  for (const { remedy } of errors) expect(remedy).toMatch(/\.$/);
});
