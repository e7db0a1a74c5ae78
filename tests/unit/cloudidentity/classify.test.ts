import type { Answer } from "../../../provider/model/service";
import { classify } from "../../../provider/cloudidentity/errors";

function refusal(status: number, Code: string, Message = "refused", headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers,
    body: {
      ResponseMetadata: {
        RequestId: "2026R",
        Action: "A",
        Version: "2023-01-01",
        Service: "cloudidentity",
        Region: "cn-beijing",
        Error: { CodeN: 1, Code, Message },
      },
    },
  };
}

test.each([
  [404, "UserNameAlreadyExists", "already-exists"],
  [404, "UserNotFound", "not-found"],
  [429, "ReachedQuotaLimit", "quota"],
  [400, "ConcurrentException", "concurrent"],
  [400, "ServiceStatusException", "parent-missing"],
  [400, "PermissionError", "forbidden"],
  [400, "ErrDeleteSyncUserNotAllowed", "precondition"],
  [400, "UserHasProvision", "precondition"],
  [400, "InvalidParam", "invalid"],
  [400, "ParamMissing", "invalid"],
  [400, "ParamIncludeSensitiveWord", "invalid"],
  [500, "InternalError", "transient"],
  [502, "InternalServiceTimeout", "transient"],
  [400, "OperateTooFrequentlyException", "throttled"],
  [429, "FlowLimitExceeded", "throttled"],
  [400, "FlowLimitExceeded", "throttled"],
  [200, "FlowLimitExceeded", "throttled"],
  [200, "AccountFlowLimitExceeded", "throttled"],
  [404, "ServiceNotFound", "routing"],
  [404, "InvalidActionOrVersion", "routing"],
  [401, "MissingAuthenticationToken", "auth"],
  [401, "MissingSignature", "auth"],
  [401, "InvalidAccessKey", "auth"],
  [401, "SignatureDoesNotMatch", "auth"],
  [400, "InvalidTimestamp", "auth"],
  [403, "LackPolicy", "forbidden"],
  [403, "AccessDenied", "forbidden"],
  [400, "MissingParameter", "invalid"],
])("%i %s is %s", (status, code, category) => {
  expect(classify(refusal(status, code))).toMatchObject({ category, cloudCode: code, message: "refused", requestId: "2026R", status });
});

test.each([
  [404, "SomethingNew", "routing"],
  [403, "SomethingNew", "forbidden"],
  [503, "SomethingNew", "transient"],
  [429, "SomethingNew", "throttled"],
  [200, "SomethingNew", "invalid"],
])("falls back to the status: %i %s is %s", (status, code, category) => {
  expect(classify(refusal(status, code))).toMatchObject({ category, cloudCode: code });
});

test("takes an envelope without an error as success", () => {
  expect(classify({ status: 200, headers: {}, body: { ResponseMetadata: { RequestId: "R" }, Result: {} } })).toBeUndefined();
});

test.each([
  ["an empty 200", { status: 200, headers: {}, body: undefined }, "no-answer"],
  ["somebody else's 200", { status: 200, headers: {}, body: { ok: true } }, "no-answer"],
  ["an unreadable 200", { status: 200, headers: {}, body: undefined, unreadable: "an HTML page" }, "no-answer"],
  ["an empty 404", { status: 404, headers: {}, body: undefined }, "routing"],
  ["an empty 502", { status: 502, headers: {}, body: undefined }, "transient"],
  ["an empty 401", { status: 401, headers: {}, body: undefined }, "auth"],
  ["a redirect", { status: 302, headers: {}, body: undefined }, "routing"],
  ["a body of another shape", { status: 400, headers: {}, body: ["no"] }, "invalid"],
])("judges %s without a code", (_name, answer, category) => {
  expect(classify(answer)).toMatchObject({ category, cloudCode: "" });
});

test("passes on how long the service asks to wait, as seconds or as a date by the service's own clock", () => {
  expect(classify(refusal(429, "FlowLimitExceeded", "", { "retry-after": "3" }))).toMatchObject({ retryAfterMs: 3000 });
  const dated = { "retry-after": "Fri, 02 Jan 2026 03:04:15 GMT", date: "Fri, 02 Jan 2026 03:04:05 GMT" };
  expect(classify(refusal(429, "FlowLimitExceeded", "", dated))).toMatchObject({ retryAfterMs: 10_000 });
  expect(classify(refusal(429, "FlowLimitExceeded", "", { "retry-after": "soon" }))).not.toHaveProperty("retryAfterMs");
});
