import type { Answer } from "../../../provider/model/service";
import { classify, errors } from "../../../provider/eiam/errors";
import { eiam } from "../../../provider/eiam";

function refusal(status: number, Code: string): Answer {
  return { status, headers: {}, body: { RequestId: "R-1", HostId: "eiam.cn-hangzhou.aliyuncs.com", Code, Message: "refused" } };
}

test.each([
  [403, "ResourceDuplicated.Username", "already-exists"],
  [403, "ResourceDuplicated.Email", "value-taken"],
  [403, "ResourceDuplicated.PhoneNumber", "value-taken"],
  [403, "ResourceDuplicated.UserExternalId", "value-taken"],
  [403, "ResourceDuplicated.CustomField.badge", "value-taken"],
  [403, "ResourceDuplicated.SomethingNew", "value-taken"],
  [404, "ResourceNotFound.User", "not-found"],
  [400, "ResourceNotFound.UserId", "not-found"],
  [404, "ResourceNotFound.Instance", "parent-missing"],
  [404, "ResourceNotFound.OrganizationalUnit", "parent-missing"],
  [404, "ResourceNotFound.ClientSecret", "parent-missing"],
  [404, "ResourceNotFound.UserPool", "parent-missing"],
  [400, "InvalidParameter.CustomField.badge", "invalid"],
  [400, "InvalidParameter.Password", "invalid"],
  [400, "MissingParameter.PhoneRegion", "invalid"],
  [400, "UnsupportedAction.IdentityProviderBeingLocked", "concurrent"],
  [500, "InternalError", "transient"],
  [403, "QuotaExceeded.User", "quota"],
  [404, "InvalidAccessKeyId.NotFound", "auth"],
  [404, "InvalidApi.NotFound", "routing"],
  [403, "Forbidden.RAM", "forbidden"],
  [403, "NoPermission", "forbidden"],
  [403, "SomethingNew", "forbidden"],
  [404, "SomethingNew", "routing"],
  [400, "Throttling.User", "throttled"],
])("%i %s is %s", (status, code, category) => {
  expect(classify(refusal(status, code))).toMatchObject({ category, cloudCode: code, requestId: "R-1", status });
});

test.each(["email", "phoneNumber", "userExternalId"])("a duplicate of %s names the field to change", (field) => {
  const code = `ResourceDuplicated.${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  expect(classify(refusal(403, code))?.remedy).toContain(`Change ${field}`);
});

test("an empty 404 drops nobody", () => {
  expect(classify({ status: 404, headers: {}, body: undefined })?.category).toBe("routing");
});

test.each([
  ["a sign-in page's JSON", { Message: "Please sign in to the network.", Success: true }, {}],
  ["a list without a request id", { Users: [] }, {}],
  ["an empty request id", { RequestId: "", Users: [] }, {}],
  ["a list alone", [], { "x-acs-request-id": "R-1" }],
])("%s under status 200 is not the service's answer", (_what, body, headers) => {
  expect(classify({ status: 200, headers, body })?.category).toBe("no-answer");
});

test.each([
  ["in the body", { RequestId: "R-1" }, {}],
  ["in a header", { Users: [] }, { "x-acs-request-id": "R-1" }],
])("a request id %s marks an answer of the service", (_where, body, headers) => {
  expect(classify({ status: 200, headers, body })).toBeUndefined();
});

test("only a missing user counts as gone", () => {
  expect(errors.filter(({ category }) => category === "not-found").map(({ code }) => code)).toEqual([
    "ResourceNotFound.User",
    "ResourceNotFound.UserId",
  ]);
});

test("reaches each region by its own host", () => {
  expect(eiam.endpoint("ap-southeast-1")).toBe("https://eiam.ap-southeast-1.aliyuncs.com");
});
