import { wireRequest } from "../../../emulator/wire";
import { startEmulator, type RunningEmulator } from "../../../emulator";
import { refuseAcs3 } from "../../../emulator/signatures/acs3";
import { send, signAcs3, type SignedRequest, type SignInput } from "./acs3-client";
import { alibabaCaller } from "./alibaba-client";

const TIME = Date.UTC(2026, 0, 2, 3, 4, 5);
const keys = { accessKeyId: "testId", accessKeySecret: "testSecret" };
const nonce = "0123456789abcdef0123456789abcdef";

const createUsers: SignInput = {
  ...keys,
  time: TIME,
  nonce,
  host: "eds-user.cn-shanghai.aliyuncs.com",
  action: "CreateUsers",
  version: "2021-03-08",
  query: { IsLocalAdmin: "true" },
  form: { "Users.1.EndUserId": "alice_1", "Users.1.Email": "a@example.com" },
};

function refuse(
  request: SignedRequest,
  changes: { headers?: Record<string, string>; body?: string; target?: string; now?: number; seen?: boolean } = {},
) {
  const wire = wireRequest(
    request.method,
    changes.target ?? request.target,
    { ...request.headers, ...changes.headers },
    Buffer.from(changes.body ?? request.body),
  );
  if (wire === undefined) throw new Error("the request cannot be read");
  return refuseAcs3(wire, { ...keys, now: changes.now ?? TIME, firstUse: () => changes.seen !== true });
}

function signatureOf(request: SignedRequest): string | undefined {
  return /Signature=(\w+)$/.exec(request.headers["authorization"] ?? "")?.[1];
}

describe("published test vectors", () => {
  test("a call with query and form body", () => {
    const request = signAcs3(createUsers);
    expect(signatureOf(request)).toBe("c1d1f56b5dca943d592e678cf80839c40ec6aae291bc1321755b1b9253daa44a");
    expect(refuse(request)).toBeUndefined();
  });

  test("a call with its parameters in the query and no body", () => {
    const request = signAcs3({
      ...keys,
      time: TIME,
      nonce,
      host: "eiam.cn-hangzhou.aliyuncs.com",
      action: "CreateUser",
      version: "2021-12-01",
      query: { InstanceId: "idaas_x", Username: "u@1", "CustomFields.1.FieldName": "age" },
    });
    expect(signatureOf(request)).toBe("fd21d695ceb716b0de7a35717693c429f5eca8ad75ef1bc979033a79ecb9b3f7");
    expect(refuse(request)).toBeUndefined();
  });
});

test("every sign of a query counts as the same text, however it is encoded", () => {
  const request = signAcs3({ ...createUsers, query: { Filter: "a*b ~!'()李", "Ids.1": "x", "Ids.10": "y", "Ids.2": "z" } });
  expect(refuse(request)).toBeUndefined();
  expect(refuse(request, { target: request.target.replace("%2A", "*").replace("%20", "+") })).toBeUndefined();
});

test.each<[string, Parameters<typeof refuse>[1], number, string]>([
  ["no Authorization", { headers: { authorization: "" } }, 400, "InvalidSignatureMethod"],
  ["another scheme", { headers: { authorization: "HMAC-SHA1 x" } }, 400, "InvalidSignatureMethod"],
  ["no date", { headers: { "x-acs-date": "" } }, 400, "MissingTimestamp"],
  ["no nonce", { headers: { "x-acs-signature-nonce": "" } }, 400, "MissingSignatureNonce"],
  ["no payload hash", { headers: { "x-acs-content-sha256": "" } }, 400, "MissingContentSha256"],
  ["a date of another form", { headers: { "x-acs-date": "20260102T030405Z" } }, 400, "InvalidTimeStamp.Format"],
  ["a date 15 minutes and a second old", { now: TIME + 901_000 }, 400, "InvalidTimeStamp.Expired"],
  ["a date 15 minutes and a second ahead", { now: TIME - 901_000 }, 400, "InvalidTimeStamp.Expired"],
  ["another body", { body: "Users.1.EndUserId=mallory" }, 400, "SignatureDoesNotMatch"],
  ["another query", { target: "/?IsLocalAdmin=false" }, 400, "SignatureDoesNotMatch"],
  ["another action", { headers: { "x-acs-action": "RemoveUsers" } }, 400, "SignatureDoesNotMatch"],
  ["an x-acs header that is not signed", { headers: { "x-acs-security-token": "t" } }, 400, "SignatureDoesNotMatch"],
  ["a nonce used before", { seen: true }, 400, "SignatureNonceUsed"],
])("%s is refused", (_name, changes, status, code) => {
  expect(refuse(signAcs3(createUsers), changes)).toMatchObject({ status, code });
});

test("dates up to 15 minutes off are accepted", () => {
  const request = signAcs3(createUsers);
  expect(refuse(request, { now: TIME + 900_000 })).toBeUndefined();
  expect(refuse(request, { now: TIME - 900_000 })).toBeUndefined();
});

test.each(["LTAI5tProductionKeyXXXX", "AKLTProductionKey", "ABCDEFGHIJKLMNOPQRST"])(
  "the production-looking key %s is unknown, and the refusal warns without repeating it",
  (accessKeyId) => {
    const refusal = refuse(signAcs3({ ...createUsers, accessKeyId }));
    expect(refusal).toMatchObject({ status: 404, code: "InvalidAccessKeyId.NotFound" });
    expect(refusal?.message).toMatch(/Rollcall emulator.*Never send a real access key/);
    expect(refusal?.message).not.toContain(accessKeyId);
  },
);

describe("over the wire", () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await startEmulator({ seed: 1 });
  });
  afterEach(() => emulator.close());

  function signed(more: Partial<SignInput> = {}): SignedRequest {
    const { accessKeyId, accessKeySecret, endpoint } = emulator;
    return signAcs3({
      accessKeyId,
      accessKeySecret,
      host: new URL(endpoint).host,
      action: "GetUsersCount",
      version: "2021-03-08",
      time: Date.now(),
      ...more,
    });
  }

  test("a replayed request is refused, a fresh one is not", async () => {
    const request = signed();
    expect((await send(emulator.endpoint, request)).status).toBe(200);
    expect(await send(emulator.endpoint, request)).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
    expect((await send(emulator.endpoint, signed())).status).toBe(200);
  });

  test("parameters may stand in the query or in the form body", async () => {
    const user = { "Users.1.EndUserId": "alice", "Users.1.Phone": "13800000000", IsLocalAdmin: "true" };
    expect(await send(emulator.endpoint, signed({ action: "CreateUsers", query: user }))).toMatchObject({ body: { AllSucceed: true } });
    expect(await send(emulator.endpoint, signed({ action: "DescribeUsers", form: { MaxResults: "5", Filter: "ali*" } }))).toMatchObject({
      body: { Count: 1, Users: [{ EnableAdminAccess: true }] },
    });
  });

  test("a wrong version or action is never a missing user", async () => {
    for (const more of [{ action: "NoSuchAction" }, { version: "1999-01-01" }]) {
      const { status, body } = await send(emulator.endpoint, signed(more));
      expect({ status, code: body["Code"] }).toEqual({ status: 404, code: "InvalidApi.NotFound" });
    }
  });

  test("the official client works unmodified, with temporary credentials too, and sees the vendor's error for a foreign key", async () => {
    expect((await alibabaCaller(emulator, "eds")("GetUsersCount", {})).status).toBe(200);
    const foreign = alibabaCaller(emulator, "eiam", { accessKeyId: "LTAI5tProductionKeyXXXX", accessKeySecret: "s" });
    expect(await foreign("ListUsers", { query: { InstanceId: "x" } })).toMatchObject({
      status: 404,
      body: { Code: "InvalidAccessKeyId.NotFound" },
    });
    const temporary = await (await fetch(`${emulator.endpoint}/alibaba/credentials`)).json();
    const { AccessKeyId, AccessKeySecret, SecurityToken } = temporary as Readonly<Record<string, string>>;
    const keys = { accessKeyId: String(AccessKeyId), accessKeySecret: String(AccessKeySecret), securityToken: String(SecurityToken) };
    expect((await alibabaCaller(emulator, "eds", keys)("GetUsersCount", {})).status).toBe(200);
    expect(await send(emulator.endpoint, signed({ extraHeaders: { "x-acs-security-token": "sts" } }))).toMatchObject({
      status: 400,
      body: { Code: "InvalidSecurityToken.Malformed" },
    });
  });

  test("refused requests are counted, and no key or secret reaches the ledger", async () => {
    await send(emulator.endpoint, signed({ accessKeyId: "LTAI5tProductionKeyXXXX" }));
    const calls = await (await fetch(`${emulator.endpoint}/_rollcall/calls?detail=1`)).text();
    expect(JSON.parse(calls)).toEqual({
      "eds:GetUsersCount": { count: 1, peakInFlight: 1, outcomes: { "404 InvalidAccessKeyId.NotFound": 1 } },
    });
    expect(calls).not.toContain("LTAI");
  });
});
