import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { NoAnswer, type Answer } from "../../../provider/model/service";
import { alibabaCall } from "../../../provider/vendors/alibaba";
import { exchange, systemNetwork } from "../../../provider/vendors/http";

type Reply = (response: ServerResponse) => void;

let server: Server;
let endpoint: string;
let reply: Reply = (response) => response.end();
let requests = 0;

// Each test has a server of its own, so that none meets a pooled connection of the one before.
beforeEach(async () => {
  requests = 0;
  server = createServer((request, response) => {
    requests++;
    request.resume().on("end", () => reply(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const keys = { kind: "keys", accessKeyId: "testId", accessKeySecret: "testSecret" } as const;

/** Both ways out: the vendor's client and fetch must read every answer alike. */
const ways: Readonly<Record<string, (to: string, timeoutMs: number) => Promise<Answer>>> = {
  fetch: (to, timeoutMs) =>
    exchange(systemNetwork, { method: "POST", url: `${to}/?Action=CreateUser`, headers: {}, body: "{}" }, timeoutMs),
  "the Alibaba client": (to, timeoutMs) =>
    alibabaCall(
      { endpoint: to, credentials: keys },
      { version: "2021-03-08", action: "CreateUsers", body: { Users: [{ EndUserId: "bob" }] } },
    )(timeoutMs),
};

/** An address on which nobody listens any more. */
async function deadEndpoint(): Promise<string> {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe.each(Object.entries(ways))("by %s", (_name, send) => {
  const answers: readonly [string, Reply, Partial<Answer>][] = [
    ["JSON", (response) => response.end('{"a":[1]}'), { status: 200, body: { a: [1] } }],
    [
      "JSON with halves of characters beside whole ones",
      (response) => response.end('{"a":["\\ud83d\\ude00","\\uD83Dx","y\\udc00",1]}'),
      { status: 200, body: { a: ["\u{1f600}", "\ufffdx", "y\ufffd", 1] } },
    ],
    ["JSON with a byte order mark", (response) => response.end('\ufeff{"a":1}'), { status: 200, body: { a: 1 } }],
    [
      "an error with its status and headers",
      (response) => response.writeHead(400, { "x-acs-request-id": "R-1" }).end('{"Code":"Throttling.User"}'),
      { status: 400, body: { Code: "Throttling.User" } },
    ],
    ["an empty success", (response) => response.end(), { status: 200, body: undefined }],
    ["an empty error", (response) => response.writeHead(502).end(), { status: 502, body: undefined }],
    [
      "a page of a proxy",
      (response) => response.writeHead(503, { "content-type": "text/html" }).end("<!DOCTYPE html><p>secret page"),
      { status: 503, body: undefined, unreadable: "an HTML page" },
    ],
    ["a successful page", (response) => response.end("<html>login"), { status: 200, body: undefined, unreadable: "an HTML page" }],
    [
      "XML",
      (response) => response.writeHead(400, { "content-type": "text/xml;charset=utf-8" }).end("<Error><Code>X</Code></Error>"),
      { status: 400, body: undefined, unreadable: "markup" },
    ],
    [
      "truncated JSON",
      (response) => response.writeHead(400).end('{"Code":"Thro'),
      { status: 400, body: undefined, unreadable: "truncated JSON" },
    ],
    ["plain text", (response) => response.writeHead(404).end("no such page"), { status: 404, body: undefined, unreadable: "plain text" }],
  ];

  test.each(answers)("%s is read with its status", async (_what, how, expected) => {
    reply = how;
    const answer = await send(endpoint, 2_000);
    expect(answer).toMatchObject(expected);
    expect(answer.unreadable).toBe(expected.unreadable);
    expect(requests).toBe(1);
  });

  test("the service's request to wait arrives, on errors too", async () => {
    reply = (response) => response.writeHead(429, { "Retry-After": "3", "X-Acs-Retry-After": "2500" }).end("{}");
    expect((await send(endpoint, 2_000)).headers).toMatchObject({ "retry-after": "3", "x-acs-retry-after": "2500" });
  });

  test("a redirect is an answer and is not followed with keys", async () => {
    reply = (response) => response.writeHead(302, { location: `${endpoint}/elsewhere` }).end();
    expect((await send(endpoint, 2_000)).status).toBe(302);
    expect(requests).toBe(1);
  });

  test.each<[string, Reply]>([
    ["a connection reset before the answer", (response) => response.socket?.resetAndDestroy()],
    ["a connection closed before the answer", (response) => response.socket?.end()],
    [
      "an answer that breaks off",
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"a":');
        setImmediate(() => response.destroy());
      },
    ],
    ["silence", () => undefined],
    ["an answer that does not end", (response) => response.writeHead(200).write('{"a":')],
  ])("%s is no answer: whether the service acted is unknown", async (_what, how) => {
    reply = how;
    await expect(send(endpoint, 150)).rejects.toMatchObject({ name: "NoAnswer", category: "no-answer" });
    expect(requests).toBe(1);
  });

  test("a time-out says how long it waited, and for whom", async () => {
    reply = () => undefined;
    await expect(send(endpoint, 150)).rejects.toThrow(`no answer from ${new URL(endpoint).host} within 0.15 s`);
  });

  test("a refused connection has reached nobody", async () => {
    const dead = await deadEndpoint();
    await expect(send(dead, 2_000)).rejects.toMatchObject({
      category: "unreachable",
      message: `no connection to ${new URL(dead).host} (ECONNREFUSED)`,
    });
  });

  test("a host without TLS has reached nobody", async () => {
    await expect(send(endpoint.replace("http:", "https:"), 2_000)).rejects.toMatchObject({
      category: "unreachable",
      message: expect.stringContaining("TLS"),
    });
  });

  test("texts name the host, never a key", async () => {
    reply = (response) => response.socket?.destroy();
    const error: unknown = await send(endpoint, 500).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(String(error)).not.toMatch(/testId|testSecret|Signature|EndUserId/);
  });
});

test("the Alibaba client refuses a token, which it could not sign with", async () => {
  const call = alibabaCall({ endpoint, credentials: { kind: "token", token: "t" } }, { version: "2021-03-08", action: "DescribeUsers" });
  await expect(call(100)).rejects.toMatchObject({ code: "ERR_CONFIG" });
});
