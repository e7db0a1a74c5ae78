/** What kind of value an option takes. */
export type OptionType = "integer" | "number" | "text" | "list" | "flag";

interface KindRules {
  /** Options of this kind beside the schedule. */
  readonly options: Readonly<Record<string, OptionType>>;
  readonly required?: readonly string[];
  /** `set.<Field>=value` is part of it. */
  readonly sets?: true;
  /** Where the fault strikes: it ends the request, or it changes how the request is served. */
  readonly role: "ends" | "shapes";
  /** Only operations that change, or only those that read. Absent: both. */
  readonly only?: "writes" | "reads";
}

/** Every fault the emulator can inject; docs/emulator.md says what each does. */
export const FAULT_KINDS = {
  "lost-response": { role: "ends", options: {} },
  "lost-request": { role: "ends", options: {} },
  reset: { role: "ends", options: { effect: "flag" } },
  throttle: { role: "ends", options: { "retry-after": "number" } },
  "rate-limit": {
    role: "ends",
    options: { rps: "number", burst: "number", per: "text", "retry-after": "number" },
    required: ["rps"],
  },
  "server-error": { role: "ends", options: { status: "integer", effect: "flag" } },
  html: { role: "ends", options: { status: "integer", effect: "flag" } },
  empty: { role: "ends", options: {} },
  stranger: { role: "ends", options: { bare: "flag", effect: "flag" } },
  truncated: { role: "ends", options: {} },
  concurrent: { role: "ends", only: "writes", options: {} },
  "expired-credentials": { role: "ends", options: {} },
  forbidden: { role: "ends", options: {} },
  quota: { role: "ends", only: "writes", options: {} },
  slow: { role: "shapes", options: { ms: "integer" }, required: ["ms"] },
  repeated: { role: "shapes", only: "writes", options: { inside: "flag" } },
  partial: { role: "shapes", only: "writes", options: { share: "number", users: "list" } },
  "late-visibility": { role: "shapes", only: "reads", options: { ms: "integer" }, required: ["ms"] },
  "clock-skew": { role: "shapes", options: { ms: "integer" }, required: ["ms"] },
  "changed-by-other": { role: "shapes", options: { user: "text" }, sets: true },
  "deleted-by-other": { role: "shapes", options: { user: "text" } },
} as const satisfies Readonly<Record<string, KindRules>>;

export type FaultKind = keyof typeof FAULT_KINDS;

/** The rules of a kind, seen alike for all kinds. */
export function kindRules(kind: FaultKind): KindRules {
  return FAULT_KINDS[kind];
}

export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULT_KINDS, text);
}

/** When a rule strikes among the calls it matches; all that are given must agree. */
export const SCHEDULE_OPTIONS = {
  /** Probability, 0 to 1. */
  p: "number",
  /** The first n calls. */
  first: "integer",
  /** Every nth call. */
  every: "integer",
  /** All calls after the nth. */
  after: "integer",
  /** Exactly these calls, counted from 1. */
  at: "list",
  /** At most n times in all. */
  count: "integer",
} as const satisfies Readonly<Record<string, OptionType>>;

/** One fault rule, checked. Option values have the type their kind says. */
export interface FaultRule {
  readonly service: string;
  readonly operation: string;
  readonly kind: FaultKind;
  readonly options: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly set: Readonly<Record<string, unknown>>;
  /** The rule as it was written, for `GET /_rollcall/faults`. */
  readonly text: string;
}
