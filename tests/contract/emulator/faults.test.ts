import { startEmulator, type RunningEmulator } from "../../../emulator";
import { alibabaCaller } from "./alibaba-client";

/** A started emulator that every test closes. */
let emulator: RunningEmulator;

afterEach(() => emulator.close());

async function start(faults: string, now?: () => number): Promise<ReturnType<typeof alibabaCaller>> {
  emulator = await startEmulator({ seed: 7, faults, ...(now === undefined ? {} : { now }) });
  return alibabaCaller(emulator, "eds");
}

async function control(method: string, path: string, body?: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${emulator.endpoint}/_rollcall/${path}`, { method, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
}

const alice = { form: { Users: [{ EndUserId: "alice", Email: "alice@example.com" }] } };
const aliceAndBob = {
  form: {
    Users: [
      { EndUserId: "alice", Email: "alice@example.com" },
      { EndUserId: "bob", Email: "bob@example.com" },
    ],
  },
};

async function storedNames(): Promise<unknown[]> {
  const { body } = await control("GET", "users");
  return (body["eds"] as { EndUserId: string }[]).map((user) => user.EndUserId);
}

describe("faults that end a call", () => {
  test("lost-response creates the user and answers nothing, once", async () => {
    const call = await start("eds:CreateUsers lost-response first=1");
    await expect(call("CreateUsers", alice)).rejects.toThrow();
    expect(await storedNames()).toEqual(["alice"]);
    const again = await call("CreateUsers", alice);
    expect(again.body).toMatchObject({ AllSucceed: false, CreateResult: { FailedUsers: [{ ErrorCode: "ExistedEndUserId" }] } });
    expect((await control("GET", "calls?detail=1")).body).toEqual({
      "eds:CreateUsers": { count: 2, peakInFlight: 1, outcomes: { closed: 1, "200": 1 } },
    });
    expect((await control("GET", "faults")).body).toEqual({
      rules: [{ rule: "eds:CreateUsers lost-response first=1", calls: 2, injected: 1 }],
      injected: { "lost-response": 1 },
    });
  });

  test.each(["lost-request", "reset"])("%s leaves no trace but the count", async (kind) => {
    const call = await start(`eds:* ${kind} count=1`);
    await expect(call("CreateUsers", alice)).rejects.toThrow();
    expect(await storedNames()).toEqual([]);
    expect((await call("CreateUsers", alice)).body).toMatchObject({ AllSucceed: true });
  });

  test("throttle answers in Alibaba's form, with and without a hint", async () => {
    const call = await start("eds:CreateUsers throttle at=1; eds:CreateUsers throttle at=1 retry-after=2");
    expect(await call("CreateUsers", alice)).toMatchObject({ status: 400, body: { Code: "Throttling.User" } });
    const { body } = await control("GET", "faults");
    expect(body).toMatchObject({
      rules: [
        { calls: 1, injected: 1 },
        { calls: 0, injected: 0 },
      ],
    });
    const hinted = await fetch(emulator.endpoint, {
      method: "POST",
      headers: { "x-acs-version": "2021-03-08", "x-acs-action": "CreateUsers" },
    });
    expect([hinted.status, hinted.headers.get("x-acs-retry-after")]).toEqual([400, "2000"]);
  });

  test("server-error takes no effect, with the word effect it does", async () => {
    const call = await start("eds:CreateUsers server-error at=1; eds:CreateUsers server-error effect at=1");
    const refused = { status: 400, body: { Code: "INTERNAL_ERROR", Message: "Internal error." } };
    expect(await call("CreateUsers", alice)).toMatchObject(refused);
    expect(await storedNames()).toEqual([]);
    expect(await call("CreateUsers", alice)).toMatchObject(refused);
    expect(await storedNames()).toEqual(["alice"]);
  });

  test("a stranger and an error under status 200, without and with effect", async () => {
    const call = await start("eds:CreateUsers stranger at=1; eds:CreateUsers server-error status=200 effect at=1");
    expect(await call("CreateUsers", alice)).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await storedNames()).toEqual([]);
    expect(await call("CreateUsers", alice)).toMatchObject({ status: 200, body: { Code: "INTERNAL_ERROR" } });
    expect(await storedNames()).toEqual(["alice"]);
  });

  test("a request carried out twice is answered as the second one, on the way or inside", async () => {
    const call = await start("eds:CreateUsers repeated inside at=1; eds:CreateUsers repeated at=2");
    expect(await call("CreateUsers", alice)).toMatchObject({ status: 200, body: { AllSucceed: false } });
    expect(await call("CreateUsers", aliceAndBob)).toMatchObject({ body: { Code: "SignatureNonceUsed" } });
    expect(await storedNames()).toEqual(["alice", "bob"]);
  });

  test("html, empty and truncated bodies", async () => {
    await start("eds:* html at=1; eds:* empty at=1; eds:* truncated at=1");
    const unsigned = () =>
      fetch(emulator.endpoint, { method: "POST", headers: { "x-acs-version": "2021-03-08", "x-acs-action": "GetUsersCount" } });
    const html = await unsigned();
    expect([html.status, html.headers.get("content-type"), (await html.text()).slice(0, 6)]).toEqual([502, "text/html", "<html>"]);
    const empty = await unsigned();
    expect([empty.status, await empty.text()]).toEqual([400, ""]);
    const text = await (await unsigned()).text();
    expect(text.startsWith('{"RequestId":')).toBe(true);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("rate-limit is a token bucket that refuses the excess and refills", async () => {
    let now = Date.now();
    const call = await start("eds:* rate-limit rps=2", () => now);
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await call("GetUsersCount", {})).status);
    expect(statuses).toEqual([200, 200, 400, 400]);
    now += 500;
    expect([(await call("GetUsersCount", {})).status, (await call("GetUsersCount", {})).status]).toEqual([200, 400]);
    expect((await control("GET", "faults")).body).toMatchObject({ injected: { "rate-limit": 3 } });
  });

  test("quota refuses every member of CreateUsers inside HTTP 200", async () => {
    const call = await start("eds:CreateUsers quota");
    expect(await call("CreateUsers", aliceAndBob)).toMatchObject({
      status: 200,
      body: {
        AllSucceed: false,
        CreateResult: { CreatedUsers: [], FailedUsers: [{ EndUserId: "alice", ErrorCode: "ExceedUserQuota" }, { EndUserId: "bob" }] },
      },
    });
    expect(await storedNames()).toEqual([]);
  });

  test("expired-credentials from a call on", async () => {
    const call = await start("*:* expired-credentials after=1");
    expect((await call("GetUsersCount", {})).status).toBe(200);
    expect(await call("GetUsersCount", {})).toMatchObject({ status: 400, body: { Code: "InvalidAccessKeyId.Inactive" } });
  });
});

describe("faults that shape a call", () => {
  test("partial refuses the named members only", async () => {
    const call = await start("eds:CreateUsers partial users=bob first=1");
    expect((await call("CreateUsers", aliceAndBob)).body).toMatchObject({
      AllSucceed: false,
      CreateResult: { CreatedUsers: [{ EndUserId: "alice" }], FailedUsers: [{ EndUserId: "bob", ErrorCode: "InternalError" }] },
    });
    expect((await control("GET", "faults")).body).toMatchObject({ injected: { partial: 1 } });
  });

  test("late-visibility hides a young user from reads but not from writes", async () => {
    let now = Date.now();
    const call = await start("eds:* late-visibility ms=3000", () => now);
    await call("CreateUsers", alice);
    expect((await call("DescribeUsers", {})).body).toMatchObject({ Count: 0, Users: [] });
    expect((await call("DescribeUser", { query: { EndUserId: "alice" } })).body).toMatchObject({ User: {} });
    expect((await call("CreateUsers", alice)).body).toMatchObject({ AllSucceed: false });
    now += 3000;
    expect((await call("DescribeUsers", {})).body).toMatchObject({ Count: 1 });
  });

  test("clock-skew makes a fresh signature expire", async () => {
    const call = await start("eds:* clock-skew ms=1200000");
    expect(await call("GetUsersCount", {})).toMatchObject({ status: 400, body: { Code: "InvalidTimeStamp.Expired" } });
  });

  test("somebody else changes and removes the user between two calls", async () => {
    const call = await start('eds:ModifyUser changed-by-other at=1 set.Remark="by another hand"; eds:ModifyUser deleted-by-other at=2');
    await call("CreateUsers", alice);
    const modify = { query: { EndUserId: "alice", Email: "new@example.com" } };
    expect((await call("ModifyUser", modify)).status).toBe(200);
    expect((await call("DescribeUsers", {})).body).toMatchObject({ Users: [{ Email: "new@example.com", Remark: "by another hand" }] });
    expect(await call("ModifyUser", modify)).toMatchObject({ status: 400, body: { Code: "InvalidUsername" } });
  });

  test("slow answers late, after the effect", async () => {
    const call = await start("eds:CreateUsers slow ms=30");
    expect((await call("CreateUsers", alice)).status).toBe(200);
    expect((await control("GET", "faults")).body).toMatchObject({ injected: { slow: 1 } });
  });
});

test("faults are replaced and cleared at run time; a wrong specification changes nothing", async () => {
  const call = await start("eds:* throttle");
  const refused = await control("POST", "faults", "eds:* throtle");
  expect(refused).toEqual({
    status: 400,
    body: { message: 'fault specification, character 7: unknown fault "throtle"; did you mean throttle?' },
  });
  expect((await call("GetUsersCount", {})).status).toBe(400);
  await control("POST", "faults", JSON.stringify([{ on: "eds:GetUsersCount", fault: "throttle", first: 1 }]));
  expect([(await call("GetUsersCount", {})).status, (await call("GetUsersCount", {})).status]).toEqual([400, 200]);
  await control("DELETE", "faults");
  expect((await control("GET", "faults")).body).toEqual({ rules: [], injected: { throttle: 2 } });
});

test("the same seed strikes the same calls", async () => {
  const outcomes = async (): Promise<number[]> => {
    const call = await start("eds:* throttle p=0.5");
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await call("GetUsersCount", {})).status);
    return statuses;
  };
  const first = await outcomes();
  await emulator.close();
  expect(await outcomes()).toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 400]));
});
