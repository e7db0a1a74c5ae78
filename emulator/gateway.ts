import { errorText } from "./untyped";
import type { Behaviour } from "./behaviour";
import type { FaultPlan, Faults } from "./faults/faults";
import { ending, takesEffect } from "./faults/endings";
import type { Ledger } from "./ledger";
import { outcomeName } from "./ledger";
import type { Outcome, WireAnswer, WireRequest } from "./wire";
import type { Random } from "./random";
import type { EmulatedService, ServiceContext } from "./service";
import type { Store } from "./store/store";
import type { Tables } from "./store/tables";

/** What the gateway works with. */
export interface GatewayParts {
  readonly services: readonly EmulatedService[];
  readonly store: Store;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly random: Random;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly firstUse: (text: string) => boolean;
  /** Milliseconds every request takes before its service sees it. */
  readonly latencyMs: number;
  readonly behaviour?: Behaviour;
}

const UNROUTED: WireAnswer = {
  status: 404,
  body: { message: "This Rollcall emulator has no service for the request." },
};

/** Takes a request to its service: ledger, latency, faults, the stored world. */
export class Gateway {
  /** Services with `serialWrites` that are at a write now. */
  readonly #writing = new Set<EmulatedService>();

  constructor(private readonly parts: GatewayParts) {}

  async handle(request: WireRequest): Promise<Outcome> {
    const { services, ledger, faults } = this.parts;
    const service = services.find((candidate) => candidate.claims(request));
    if (service === undefined) return { kind: "answer", answer: UNROUTED };
    const operation = service.operation(request) ?? "unknown operation";
    const done = ledger.begin(`${service.name}:${operation}`);
    const writes = service.writes(request);
    const plan = faults.plan({ service: service.name, operation, writes });
    const serve = (): Promise<Outcome> => this.#serve(service, request, plan);
    const outcome = await (writes && service.serialWrites === true ? this.#alone(service, request, serve) : serve());
    done(outcomeName(outcome));
    return outcome;
  }

  /** Refuses a write that overlaps another one of its service. */
  async #alone(service: EmulatedService, request: WireRequest, serve: () => Promise<Outcome>): Promise<Outcome> {
    if (this.#writing.has(service)) return { kind: "answer", answer: service.faultAnswer("concurrent", request) };
    this.#writing.add(service);
    try {
      return await serve();
    } finally {
      this.#writing.delete(service);
    }
  }

  async #serve(service: EmulatedService, request: WireRequest, plan: FaultPlan): Promise<Outcome> {
    const { latencyMs, sleep } = this.parts;
    if (latencyMs > 0) await sleep(latencyMs);
    const outcome = await this.#outcome(service, request, plan);
    if (plan.slowMs > 0) await sleep(plan.slowMs);
    return outcome;
  }

  async #outcome(service: EmulatedService, request: WireRequest, plan: FaultPlan): Promise<Outcome> {
    try {
      await this.#otherHands(service, request, plan);
      const fault = plan.ending;
      if (fault !== undefined && !takesEffect(fault)) return ending(fault, service, request, undefined);
      const first = await this.#run(service, request, plan);
      const answer = plan.repeated === undefined ? first : await this.#run(service, request, plan, plan.repeated);
      return fault === undefined ? { kind: "answer", answer } : ending(fault, service, request, answer);
    } catch (error) {
      // A failure of the emulator itself (a full disk, a locked data file) is said in a header, not in the service's words.
      const answer = service.faultAnswer("server-error", request);
      const reason = encodeURIComponent(errorText(error, "message") ?? "unknown failure");
      return {
        kind: "answer",
        answer: { ...answer, headers: { ...answer.headers, "x-rollcall-emulator-error": reason } },
      };
    }
  }

  #run(
    service: EmulatedService,
    request: WireRequest,
    plan: FaultPlan,
    again?: FaultPlan["repeated"],
  ): Promise<WireAnswer> {
    const { store, random, behaviour = {} } = this.parts;
    const firstUse = again === "done" ? (): boolean => true : this.parts.firstUse;
    const now = (): number => this.parts.now() + plan.skewMs;
    const { visibilityDelayMs, refusesMember } = plan;
    const use = (tables: Tables): WireAnswer => {
      const context: ServiceContext = {
        tables,
        now,
        random,
        identity: store.identity,
        behaviour,
        visibilityDelayMs,
        firstUse,
        refusesMember,
      };
      return service.handle(request, context);
    };
    return service.writes(request) ? store.write(use) : store.read(use);
  }

  /** Somebody else changes or removes a user: the one the rule names, or the first existing one the request names. */
  async #otherHands(service: EmulatedService, request: WireRequest, { otherHands }: FaultPlan): Promise<void> {
    if (otherHands.length === 0) return;
    await this.parts.store.write((tables) => {
      for (const { user, change } of otherHands) {
        const candidates = user === undefined ? (service.addressed?.(request) ?? []) : [user];
        candidates.some((candidate) => service.drift?.(tables, candidate, change, this.parts.now()) === true);
      }
    });
  }
}
