import { isAmbiguous, isRepeatable } from "../model/category";
import type { Credentials, Identity } from "../model/credentials";
import { RollcallError } from "../model/error";
import { type Classify, type Failure, noVerdict, type Secrets, type ServiceCall } from "../model/service";
import { record } from "../model/values";
import { backoffMs, type Limiter, type Ticket } from "./limiter";
import type { Clock } from "./clock";
import { type CallContext, concernsKeys, errorOf, failureOf, judge, onKeys } from "./failure";
import type { CallState } from "./shared-state";

/** Attempts for failures other than throttles: about half a minute of back-off for a service that does not come back. */
const MAX_ATTEMPTS = 10;
/** A single wait this long is worth a line, in milliseconds. */
const TELL_FROM_MS = 5_000;

/** What every call of a service needs. */
export interface Calling {
  /** The service as texts name it, e.g. `Alibaba Cloud EDS`. */
  readonly name: string;
  readonly classify: Classify;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest time a call may take with all its repeats, and longest standstill while it queues, in milliseconds. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Takes one line about a wait of more than five seconds. */
  readonly say: (line: string) => void;
  readonly secrets: Secrets;
  /** Who calls; absent where keys never run out. */
  readonly identity?: Identity;
  /** What all services of the account share: `callStateFor(account, …)`. */
  readonly shared: CallState;
  /** Whether the run was cancelled: nothing that changes something is sent any more, and what was sent is waited for. Default: never. */
  readonly isCancelled?: () => boolean;
  /** Attempts for failures other than throttles. Default: {@link MAX_ATTEMPTS}. */
  readonly attempts?: number;
}

/** What is remembered of a call between its attempts. */
interface Progress {
  readonly limiter: Limiter;
  readonly context: CallContext;
  /** When the first attempt left; queueing before it does not count against the deadline. */
  sentAt?: number;
  attempts: number;
  drawn: number;
  last?: Failure;
  /** Whether this call has been repeated with new keys. */
  renewed?: true;
}

/**
 * Sends one call until it succeeds, and resolves with the body of the answer.
 * @throws RollcallError at once for permanent failures; `ERR_UNCERTAIN` for a `once` call that may have acted;
 *   `ERR_DEADLINE` when repeats took too long; `ERR_CANCELLED` when the run was cancelled before it could be sent; the last
 *   failure when attempts or budget are spent.
 */
export async function perform(call: ServiceCall, calling: Calling): Promise<unknown> {
  const progress: Progress = {
    limiter: calling.shared.limiterFor(call.operation),
    context: { service: calling.name, operation: call.operation, secrets: calling.secrets },
    attempts: 0,
    drawn: 0,
  };
  for (;;) {
    const ticket = await turn(call, calling, progress);
    if (call.effect !== "read" && calling.isCancelled?.() === true) {
      progress.limiter.accepted(ticket);
      throw cancelled(progress);
    }
    progress.sentAt ??= calling.clock.now();
    progress.attempts++;
    const keys = await calling.identity?.keys();
    const outcome = await attempt(call, calling);
    if ("body" in outcome) {
      progress.limiter.accepted(ticket);
      calling.shared.budget.refill(progress.drawn);
      return outcome.body;
    }
    progress.last = outcome.failure;
    if (progress.renewed === undefined && (await renewed(outcome.failure, keys, calling))) {
      // A call that was refused for its keys did nothing, so that even a creation may be sent again.
      progress.renewed = true;
      progress.limiter.accepted(ticket);
      continue;
    }
    await afterFailure(outcome.failure, ticket, call, calling, progress);
  }
}

async function attempt(
  call: ServiceCall,
  calling: Calling,
): Promise<{ readonly body: unknown } | { readonly failure: Failure }> {
  try {
    const answer = await call.send(calling.timeoutMs);
    const failure = judge(answer, calling.classify);
    if (failure !== undefined) return { failure: onKeys(failure, answer, calling) };
    const missing = call.lacks?.(record(answer.body));
    return missing === undefined ? { body: answer.body } : { failure: noVerdict(answer, missing) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** Whether the keys may have run out, which each cloud says in its own words, and others are at hand now. */
async function renewed(failure: Failure, keys: Credentials | undefined, { identity }: Calling): Promise<boolean> {
  if (identity === undefined || keys === undefined || !concernsKeys(failure)) return false;
  return identity.renew(keys);
}

/** Waits for the limiter, with a line when that takes long. */
async function turn(call: ServiceCall, calling: Calling, progress: Progress): Promise<Ticket> {
  const expected = progress.limiter.expectedWaitMs(progress.attempts > 0);
  const refusal = progress.last ?? progress.limiter.refusal;
  if (!asksTooMuch(refusal, calling, progress)) tell(expected, refusal, call, calling);
  const ticket = await progress.limiter.admit(progress.attempts > 0, remaining(calling, progress));
  if (ticket === undefined) throw deadline(calling, progress);
  return ticket;
}

/** Returns when the call may be repeated; throws when it may not. */
async function afterFailure(
  failure: Failure,
  ticket: Ticket,
  call: ServiceCall,
  calling: Calling,
  progress: Progress,
): Promise<void> {
  if (failure.category === "throttled") {
    progress.limiter.refused(ticket, failure);
    if (remaining(calling, progress) <= 0) throw deadline(calling, progress);
    return;
  }
  if (failure.status !== undefined) progress.limiter.accepted(ticket);
  if (!isRepeatable(failure.category)) throw errorOf(failure, progress.context);
  if (call.effect === "once" && isAmbiguous(failure.category)) throw uncertain(failure, progress.context);
  if (failure.category !== "concurrent") spend(failure, calling, progress);
  const wait = backoffMs(progress.attempts, false, calling.random, failure.retryAfterMs);
  if (wait >= remaining(calling, progress)) throw deadline(calling, progress);
  tell(wait, failure, call, calling);
  await calling.clock.sleep(wait);
}

function spend(failure: Failure, calling: Calling, progress: Progress): void {
  const { attempts = MAX_ATTEMPTS } = calling;
  const drawn = progress.attempts < attempts ? calling.shared.budget.draw(failure.category === "no-answer") : undefined;
  if (drawn === undefined) {
    throw errorOf(failure, progress.context, {
      note: `Given up after ${progress.attempts} ${progress.attempts === 1 ? "attempt" : "attempts"}.`,
    });
  }
  progress.drawn = drawn;
}

function remaining(calling: Calling, progress: Progress): number {
  const spent = progress.sentAt === undefined ? 0 : calling.clock.now() - progress.sentAt;
  return calling.deadlineMs - spent;
}

/** A call that was refused before has done nothing either: only such failures are repeated. */
function cancelled({ context }: Progress): RollcallError {
  return new RollcallError({
    code: "ERR_CANCELLED",
    summary: `${context.service} ${context.operation} was not sent: the run was cancelled`,
    remedy: "Run again to go on where it stopped.",
  });
}

function uncertain(failure: Failure, context: CallContext): RollcallError {
  return errorOf(failure, context, {
    code: "ERR_UNCERTAIN",
    note: "Whether the service acted is unknown.",
    remedy: "Run again: Rollcall looks before it repeats.",
  });
}

function deadline(calling: Calling, progress: Progress): RollcallError {
  const failure = progress.last ?? progress.limiter.refusal;
  const most = Math.round(calling.deadlineMs / 1000);
  const note = asksTooMuch(failure, calling, progress)
    ? `The service asks to wait ${Math.round((failure?.retryAfterMs ?? 0) / 1000)} s, and a call may take ${most} s in all.`
    : `Given up after ${most} s.`;
  return errorOf(
    failure ?? { category: "throttled", cloudCode: "", message: "the service limits calls" },
    progress.context,
    { code: "ERR_DEADLINE", note },
  );
}

/** Whether the service asks for a wait that is not begun, because the call would be over before. */
function asksTooMuch(failure: Failure | undefined, calling: Calling, progress: Progress): boolean {
  return (failure?.retryAfterMs ?? 0) > remaining(calling, progress);
}

function tell(waitMs: number, failure: Failure | undefined, call: ServiceCall, calling: Calling): void {
  if (waitMs < TELL_FROM_MS || !calling.shared.mayTell(call.operation)) return;
  calling.say(`waiting ${Math.round(waitMs / 1000)} s for ${calling.name} ${call.operation}: ${reason(failure)}`);
}

function reason(failure: Failure | undefined): string {
  if (failure === undefined) return "the service limits calls";
  const code = failure.cloudCode === "" ? "" : ` (${failure.cloudCode})`;
  if (failure.category === "throttled") return `the service limits calls${code}`;
  return `the last attempt failed${code}`;
}
