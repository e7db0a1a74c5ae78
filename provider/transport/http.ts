import type { Answer } from "../calls/answer";
import { noAnswerOf, timedOut } from "./network-error";
import { readAnswer } from "./read-answer";

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

/**
 * One HTTP exchange. Redirects are answers, not followed: they would carry keys elsewhere. Logs nothing.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export async function exchange(network: Network, request: HttpRequest, timeoutMs: number): Promise<Answer> {
  const { host } = new URL(request.url);
  const { url, ...init } = request;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await network.fetch(url, { ...init, redirect: "manual", signal: abort.signal });
    const headers = Object.fromEntries(response.headers);
    return readAnswer(response.status, headers, await response.text());
  } catch (error) {
    throw abort.signal.aborted ? timedOut(host, timeoutMs) : noAnswerOf(error, host);
  } finally {
    clearTimeout(timer);
  }
}
