import { seededRandom, type Random } from "../random";
import { kindRules, type FaultKind, type FaultRule } from "./kinds";
import { Schedule } from "./schedule";
import { TokenBucket } from "./token-bucket";

/** The call that faults are planned for. */
export interface FaultCall {
  readonly service: string;
  readonly operation: string;
  readonly writes: boolean;
}

/** A user changed or removed by somebody else just before the call. No `user` means the one the call addresses. */
export interface OtherHand {
  readonly user: string | undefined;
  readonly change: { readonly set?: Readonly<Record<string, unknown>>; readonly remove?: boolean };
}

/** What is to go wrong with one call. */
export interface FaultPlan {
  readonly slowMs: number;
  readonly skewMs: number;
  readonly visibilityDelayMs: number;
  readonly otherHands: readonly OtherHand[];
  /** The call is carried out twice: sent twice by a proxy, or done twice behind the check of the signature. */
  readonly repeated: "sent" | "done" | undefined;
  readonly refusesMember: (member: string) => boolean;
  /** The fault that ends the call, if any. */
  readonly ending: FaultRule | undefined;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly matches: (call: FaultCall) => boolean;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly buckets: Map<string, TokenBucket>;
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s");
}

function matcher({ service, operation, kind }: FaultRule): ActiveRule["matches"] {
  const expression = wildcard(operation);
  const { only } = kindRules(kind);
  return (call) =>
    (service === "*" || service === call.service) &&
    expression.test(call.operation) &&
    (only === undefined || (only === "writes") === call.writes);
}

function milliseconds(rules: readonly FaultRule[], kind: FaultKind): number {
  return rules.filter((rule) => rule.kind === kind).reduce((sum, rule) => sum + Number(rule.options["ms"]), 0);
}

/** The faults in force. The same seed, rules and order of calls give the same faults. */
export class Faults {
  #active: readonly ActiveRule[] = [];
  #injected = new Map<FaultKind, number>();

  constructor(
    private readonly seed: number | undefined,
    private readonly now: () => number,
  ) {}

  /** Puts these rules in the place of the former ones; totals by kind go on counting. */
  replace(rules: readonly FaultRule[]): void {
    this.#active = rules.map((rule, index) => {
      const random = seededRandom(this.seed, `fault ${index}`);
      return {
        rule,
        matches: matcher(rule),
        schedule: new Schedule(rule.options, random),
        random: seededRandom(this.seed, `members ${index}`),
        buckets: new Map(),
      };
    });
  }

  /** Decides the fate of one call. The first rule that ends it is the last that sees it. */
  plan(call: FaultCall): FaultPlan {
    const struck: ActiveRule[] = [];
    for (const active of this.#active) {
      if (!active.matches(call) || !active.schedule.strikesNow() || this.#isWithinRate(active, call)) continue;
      struck.push(active);
      if (active.rule.kind !== "partial") this.#count(active);
      if (kindRules(active.rule.kind).role === "ends") break;
    }
    const rules = struck.map(({ rule }) => rule);
    return {
      slowMs: milliseconds(rules, "slow"),
      skewMs: milliseconds(rules, "clock-skew"),
      visibilityDelayMs: milliseconds(rules, "late-visibility"),
      otherHands: rules.flatMap(otherHand),
      repeated: repetition(rules.find(({ kind }) => kind === "repeated")),
      refusesMember: (member) =>
        struck.some((active) => active.rule.kind === "partial" && this.#refuses(active, member)),
      ending: rules.find(({ kind }) => kindRules(kind).role === "ends"),
    };
  }

  /** What is in force and what was injected, for `GET /_rollcall/faults`. */
  report(): { rules: { rule: string; calls: number; injected: number }[]; injected: Record<string, number> } {
    return {
      rules: this.#active.map(({ rule, schedule }) => ({
        rule: rule.text,
        calls: schedule.calls,
        injected: schedule.strikes,
      })),
      injected: Object.fromEntries(this.#injected),
    };
  }

  /** Sets the totals by kind back to nothing. */
  resetTotals(): void {
    this.#injected = new Map();
  }

  #count({ rule, schedule }: ActiveRule): void {
    schedule.struck();
    this.#injected.set(rule.kind, (this.#injected.get(rule.kind) ?? 0) + 1);
  }

  /** A member is refused by name, or with the probability `share` (one half unless given). Counted per member. */
  #refuses(active: ActiveRule, member: string): boolean {
    const { users, share } = active.rule.options;
    const refused = Array.isArray(users)
      ? users.includes(member)
      : active.random() < (typeof share === "number" ? share : 0.5);
    if (refused) this.#count(active);
    return refused;
  }

  #isWithinRate({ rule, buckets }: ActiveRule, call: FaultCall): boolean {
    if (rule.kind !== "rate-limit") return false;
    const rate = Number(rule.options["rps"]);
    const key = rule.options["per"] === "operation" ? `${call.service}:${call.operation}` : call.service;
    const now = this.now();
    const bucket = buckets.get(key) ?? new TokenBucket(rate, Math.max(1, Number(rule.options["burst"] ?? rate)), now);
    buckets.set(key, bucket);
    return bucket.take(now);
  }
}

function repetition(rule: FaultRule | undefined): FaultPlan["repeated"] {
  if (rule === undefined) return undefined;
  return rule.options["inside"] === true ? "done" : "sent";
}

function otherHand({ kind, options, set }: FaultRule): OtherHand[] {
  const user = typeof options["user"] === "string" ? options["user"] : undefined;
  if (kind === "changed-by-other") return [{ user, change: { set } }];
  return kind === "deleted-by-other" ? [{ user, change: { remove: true } }] : [];
}
