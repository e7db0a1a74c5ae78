import type { Ledger } from "./ledger";
import { outcomeOf } from "./ledger";
import type { Random } from "./random";
import type { EmulatedService, ServiceContext } from "./service";
import type { Store } from "./store/store";
import type { Tables } from "./store/tables";
import type { WireAnswer, WireRequest } from "./wire";

/** What happens to a request in the end: an answer, or a connection that ends without one. */
export type Outcome = { readonly kind: "answer"; readonly answer: WireAnswer } | { readonly kind: "closed" } | { readonly kind: "reset" };

/** What the gateway works with. */
export interface GatewayParts {
  readonly services: readonly EmulatedService[];
  readonly store: Store;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly firstUse: (text: string) => boolean;
  /** Milliseconds every request takes before its service sees it. */
  readonly latencyMs: number;
}

const UNROUTED: WireAnswer = { status: 404, body: { message: "This Rollcall emulator has no service for the request." } };

/** Takes a request to its service: ledger, latency, the stored world. */
export class Gateway {
  constructor(private readonly parts: GatewayParts) {}

  async handle(request: WireRequest): Promise<Outcome> {
    const service = this.parts.services.find((candidate) => candidate.claims(request));
    if (service === undefined) return { kind: "answer", answer: UNROUTED };
    const done = this.parts.ledger.begin(`${service.name}:${service.operation(request) ?? "unknown operation"}`);
    if (this.parts.latencyMs > 0) await this.parts.sleep(this.parts.latencyMs);
    const outcome: Outcome = { kind: "answer", answer: await this.#run(service, request) };
    done(outcomeOf(outcome.answer));
    return outcome;
  }

  /** Runs the service over the stored world. A failure of the emulator itself is said in a header, never in a service's words. */
  async #run(service: EmulatedService, request: WireRequest): Promise<WireAnswer> {
    const { store, now, random, firstUse } = this.parts;
    const use = (tables: Tables): WireAnswer => {
      const context: ServiceContext = { tables, now, random, identity: store.identity, visibilityDelayMs: 0, firstUse };
      return service.handle(request, context);
    };
    try {
      return await (service.writes(request) ? store.write(use) : store.read(use));
    } catch (error) {
      const answer = service.faultAnswer("server-error", request);
      const reason = error instanceof Error ? error.message : "unknown";
      return { ...answer, headers: { ...answer.headers, "x-rollcall-emulator-error": encodeURIComponent(reason) } };
    }
  }
}
