import { request as httpRequest } from "node:http";
import { connect } from "node:net";

import { startEmulator, type RunningEmulator } from "../../../emulator";
import { Ledger } from "../../../emulator/ledger";
import { alibabaCaller } from "./alibaba-client";

let emulator: RunningEmulator | undefined;

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function get(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${emulator?.endpoint}/${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

test("calls are counted per service and operation, refused ones too, until they are reset", async () => {
  emulator = await startEmulator();
  const eds = alibabaCaller(emulator, "eds");
  await eds("GetUsersCount", {});
  await eds("GetUsersCount", {});
  await eds("DescribeUsers", { query: { MaxResults: 0 } });
  await alibabaCaller(emulator, "eiam")("ListUsers", { query: { InstanceId: "idaas_x" } });
  expect(await get("_rollcall/calls")).toEqual({
    status: 200,
    body: { "eds:GetUsersCount": 2, "eds:DescribeUsers": 1, "eiam:ListUsers": 1 },
  });
  expect((await get("_rollcall/calls?detail=1")).body).toMatchObject({
    "eds:DescribeUsers": { outcomes: { "400 InvalidMaxResults": 1 } },
    "eiam:ListUsers": { outcomes: { "404 ResourceNotFound.Instance": 1 } },
  });
  expect(await get("_rollcall/calls", { method: "DELETE" })).toEqual({ status: 204, body: undefined });
  expect((await get("_rollcall/calls")).body).toEqual({});
});

test("the peak of open calls shows how many ran at once", () => {
  const ledger = new Ledger();
  const [first, second] = [ledger.begin("eds:CreateUsers"), ledger.begin("eds:CreateUsers")];
  second("closed");
  const third = ledger.begin("eds:CreateUsers");
  for (const done of [first, third]) done("200");
  expect(ledger.details()).toEqual({ "eds:CreateUsers": { count: 3, peakInFlight: 2, outcomes: { closed: 1, "200": 2 } } });
});

test("every service is listed in users, and starts empty", async () => {
  emulator = await startEmulator();
  const { body } = await get("_rollcall/users");
  expect(Object.entries(body as object).sort()).toEqual([
    ["cloudidentity", []],
    ["eds", []],
    ["eiam", []],
    ["workspace", []],
  ]);
});

test.each([
  ["an unknown control", "_rollcall/nothing", {}, 404, /Known: GET calls/],
  ["a known path with another method", "_rollcall/users", { method: "POST" }, 404, /No such control/],
  ["drift without JSON", "_rollcall/drift", { method: "POST", body: "x" }, 400, /not JSON/],
  [
    "drift of an unknown service",
    "_rollcall/drift",
    { method: "POST", body: '{"service":"aws","user":"a","remove":true}' },
    400,
    /service must be one of/,
  ],
  ["drift without a user", "_rollcall/drift", { method: "POST", body: '{"service":"eds","remove":true}' }, 400, /user must be/],
  [
    "a request from a web page",
    "_rollcall/calls",
    { method: "DELETE", headers: { origin: "https://example.com" } },
    403,
    /not for web pages/,
  ],
  ["a request for no service", "somewhere", {}, 404, /no service/],
])("%s is refused", async (_name, path, init, status, message) => {
  emulator = await startEmulator();
  const answer = await get(path, init);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ message: expect.stringMatching(message) });
});

test("only the loopback address answers, by its own name", async () => {
  emulator = await startEmulator();
  expect(new URL(emulator.endpoint).hostname).toBe("127.0.0.1");
  const port = Number(new URL(emulator.endpoint).port);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: "/_rollcall/users", headers: { host: "rebound.example.com" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a body above the limit and a broken target are refused, and the emulator goes on", async () => {
  emulator = await startEmulator();
  const large = await get("", { method: "POST", body: "x".repeat(11 * 1024 * 1024) });
  expect(large).toMatchObject({ status: 413, body: { message: expect.stringContaining("10485760 bytes") } });
  expect(await get("%ff", {})).toMatchObject({ status: 400, body: { message: expect.stringContaining("percent-encoded") } });
  expect((await get("_rollcall/calls")).status).toBe(200);
});

test("close ends idle connections, so that a process with one can end", async () => {
  emulator = await startEmulator();
  const socket = connect(Number(new URL(emulator.endpoint).port), "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await emulator.close();
  await closed;
  await expect(fetch(emulator.endpoint)).rejects.toThrow();
});

test("two emulators do not share keys; the same seed gives the same identity", async () => {
  const [first, second, third] = await Promise.all([startEmulator({ seed: 1 }), startEmulator({ seed: 2 }), startEmulator({ seed: 1 })]);
  emulator = first;
  const { endpoint: _one, close: _two, ...identity } = first;
  expect(third).toMatchObject(identity);
  expect(second.accessKeyId).not.toBe(first.accessKeyId);
  await Promise.all([second.close(), third.close()]);
});
