import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { actionTarget, cloudidentityWorld, refusal, signVolcengine, type Signing } from "./cloudidentity-client";
import { handlerWorld, receive, requestOf } from "./handler-world";
import { basicDate } from "./workspace-client";

const world = handlerWorld(cloudidentity);
const signed = (target: string, over: Partial<Signing> = {}) =>
  signVolcengine("POST", target, "{}", { ...world.identity, date: basicDate(world.now), ...over });
const list = actionTarget("ListUsers");

/** A refusal of the gateway, with the number its page gives. */
const gateway = (status: number, Code: string, CodeN: number) => ({ status, body: { ResponseMetadata: { Error: { Code, CodeN } } } });

test.each([
  ["no signature", {}, gateway(401, "MissingAuthenticationToken", 100003)],
  [
    "half a signature",
    { authorization: "HMAC-SHA256 Credential=testId/20260102/cn-beijing/cloudidentity/request, SignedHeaders=host" },
    gateway(401, "MissingSignature", 100005),
  ],
  ["no date", { ...signed(list), "x-date": undefined }, gateway(400, "MissingRequestInfo", 100004)],
  ["a stale date", signed(list, { date: "20250102T030405Z" }), gateway(400, "InvalidTimestamp", 100006)],
  ["an unknown key", signed(list, { accessKeyId: "other" }), gateway(401, "InvalidAccessKey", 100009)],
  ["a wrong secret", signed(list, { accessKeySecret: "other" }), gateway(401, "SignatureDoesNotMatch", 100010)],
  [
    "another service in the scope",
    signed(list, { scope: ["20260102", "cn-beijing", "iam", "request"] }),
    gateway(404, "ServiceNotFound", 100007),
  ],
])("refuses %s", (_what, headers, expected) => {
  const present = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  expect(world.send("POST", list, present, "{}")).toMatchObject(expected);
});

test("a refusal repeats neither the key nor the signature it got", () => {
  const headers = signed(list, { accessKeyId: "AKLTsomebody" });
  const text = JSON.stringify(world.send("POST", list, headers, "{}").body);
  expect(text).not.toContain("AKLTsomebody");
  expect(text).not.toContain(headers["authorization"]?.slice(-64));
});

test.each([
  ["/?Action=ListUsers", gateway(400, "MissingParameter", 100002)],
  ["/?Version=2023-01-01", gateway(400, "MissingParameter", 100002)],
  ["/?Action=ListUsers&Version=2024-01-01", gateway(404, "InvalidActionOrVersion", 100008)],
  ["/?Action=listUsers&Version=2023-01-01", gateway(404, "InvalidActionOrVersion", 100008)],
  ["/?Action=LockUser&Version=2023-01-01", gateway(404, "InvalidActionOrVersion", 100008)],
])("%s is no action", (target, expected) => {
  expect(world.send("POST", target, signed(target), "{}")).toMatchObject(expected);
  expect(cloudidentity.operation(requestOf("POST", target, {}, "{}"))).toBeUndefined();
});

test("only GET and POST are methods", () => {
  const headers = signVolcengine("PUT", list, "{}", { ...world.identity, date: basicDate(world.now) });
  expect(world.send("PUT", list, headers, "{}")).toMatchObject(gateway(404, "InvalidActionOrVersion", 100008));
});

test("parameters come from the query as well as from the body, the body first", () => {
  const { world: fresh, result, read } = cloudidentityWorld();
  const target = actionTarget("CreateUser", { UserName: "query", DisplayName: "query" });
  const body = '{"DisplayName":"body"}';
  const answer = fresh.send("POST", target, signVolcengine("POST", target, body, { ...fresh.identity, date: basicDate(fresh.now) }), body);
  expect(read(String(result(answer)["UserId"]))).toMatchObject({ UserName: "query", DisplayName: "body" });
});

test.each(["{", "[]", '"text"', "Password=Passw0rd"])("a body that is no JSON object, %s, is refused without repeating it", (body) => {
  const headers = signVolcengine("POST", list, body, { ...world.identity, date: basicDate(world.now) });
  expect(world.send("POST", list, headers, body)).toMatchObject(refusal(400, "InvalidParam", "The parameter Body[] is invalid"));
});

test.each([
  ["ListUsers", false],
  ["GetUser", false],
  ["CreateUser", true],
  ["ResetPassword", true],
  ["RemoveUserFromGroup", true],
])("%s is its own name in the ledger, writing: %s", (action, writes) => {
  for (const method of ["GET", "POST"]) {
    const request = requestOf(method, actionTarget(action), {}, "");
    expect(cloudidentity.operation(request)).toBe(action);
    expect(cloudidentity.writes(request)).toBe(writes);
  }
});

test("claims its own requests, signed or by version, and no others", () => {
  const claims = (target: string, headers: Readonly<Record<string, string>> = {}) =>
    cloudidentity.claims(requestOf("POST", target, headers, ""));
  expect(claims(list)).toBe(true);
  expect(claims("/", signed("/"))).toBe(true);
  expect(claims("/?Action=ListUsers&Version=2021-12-01")).toBe(false);
  expect(claims(list, { "x-acs-version": "2021-12-01" })).toBe(false);
  expect(claims("/v2/p1/users", signed("/v2/p1/users"))).toBe(false);
});

test.each([
  ["GetUser", '{"UserId":"1"}', ["1"]],
  ["UpdateUser", '{"UserId":"1","UserName":"bob"}', ["1", "bob"]],
  ["CreateUser", '{"UserName":5}', []],
  ["CreateUser", "{", []],
])("%s %s addresses %j", (action, body, expected) => {
  expect(cloudidentity.addressed?.(requestOf("POST", actionTarget(action), {}, body))).toEqual(expected);
});

test.each([
  ["throttle", 429, "FlowLimitExceeded"],
  ["server-error", 500, "InternalError"],
  ["expired-credentials", 401, "InvalidAccessKey"],
  ["forbidden", 400, "PermissionError"],
  ["quota", 429, "ReachedQuotaLimit"],
  ["concurrent", 400, "ConcurrentException"],
] as const)("the fault %s is %d %s", (fault, status, code) => {
  const answer = receive(cloudidentity.faultAnswer(fault, requestOf("POST", list, signed(list), "{}"), 3));
  expect(answer).toMatchObject({ ...refusal(status, code), headers: { "retry-after": "3" } });
  expect(answer.body).toMatchObject({ ResponseMetadata: { Action: "ListUsers", RequestId: expect.stringMatching(/^[0-9A-F]{32}$/) } });
});
