import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { answerText, type Outcome, type WireAnswer, type WireRequest, wireRequest } from "./wire";

/** Ten times the largest request of any service: 200 users with every field filled. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A listening emulator. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Reads a body, chunked or not; `undefined` as soon as it is larger than {@link MAX_BODY_BYTES}. Rejects when it breaks off. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks)));
    incoming.on("error", reject);
    incoming.on("aborted", () => reject(new Error("The request was broken off.")));
  });
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/** The text of an answer and the headers that describe it. */
export function encodeAnswer(answer: WireAnswer): { headers: Record<string, string>; body: string } {
  const body = answerText(answer);
  const type = typeof answer.body === "string" ? "text/plain;charset=utf-8" : "application/json;charset=utf-8";
  const described = answer.body === undefined ? {} : { "content-type": type };
  return { headers: { ...described, "content-length": String(Buffer.byteLength(body)), ...answer.headers }, body };
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome.kind === "closed") response.socket?.destroy();
  else if (outcome.kind === "reset") response.socket?.resetAndDestroy();
  else {
    const { headers, body } = encodeAnswer(outcome.answer);
    response.writeHead(outcome.answer.status, headers);
    response.end(body);
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: (request: WireRequest) => Promise<Outcome>,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    return send(response, {
      kind: "answer",
      answer: {
        status: 413,
        headers: { connection: "close" },
        body: { message: `The request is larger than ${MAX_BODY_BYTES} bytes.` },
      },
    });
  }
  const request = wireRequest(incoming.method ?? "GET", incoming.url ?? "/", plainHeaders(incoming), body);
  if (request === undefined)
    return send(response, {
      kind: "answer",
      answer: { status: 400, body: { message: "The request target is not valid percent-encoded UTF-8." } },
    });
  send(response, await handle(request));
}

/**
 * Listens on 127.0.0.1 and nowhere else. `unref` keeps neither the server nor its connections from letting the process
 * end. Rejects with Node's own error, code `EADDRINUSE` when the port is taken.
 */
export function listen(
  port: number,
  unref: boolean,
  handle: (request: WireRequest) => Promise<Outcome>,
): Promise<Listening> {
  const server: Server = createServer((incoming, response) => {
    // The client has gone (or was cut off on purpose): nobody is left to tell.
    serve(incoming, response, handle).catch(() => response.destroy());
  });
  // Longer than any client keeps an idle connection, so that it is never the server that closes under a request.
  server.keepAliveTimeout = 120_000;
  if (unref) server.on("connection", (socket: Socket) => socket.unref());
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      if (unref) server.unref();
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("The server has no port."));
      resolve({ port: address.port, close: () => closeServer(server) });
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
