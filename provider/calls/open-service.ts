import type { Service } from "../model/service";
import { systemClock } from "./clock";
import { errorOf } from "./failure";
import { Company } from "./company";
import { gather } from "./gather";
import { perform, type Calling } from "./retry";

/** Longest time one call may take with all its repeats, in milliseconds. */
const DEADLINE_MS = 10 * 60_000;

type Usual = Pick<Calling, "clock" | "random" | "deadlineMs">;

/** How one service is called; by the machine's clock, chance and {@link DEADLINE_MS} unless something else is said. */
export type ServiceOptions = Omit<Calling, keyof Usual> & Partial<Usual>;

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
