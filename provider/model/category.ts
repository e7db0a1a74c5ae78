/**
 * What a failure means, whichever cloud said it. Retries, the lifecycle and the remedies look at the category and never at
 * a vendor's code; each directory's `errors.ts` maps codes to categories.
 */
export type Category =
  /** The account, network or host could not be used: wrong key, bad signature, expired token, clock. */
  | "auth"
  /** The key is good but may not do this. Never means that a user is missing. */
  | "forbidden"
  /** The request is wrong and will stay wrong. */
  | "invalid"
  /** A user (or other named member) does not exist. The only category that may count as "gone". */
  | "not-found"
  /** The instance, tenant or service around the user is missing or not enabled. Never drops a user. */
  | "parent-missing"
  | "already-exists"
  /** Another account has a value, beside the natural key, that only one may have. */
  | "value-taken"
  /** Slow down and repeat; the service did nothing. */
  | "throttled"
  /** A limit that waiting does not lift. */
  | "quota"
  /** Another write was in progress; the service did nothing. */
  | "concurrent"
  /** The state of the user forbids this: synchronised from elsewhere, still in use. */
  | "precondition"
  /** The service failed; whether it acted is unknown. */
  | "transient"
  /** No readable answer: time-out, reset, HTML, truncated. Whether the service acted is unknown. */
  | "no-answer"
  /** Nothing reached the service: connection refused, name not resolved. */
  | "unreachable"
  /** Wrong action, version, path or host. Never means that a user is missing. */
  | "routing";

/** Categories after which it is unknown whether the service acted, so that a create must look before it repeats. */
export function isAmbiguous(category: Category): boolean {
  return category === "transient" || category === "no-answer";
}

/** Categories that a repeat may cure. */
export function isRepeatable(category: Category): boolean {
  return isAmbiguous(category) || category === "throttled" || category === "concurrent" || category === "unreachable";
}
