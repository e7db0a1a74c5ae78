import { NoAnswer } from "../calls/answer";

/** Codes of node and undici that mean no connection came about, so that the service has seen nothing. */
const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "UND_ERR_CONNECT_TIMEOUT"]);
/** Codes of openssl for a certificate that is not trusted; `ERR_TLS_…` and `ERR_SSL_…` come from node itself. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/**
 * What a failed exchange means. Texts name the code and the host, never the request.
 * @param error what `fetch` or node's http threw; the code may hide in its chain of causes
 */
export function noAnswerOf(error: unknown, host: string): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) return new NoAnswer("unreachable", `the TLS connection to ${host} was not trusted or not possible (${code})`);
  if (NEVER_CONNECTED.has(code)) return new NoAnswer("unreachable", `no connection to ${host} (${code})`);
  return new NoAnswer("no-answer", `the connection to ${host} broke before an answer came${code === "" ? "" : ` (${code})`}`);
}

/** A time-out, as a failed exchange. */
export function timedOut(host: string, timeoutMs: number): NoAnswer {
  return new NoAnswer("no-answer", `no answer from ${host} within ${timeoutMs / 1000} s`);
}

/** The code of the error or of what caused it: fetch wraps the network's own error. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; typeof at === "object" && at !== null && depth < 5; at = "cause" in at ? at.cause : undefined, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}
