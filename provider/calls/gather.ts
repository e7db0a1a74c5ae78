import type { Category } from "../model/category";
import { asRollcallError, RollcallError } from "../model/error";
import { kept } from "../model/kept";
import type { Clock } from "./clock";
import { Company } from "./company";
import type { BatchSpec, Outcome } from "../model/service";

/** A burst counts as over when nothing has arrived for this long, in milliseconds. All that a lone request ever waits. */
const QUIET_MS = 2;
/** Longest wait for a burst to end, in milliseconds. */
const BURST_MS = 10;
/** Longest wait behind calls in flight while there is room for another, in milliseconds. */
const BEHIND_MS = 1_000;
const DEFAULT_CONCURRENCY = 8;

/** Failures of a whole call that a single bad member can have caused. */
const BY_ONE_MEMBER: ReadonlySet<Category | undefined> = new Set<Category>([
  "invalid",
  "not-found",
  "already-exists",
  "value-taken",
  "precondition",
  "quota",
]);

interface Member<I, O> {
  readonly item: I;
  readonly at: number;
  /** The burst that it belongs to. */
  readonly burst: number;
  resolve(value: O): void;
  reject(error: RollcallError): void;
}

type Batch<I, O> = readonly Member<I, O>[];

/**
 * Gathers single requests into calls that take many. Requests that arrive together share calls; a request alone leaves after
 * {@link QUIET_MS}; requests that trickle in while a call is in flight collect behind it and leave shortly after it returns, with those that its answers make room for.
 * @param company what all calls of the service know of the engine's pace
 */
export function gather<I, O>(
  spec: BatchSpec<I, O>,
  clock: Clock,
  company = new Company(clock),
): (item: I) => Promise<O> {
  const limit = Math.max(1, spec.limit);
  const concurrency = spec.concurrency ?? DEFAULT_CONCURRENCY;
  /** Members that wait for company, oldest group first; no group reaches the limit. */
  const groups = new Map<string, Member<I, O>[]>();
  /** Batches that only wait for room. */
  const ready: Batch<I, O>[] = [];
  /** The calls in flight, each with the burst in which it left. */
  const flights = new Set<{ readonly burst: number }>();
  let burst = 0;
  let lastArrival = 0;
  let bursting = false;
  let patient = false;

  function add(member: Member<I, O>): void {
    company.arrived(groups.size > 0 ? member.at - lastArrival : undefined);
    lastArrival = member.at;
    const key = spec.groupBy?.(member.item) ?? "";
    const group = kept(groups, key, () => []);
    if (group.push(member) >= limit) {
      groups.delete(key);
      ready.push(group);
      depart();
    } else if (!bursting) void watchBurst();
  }

  async function watchBurst(): Promise<void> {
    bursting = true;
    burst++;
    const start = clock.now();
    const quiet = (): number => Math.max(0, lastArrival + QUIET_MS - clock.now());
    do await clock.sleep(quiet());
    while (quiet() > 0 && clock.now() - start < BURST_MS);
    while (isCompanyDue() && !company.isOver(start)) await clock.sleep(QUIET_MS);
    bursting = false;
    depart();
    if (!patient) void watchPatience();
  }

  /** Where members are of several groups, company for one of them is not likely. */
  function isCompanyDue(): boolean {
    const [group, other] = groups.values();
    return group !== undefined && other === undefined && company.isDue(group.length, limit);
  }

  async function watchPatience(): Promise<void> {
    patient = true;
    while (groups.size > 0) {
      await clock.sleep(BEHIND_MS);
      depart();
    }
    patient = false;
  }

  function depart(): void {
    while (flights.size < concurrency) {
      const batch = ready.shift() ?? takeRipe();
      if (batch === undefined) return;
      const flight = { burst };
      flights.add(flight);
      void fly(batch).then(() => {
        flights.delete(flight);
        // After an answer the engine may send more at once; they then travel with those that wait.
        lastArrival = clock.now();
        if (groups.size > 0 && !bursting) void watchBurst();
        depart();
      });
    }
  }

  /** The oldest group, unless a burst lasts or it may wait for the return of a call that left in an earlier one. */
  function takeRipe(): Batch<I, O> | undefined {
    const [key, group] = groups.entries().next().value ?? [];
    const oldest = group?.[0];
    if (bursting || key === undefined || oldest === undefined) return undefined;
    const behind = [...flights].some((flight) => flight.burst < oldest.burst);
    if (behind && clock.now() - oldest.at < BEHIND_MS) return undefined;
    groups.delete(key);
    return group;
  }

  async function fly(batch: Batch<I, O>): Promise<void> {
    let outcomes: readonly Outcome<O>[];
    try {
      outcomes = await company.travel(batch.length, () => spec.run(batch.map((member) => member.item)));
    } catch (thrown) {
      const error = asRollcallError(thrown);
      if (spec.bisect && batch.length > 1 && BY_ONE_MEMBER.has(error.category)) {
        const middle = Math.ceil(batch.length / 2);
        ready.unshift(batch.slice(0, middle), batch.slice(middle));
      } else {
        company.answered(batch.length);
        for (const member of batch) member.reject(error);
      }
      return;
    }
    company.answered(batch.length);
    batch.forEach((member, index) => settle(member, outcomes[index] ?? noOutcome(spec.operation)));
  }

  return (item) =>
    new Promise<O>((resolve, reject) =>
      add({ item, at: clock.now(), burst: bursting ? burst : burst + 1, resolve, reject }),
    );
}

function settle<I, O>(member: Member<I, O>, outcome: Outcome<O>): void {
  if (outcome.ok) member.resolve(outcome.value);
  else member.reject(outcome.error);
}

function noOutcome(operation: string): Outcome<never> {
  const error = new RollcallError({
    code: "ERR_UNCERTAIN",
    category: "no-answer",
    summary: `${operation} answered without a word about this member.`,
    remedy: "Run again: Rollcall looks before it repeats.",
  });
  return { ok: false, error };
}
