import type { Answer, Classify, Service } from "../../../provider/model/service";
import { openService } from "../../../provider/calls/open-service";
import { newCallState, type CallState } from "../../../provider/calls/shared-state";
import { newSecrets } from "../../../provider/model/secrets";
import { seeded, type VirtualClock } from "./virtual-clock";

/** Whether a service takes a call that arrives now. */
export type Gate = (now: number) => boolean;

/** A bucket of `size` calls that refills by `rate` a second. */
export function bucket(rate: number, size: number): Gate {
  let tokens = size;
  let last = Number.NaN;
  return (now) => {
    if (!Number.isNaN(last)) tokens = Math.min(size, tokens + ((now - last) * rate) / 1000);
    last = now;
    // A hair of slack, since the sums above are not exact.
    if (tokens < 1 - 1e-9) return false;
    tokens -= 1;
    return true;
  };
}

/** At most `count` calls in each stretch of `ms`, counted anew at each. */
export function fixedWindow(count: number, ms: number): Gate {
  let window = -1;
  let used = 0;
  return (now) => {
    const at = Math.floor(now / ms);
    if (at !== window) used = 0;
    window = at;
    return ++used <= count;
  };
}

/** A service behind a gate, as the provider sees it, with counts of what reached it. */
export interface Simulation {
  readonly service: Service;
  readonly lines: string[];
  readonly arrivals: number[];
  accepted: number;
  refused: number;
  call(): Promise<unknown>;
}

/** What a simulated service answers by: 429 is a throttle, everything else from 300 on is permanent. */
export const classify: Classify = ({ status, headers }) => {
  if (status < 300) return undefined;
  const hint = headers["retry-after"];
  return {
    category: status === 429 ? "throttled" : status >= 500 ? "transient" : "invalid",
    cloudCode: status === 429 ? "Throttling.User" : `Code${status}`,
    message: `status ${status}`,
    status,
    ...(hint !== undefined && { retryAfterMs: Number(hint) * 1000 }),
  };
};

/** A service that takes `latencyMs` (give or take a fifth) and is limited by a gate at its door. */
export function simulate(
  clock: VirtualClock,
  gate: Gate,
  options: { readonly latencyMs?: number; readonly retryAfter?: string; readonly seed?: number; readonly shared?: CallState } = {},
): Simulation {
  const random = seeded(options.seed ?? 1);
  const latency = options.latencyMs ?? 50;
  const lines: string[] = [];
  const service = openService({
    name: "EDS",
    classify,
    timeoutMs: 30_000,
    secrets: newSecrets(),
    shared: options.shared ?? newCallState(clock, random),
    say: (line) => lines.push(line),
    clock,
    random,
  });
  const simulation: Simulation = {
    service,
    lines,
    arrivals: [],
    accepted: 0,
    refused: 0,
    call: () =>
      service.call({
        operation: "CreateUser",
        effect: "once",
        send: async (): Promise<Answer> => {
          await clock.sleep((latency / 2) * (0.8 + 0.4 * random()));
          simulation.arrivals.push(clock.now());
          const taken = gate(clock.now());
          if (taken) simulation.accepted++;
          else simulation.refused++;
          await clock.sleep((latency / 2) * (0.8 + 0.4 * random()));
          if (taken) return { status: 200, headers: {}, body: {} };
          return { status: 429, headers: options.retryAfter === undefined ? {} : { "retry-after": options.retryAfter }, body: {} };
        },
      }),
  };
  return simulation;
}

/** Makes `count` calls, never more than `width` at a time, as the engine does. */
export async function runAll(count: number, width: number, call: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: width }, worker));
}
