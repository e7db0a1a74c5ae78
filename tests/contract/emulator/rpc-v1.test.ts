import { startEmulator, type RunningEmulator } from "../../../emulator";
import { refuseRpcV1, rpcV1Signature, rpcV1StringToSign } from "../../../emulator/signatures/rpc-v1";
import { sendRpcV1, signRpcV1, type RpcV1Input } from "./rpc-v1-client";

/** The example of the vendor's page on the RPC signature: key id `testid`, secret `testsecret`. */
test("the published example", () => {
  const published = {
    Timestamp: "2016-02-23T12:46:24Z",
    Format: "XML",
    AccessKeyId: "testid",
    Action: "DescribeRegions",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    Version: "2014-05-26",
    SignatureVersion: "1.0",
  };
  const stringToSign = rpcV1StringToSign("GET", Object.entries(published));
  expect(stringToSign).toBe(
    "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26",
  );
  expect(rpcV1Signature(stringToSign, "testsecret")).toBe("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  const expected = { accessKeyId: "testid", accessKeySecret: "testsecret", now: Date.parse(published.Timestamp), firstUse: () => true };
  expect(refuseRpcV1("GET", [...Object.entries(published), ["Signature", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="]], expected)).toBeUndefined();
});

describe("over the wire", () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await startEmulator({ seed: 1 });
  });
  afterEach(() => emulator.close());

  function signed(more: Partial<RpcV1Input> = {}) {
    const { accessKeyId, accessKeySecret } = emulator;
    return signRpcV1({
      method: "POST",
      accessKeyId,
      accessKeySecret,
      action: "GetUsersCount",
      version: "2021-03-08",
      time: Date.now(),
      ...more,
    });
  }
  const send = (request: ReturnType<typeof signed>) => sendRpcV1(emulator.endpoint, request);

  const members = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`Users.${index + 1}.EndUserId`, `alice_${index}`]));
  const phones = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`Users.${index + 1}.Phone`, `1380000000${index}`]));

  test.each<[string, Partial<RpcV1Input>]>([
    ["in the query, parameters in the query", { query: { ...members, ...phones } }],
    ["in the query, parameters in the form", { form: { ...members, ...phones } }],
    [
      "in the query, parameters in both",
      { query: { ...phones, AutoLockTime: "2030-01-02 03:04:05", "Users.1.Remark": "a*b ~!'()李+ &=" }, form: members },
    ],
    ["in the form", { form: { ...members, ...phones }, protocolIn: "form" }],
    ["by GET", { method: "GET", query: { ...members, ...phones } }],
  ])("users are created with the signature %s", async (_name, more) => {
    expect(await send(signed({ action: "CreateUsers", ...more }))).toMatchObject({
      status: 200,
      body: { AllSucceed: true, CreateResult: { CreatedUsers: { length: 11 } } },
    });
    const calls: unknown = await (await fetch(`${emulator.endpoint}/_rollcall/calls`)).json();
    expect(calls).toEqual({ "eds:CreateUsers": 1 });
  });

  test("EIAM takes it too", async () => {
    const InstanceId = emulator.eiam.instanceId;
    expect(await send(signed({ action: "ListUsers", version: "2021-12-01", query: { InstanceId } }))).toMatchObject({
      status: 200,
      body: { TotalCount: 0 },
    });
  });

  test.each<[string, Partial<RpcV1Input>, number, string]>([
    ["another secret", { accessKeySecret: "other" }, 400, "SignatureDoesNotMatch"],
    ["a signature for the other method", { changes: { Signature: "OLeaidS1JvxuMvnyHOwuJ+uX5qY=" } }, 400, "SignatureDoesNotMatch"],
    ["an unknown key", { accessKeyId: "LTAI5tProductionKeyXXXX" }, 404, "InvalidAccessKeyId.NotFound"],
    ["a date 16 minutes old", { time: Date.now() - 16 * 60_000 }, 400, "InvalidTimeStamp.Expired"],
    ["a date 16 minutes ahead", { time: Date.now() + 16 * 60_000 }, 400, "InvalidTimeStamp.Expired"],
    ["a date of another form", { changes: { Timestamp: "20260102T030405Z" } }, 400, "InvalidTimeStamp.Format"],
    ["another method", { changes: { SignatureMethod: "HMAC-SHA256" } }, 400, "InvalidSignatureMethod"],
    ["another version", { changes: { SignatureVersion: "2.0" } }, 400, "InvalidSignatureVersion"],
    ["no key", { changes: { AccessKeyId: undefined } }, 400, "MissingAccessKeyId"],
    ["no nonce", { changes: { SignatureNonce: undefined } }, 400, "MissingSignatureNonce"],
    ["no date", { changes: { Timestamp: undefined } }, 400, "MissingTimestamp"],
    ["an empty signature", { changes: { Signature: "" } }, 400, "MissingSignature"],
    ["an unknown action", { action: "NoSuchAction" }, 404, "InvalidApi.NotFound"],
    ["an unknown version of the API", { version: "1999-01-01" }, 404, "InvalidApi.NotFound"],
  ])("%s is refused, in the query and in the form", async (_name, more, status, Code) => {
    for (const protocolIn of ["query", "form"] as const) {
      const answer = await send(signed({ form: { MaxResults: "5" }, protocolIn, ...more }));
      expect(answer).toMatchObject({ status, body: { Code, RequestId: expect.any(String) } });
      expect(JSON.stringify(answer)).not.toContain("LTAI");
    }
  });

  test("a parameter that was changed, added or moved to another method on the way is found out", async () => {
    const request = signed({ action: "DescribeUsers", form: { MaxResults: "5" } });
    const changes = [{ body: "MaxResults=6" }, { body: "MaxResults=5&Filter=a" }, { target: `${request.target}&Filter=a` }];
    for (const change of changes)
      expect(await send({ ...request, ...change })).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
    expect(await send({ ...signed(), method: "GET" })).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
  });

  test("a replayed request is refused, and so is its nonce in another one", async () => {
    const request = signed();
    expect((await send(request)).status).toBe(200);
    expect(await send(request)).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
    const nonce = "one";
    expect((await send(signed({ nonce }))).status).toBe(200);
    expect(await send(signed({ nonce, action: "DescribeOrgs" }))).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
  });

  test("faults answer it in the vendor's words", async () => {
    const faults = (spec: string) => fetch(`${emulator.endpoint}/_rollcall/faults`, { method: "POST", body: spec });
    await faults("eds:GetUsersCount expired-credentials");
    expect(await send(signed())).toMatchObject({ status: 400, body: { Code: "InvalidAccessKeyId.Inactive" } });
    expect(await send(signed({ changes: { SecurityToken: "sts" } }))).toMatchObject({
      status: 400,
      body: { Code: "InvalidSecurityToken.Expired" },
    });
  });
});
