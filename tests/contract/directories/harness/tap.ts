import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { record, type Bag } from "../../../../provider/model/values";

/** One exchange that goes through a tap. */
export interface Tapped {
  /** `DescribeUsers`, or for Huawei `GET /v2/…/users`. */
  readonly operation: string;
  /** What follows the path, decoded. */
  readonly query: URLSearchParams;
  /** The answer of the service, as far as it is JSON. */
  readonly answer: Bag;
  /** The same as it travels. */
  readonly raw: RawAnswer;
  /** The body of the request. */
  readonly asked: string;
}

/** An answer as it travels. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** What somebody on the way sends in an answer's place: any bytes, in any order, or none. */
export class Spoiled {
  constructor(readonly send: (response: ServerResponse, answer: RawAnswer) => void) {}
}

/** Somebody on the way to the emulator. */
export interface Tap {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Hands requests on to a service and answers with what `bend` makes of each answer.
 * @param bend gives another body, something {@link Spoiled}, or nothing where the answer may pass as it is
 * @param admits whether a request reaches the service at all
 */
export async function openTap(endpoint: string, bend: (tapped: Tapped) => Promise<unknown> | unknown, admits = () => true): Promise<Tap> {
  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sentBody = await buffer(asked);
    if (!admits()) throw new Error("nobody gets through");
    const raw = await passOn(endpoint, asked, sentBody);
    const { status, headers, body } = raw;
    const query = new URL(asked.url ?? "/", endpoint).searchParams;
    const operation = operationOf(asked, query);
    const bent = await bend({ operation, query, answer: record(jsonIn(body)), raw, asked: sentBody.toString("utf8") });
    if (bent instanceof Spoiled) return bent.send(response, raw);
    const sent = bent === undefined ? body : Buffer.from(JSON.stringify(bent));
    response.writeHead(status, { ...headers, "content-length": sent.length }).end(sent);
  };
  const server = createServer((asked, response) => void answer(asked, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

/** The same request, with the host that was signed. */
function passOn(endpoint: string, { method, url = "/", headers }: IncomingMessage, body: Buffer) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const onward = request(`${endpoint}${url}`, { method, headers, setHost: false }, (answer) => {
      const { "transfer-encoding": _chunked, ...rest } = answer.headers;
      void buffer(answer).then((read) => resolve({ status: answer.statusCode ?? 0, headers: rest, body: read }), reject);
    });
    onward.on("error", reject).end(body);
  });
}

function operationOf({ method = "", url = "", headers }: IncomingMessage, query: URLSearchParams): string {
  const action = headers["x-acs-action"] ?? query.get("Action");
  return action === undefined || action === null ? `${method} ${url.replace(/\?.*/, "")}` : String(action);
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
