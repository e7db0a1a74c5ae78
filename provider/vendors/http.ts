import { parseWhole } from "../model/values";
import { type Answer, NoAnswer } from "../model/service";

/** Codes of node and undici that mean no connection came about, so that the service has seen nothing. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** Codes of openssl for a certificate that is not trusted; `ERR_TLS_…` and `ERR_SSL_…` come from node itself. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/**
 * What a failed exchange means. Texts name the code and the host, never the request.
 * @param error what `fetch` or node's http threw; the code may hide in its chain of causes
 */
export function noAnswerOf(error: unknown, host: string): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const code = codeOf(error);
  if (CERTIFICATE.test(code))
    return new NoAnswer("unreachable", `the TLS connection to ${host} was not trusted or not possible (${code})`);
  if (NEVER_CONNECTED.has(code)) return new NoAnswer("unreachable", `no connection to ${host} (${code})`);
  return new NoAnswer(
    "no-answer",
    `the connection to ${host} broke before an answer came${code === "" ? "" : ` (${code})`}`,
  );
}

/** A time-out, as a failed exchange. */
export function timedOut(host: string, timeoutMs: number): NoAnswer {
  return new NoAnswer("no-answer", `no answer from ${host} within ${timeoutMs / 1000} s`);
}

/** The code of the error or of what caused it: fetch wraps the network's own error. */
function codeOf(error: unknown): string {
  for (
    let at: unknown = error, depth = 0;
    typeof at === "object" && at !== null && depth < 5;
    at = "cause" in at ? at.cause : undefined, depth++
  ) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}

/** An HTTP answer from its raw text. The status survives whatever the body is; its text is never kept unless it is JSON. */
export function readAnswer(status: number, headers: Readonly<Record<string, string>>, text: string): Answer {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { status, headers, body: undefined };
  try {
    const body = parseWhole(trimmed);
    return { status, headers, body };
  } catch {
    return { status, headers, body: undefined, unreadable: kindOf(trimmed) };
  }
}

/** What an answer is called that begins as JSON and is none. */
export const TRUNCATED = "truncated JSON";

function kindOf(text: string): string {
  if (text.startsWith("<")) return /^<(!doctype html|html)/i.test(text) ? "an HTML page" : "markup";
  return /^[[{"]/.test(text) ? TRUNCATED : "plain text";
}

/** The outside world of a signed call; tests bring their own. */
export interface Network {
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch, for signatures. */
  readonly now: () => number;
}

/** This machine's network. */
export const systemNetwork: Network = { fetch: (...request) => fetch(...request), now: () => Date.now() };

/** One HTTP request, signed and complete. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Without Host and Content-Length, which fetch sets from the URL and the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as text, for services that do not speak JSON. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * One HTTP exchange. Redirects are answers, not followed: they would carry keys elsewhere. Logs nothing.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export async function exchange(network: Network, request: HttpRequest, timeoutMs: number): Promise<Answer> {
  const { status, headers, text } = await exchangeText(network, request, timeoutMs);
  return readAnswer(status, headers, text);
}

/** The same with the text of the answer, which may be a secret. @throws NoAnswer */
export async function exchangeText(network: Network, request: HttpRequest, timeoutMs: number): Promise<TextAnswer> {
  const { host } = new URL(request.url);
  const { url, ...init } = request;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await network.fetch(url, { ...init, redirect: "manual", signal: abort.signal });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  } catch (error) {
    throw abort.signal.aborted ? timedOut(host, timeoutMs) : noAnswerOf(error, host);
  } finally {
    clearTimeout(timer);
  }
}
