import type { Credentials } from "../model/credentials";
import { type Answer, type Classify, type Failure, refusalOf } from "../model/service";
import { defined, record, text } from "../model/values";
import { exchange, type HttpRequest, type Network } from "./http";

/** Keys that a cloud gave out for a while. */
export interface TemporaryKeys {
  readonly credentials: Credentials;
  /** By the cloud's clock, in milliseconds since the epoch; absent when the answer does not tell. */
  readonly expiresAt?: number;
  /** The cloud's clock, where the answer tells it better than its `Date` header. */
  readonly servedAt?: number;
}

/** A service that gives out keys, and the keys that it is asked with. */
export interface KeyService {
  readonly endpoint: string;
  readonly credentials: Credentials;
}

/** How a role is taken on, on every cloud. */
export interface KeySession {
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly policy?: string;
}

/** One call that brings keys, or says whose they are. It changes nothing, so it may be sent again. */
export interface KeyExchange<T> {
  /** The API's own name, e.g. `AssumeRole`. */
  readonly operation: string;
  /** Whom the call goes to, for texts. */
  readonly host: string;
  /** One attempt. @throws NoAnswer */
  send(timeoutMs: number): Promise<Answer>;
  readonly classify: Classify;
  /** What a successful answer brought; `undefined` when it does not hold it. */
  read(answer: Answer): T | undefined;
}

/** What all exchanges at one endpoint share. */
export function at(endpoint: string, classify: Classify): Pick<KeyExchange<unknown>, "host" | "classify"> {
  return { host: new URL(endpoint).host, classify };
}

/** What plain requests for keys are called. */
export const KEYS_WANTED = "the request for keys";

/** An exchange that is one request without a signature. @param operation the API's own name, where it has one */
export function unsigned<T>(
  operation: string,
  request: HttpRequest,
  network: Network,
  read: KeyExchange<T>["read"],
  classify: Classify = classifyStatus,
): KeyExchange<T> {
  return { operation, ...at(request.url, classify), send: (timeoutMs) => exchange(network, request, timeoutMs), read };
}

/** Judges an answer by its status alone, of somebody whose refusals have no code. */
function classifyStatus(answer: Answer): Failure | undefined {
  return answer.status < 300
    ? undefined
    : refusalOf(answer, [], { code: "", message: undefined, requestId: undefined });
}

/**
 * Keys under the names that an answer has for them; `undefined` when one is missing.
 * @param expiry what the answer has for their end, see {@link momentIn}
 * @param clock what it has for the cloud's own time
 */
export function keysIn(
  from: unknown,
  names: { readonly id: string; readonly secret: string; readonly session: string },
  expiry: unknown,
  clock?: unknown,
): TemporaryKeys | undefined {
  const values = record(from);
  const [accessKeyId, accessKeySecret, securityToken] = [names.id, names.secret, names.session].map((name) =>
    filledText(values[name]),
  );
  if (accessKeyId === undefined || accessKeySecret === undefined || securityToken === undefined) return undefined;
  const credentials = { kind: "keys", accessKeyId, accessKeySecret, securityToken } as const;
  return defined({ credentials, expiresAt: momentIn(expiry), servedAt: momentIn(clock) });
}

/** A moment of an answer in milliseconds since the epoch: ISO text, or Unix time in s, ms, µs or ns. */
export function momentIn(value: unknown): number | undefined {
  const written = text(value)?.trim() ?? "";
  if (/^\d+$/.test(written)) {
    const count = Number(written);
    const scale = [1e17, 1e14, 1e11].findIndex((from) => count >= from);
    return Math.floor(scale === -1 ? count * 1000 : count / ([1e6, 1e3, 1][scale] ?? 1));
  }
  const parsed = Date.parse(written);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** The text of a member that is there and not empty. */
export function filledText(value: unknown): string | undefined {
  const found = text(value)?.trim();
  return found === "" ? undefined : found;
}
