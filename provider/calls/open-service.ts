import type { Identity } from "../model/credentials";
import type { Classify, Secrets, Service } from "../model/service";
import { systemClock, type Clock } from "./clock";
import { errorOf } from "./failure";
import { Company } from "./company";
import { gather } from "./gather";
import { perform, type Calling } from "./retry";
import type { CallState } from "./shared-state";

/** Longest time one call may take with all its repeats, in milliseconds. */
const DEADLINE_MS = 10 * 60_000;

/** How one service is called. */
export interface ServiceOptions {
  /** The service as texts name it, e.g. `Alibaba Cloud EDS`. */
  readonly name: string;
  readonly classify: Classify;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly secrets: Secrets;
  /** Who calls; absent where keys never run out. */
  readonly identity?: Identity;
  /** What all services of the account share: `callStateFor(account, …)`. */
  readonly shared: CallState;
  /** Takes one line about a wait of more than five seconds. */
  readonly say: (line: string) => void;
  readonly clock?: Clock;
  /** A number in [0, 1). */
  readonly random?: () => number;
  /** Default {@link DEADLINE_MS}. */
  readonly deadlineMs?: number;
  /** Whether the run was cancelled. Default: never. */
  readonly isCancelled?: () => boolean;
}

/** Opens a service: rate limit, retries, budget and deadline for single calls, and gathering for those that take many. */
export function openService(options: ServiceOptions): Service {
  const calling: Calling = { clock: systemClock, random: Math.random, deadlineMs: DEADLINE_MS, ...options };
  const { clock, secrets, shared } = calling;
  const company = new Company(clock);
  return {
    call: (call) => perform(call, calling),
    batch: (spec) => gather(spec, clock, company),
    exclusive: (task) => shared.exclusive(task),
    error: (failure, operation) => errorOf(failure, { service: options.name, operation, secrets }),
    now: () => clock.now(),
    sleep: (ms) => clock.sleep(ms),
    secrets,
  };
}
