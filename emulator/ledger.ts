import { member } from "./untyped";
import type { Outcome } from "./wire";

/** What the ledger knows about one operation since the last reset. */
export interface OperationCalls {
  readonly count: number;
  /** Most requests of this operation that were open at the same moment. */
  readonly peakInFlight: number;
  /** How often each outcome occurred: `200`, `400 Throttling.User`, `closed`, `reset`. */
  readonly outcomes: Readonly<Record<string, number>>;
}

interface Entry {
  count: number;
  inFlight: number;
  peakInFlight: number;
  outcomes: Map<string, number>;
}

/** The vendor's error code in an answer: Alibaba's `Code`, Huawei's `error_code`, Volcengine's `ResponseMetadata.Error.Code`. */
function vendorCode(body: unknown): string | undefined {
  const candidates = [
    member(body, "Code"),
    member(body, "error_code"),
    member(member(member(body, "ResponseMetadata"), "Error"), "Code"),
  ];
  return candidates.find((candidate): candidate is string => typeof candidate === "string");
}

/** How the ledger names an outcome. */
export function outcomeName(outcome: Outcome): string {
  if (outcome.kind !== "answer") return outcome.kind;
  const { status, body } = outcome.answer;
  const code = status >= 400 ? vendorCode(body) : undefined;
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** Counts every request that reached a service, refused ones too. Holds names and numbers only, never parameters. */
export class Ledger {
  #entries = new Map<string, Entry>();

  /** Counts a request and returns what to call with its outcome. */
  begin(name: string): (outcome: string) => void {
    let entry = this.#entries.get(name);
    if (entry === undefined) {
      entry = { count: 0, inFlight: 0, peakInFlight: 0, outcomes: new Map() };
      this.#entries.set(name, entry);
    }
    const open = entry;
    open.count += 1;
    open.inFlight += 1;
    open.peakInFlight = Math.max(open.peakInFlight, open.inFlight);
    return (outcome) => {
      open.inFlight -= 1;
      open.outcomes.set(outcome, (open.outcomes.get(outcome) ?? 0) + 1);
    };
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.#entries].map(([name, entry]) => [name, entry.count]));
  }

  details(): Record<string, OperationCalls> {
    return Object.fromEntries(
      [...this.#entries].map(([name, { count, peakInFlight, outcomes }]) => [
        name,
        { count, peakInFlight, outcomes: Object.fromEntries(outcomes) },
      ]),
    );
  }

  reset(): void {
    this.#entries = new Map();
  }
}
