/** First step of the back-off after a failure, in milliseconds (the AWS and smithy SDKs' standard retry mode). */
const BASE_MS = 100;
/** The same after a throttle: a service that limits calls recovers more slowly than one that stumbled. */
const THROTTLE_BASE_MS = 500;
/** The longest computed wait. */
const CAP_MS = 20_000;

/**
 * How long to wait before the next attempt, in milliseconds: exponential with full jitter, so that callers who failed together
 * do not return together. What the service asks for is honoured in full and jittered upwards only.
 * @param attempt failures so far, 1 or more
 * @param random a number in [0, 1)
 * @param retryAfterMs what the service asked for
 */
export function backoffMs(attempt: number, throttled: boolean, random: () => number, retryAfterMs = 0): number {
  const ceiling = Math.min(CAP_MS, (throttled ? THROTTLE_BASE_MS : BASE_MS) * 2 ** (attempt - 1));
  return retryAfterMs + Math.floor(random() * ceiling);
}
