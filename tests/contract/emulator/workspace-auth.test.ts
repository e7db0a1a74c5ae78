import { workspace } from "../../../emulator/workspace/service";
import { handlerWorld, requestOf, receive } from "./handler-world";
import { basicDate, signHuawei } from "./workspace-client";

const world = handlerWorld(workspace);
const project = world.identity.workspace.projectId;
const users = `/v2/${project}/users`;
const signed = (target: string, over: object = {}) =>
  signHuawei("GET", target, "", { ...world.identity, date: basicDate(world.now), ...over });
const token = { "x-auth-token": world.identity.workspace.authToken };

test.each([
  ["a signature", signed(users)],
  ["the token", token],
  ["a signature, whatever the token beside it", { ...signed(users), "x-auth-token": "old" }],
])("lets %s in, and answers with a request id", (_what, headers) => {
  const answer = world.send("GET", users, headers, "");
  expect(answer).toMatchObject({ status: 200, body: { total_count: 0, users: [] } });
  expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ["nothing", {}, "x-auth-token not found"],
  ["an unknown token", { "x-auth-token": "other" }, "decrypt token fail"],
  ["an unknown key", signed(users, { accessKeyId: "other" }), "ak not exist"],
  ["a wrong secret", signed(users, { accessKeySecret: "other" }), "verify aksk signature fail"],
  [
    "a stale date",
    signed(users, { date: "20250102T030405Z" }),
    "signature expired, signature time:20250102T030405Z, server time:20260102T030405Z",
  ],
  ["half an Authorization header", { authorization: "SDK-HMAC-SHA256 Access=testId" }, "malformed"],
  ["a wrong signature beside a good token", { ...signed(users, { accessKeySecret: "other" }), ...token }, "verify aksk signature fail"],
])("refuses %s with 401 APIGW.0301 and says why", (_what, headers, reason) => {
  const answer = world.send("GET", users, headers, "");
  const body = { error_code: "APIGW.0301", error_msg: expect.stringContaining(reason), request_id: answer.headers["x-request-id"] };
  expect(answer).toMatchObject({ status: 401, body });
});

test("another project is 400 WKS.00170117, without the gateway's request id in the body", () => {
  const answer = world.send("GET", "/v2/ffffffffffffffffffffffffffffffff/users", token, "");
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ error_code: "WKS.00170117", error_msg: expect.any(String) });
});

test.each([
  ["PATCH", users],
  ["GET", `/v2/${project}/desktops`],
  ["GET", `/v2/${project}/users/`],
  ["GET", "/v2/users"],
])("%s %s is no API, signed or not", (method, target) => {
  expect(world.send(method, target, {}, "")).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
  expect(workspace.operation(requestOf(method, target, {}, ""))).toBeUndefined();
});

test.each([
  ["no content type", {}, "{}", "APIGW.0201"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, "a=b", "APIGW.0201"],
  ["no JSON", { "content-type": "application/json" }, "{", "WKS.0001"],
  ["a JSON list", { "content-type": "application/json;charset=utf8" }, "[]", "WKS.0001"],
  ["nothing", { "content-type": "application/json" }, "", "WKS.0001"],
])("a body with %s is 400", (_what, headers, body, error_code) => {
  expect(world.send("POST", `${users}/batch-create`, { ...token, ...headers }, body)).toMatchObject({ status: 400, body: { error_code } });
});

test.each([
  ["POST", "users/batch-create", "POST /v2/{project_id}/users/batch-create", true],
  ["POST", "users", "POST /v2/{project_id}/users", true],
  ["GET", "users?limit=1", "GET /v2/{project_id}/users", false],
  ["GET", "users/batch-create", "GET /v2/{project_id}/users/{user_id}", false],
  ["PUT", "users/1", "PUT /v2/{project_id}/users/{user_id}", true],
  ["DELETE", "users/1", "DELETE /v2/{project_id}/users/{user_id}", true],
  ["GET", "users/1/random-password", "GET /v2/{project_id}/users/{user_id}/random-password", true],
  ["POST", "groups/1/actions", "POST /v2/{project_id}/groups/{group_id}/actions", true],
])("%s %s is %s in the ledger, writing: %s", (method, path, name, writes) => {
  const request = requestOf(method, `/v2/${project}/${path}`, {}, "");
  expect(workspace.operation(request)).toBe(name);
  expect(workspace.writes(request)).toBe(writes);
});

test.each([
  ["GET", "users/1", "", ["1"]],
  ["POST", "users/batch-create", '{"users":[{"user_name":"a"},{"user_name":"b"},null,5]}', ["a", "b"]],
  ["POST", "users/batch-delete", '{"user_ids":["1","2",3]}', ["1", "2"]],
  ["POST", "users", '{"user_name":"a"}', ["a"]],
  ["POST", "users", "{", []],
  ["GET", "users", "", []],
])("%s %s %s addresses %j", (method, path, body, expected) => {
  expect(workspace.addressed?.(requestOf(method, `/v2/${project}/${path}`, { "content-type": "application/json" }, body))).toEqual(
    expected,
  );
});

test.each([
  ["throttle", 429, "APIGW.0308"],
  ["server-error", 500, "EMU.INTERNAL"],
  ["expired-credentials", 401, "APIGW.0301"],
  ["forbidden", 403, "APIGW.0302"],
  ["quota", 403, "WKS.00081105"],
  ["concurrent", 409, "WKS.00010032"],
] as const)("the fault %s is %d %s", (fault, status, error_code) => {
  const answer = receive(workspace.faultAnswer(fault, requestOf("GET", users, signed(users), ""), 3));
  expect(answer).toMatchObject({
    status,
    body: { error_code },
    headers: { "retry-after": "3", "x-request-id": expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
  // The API definition gives error_code 12 characters.
  expect(error_code.length).toBeLessThanOrEqual(12);
});
