/** Ways for calls of a doomed run to go wrong, each over within seconds. */
const FAULTS = [
  "lost-response",
  "lost-request",
  "reset",
  "reset effect",
  "server-error",
  "server-error effect",
  "html",
  "html effect",
  "empty",
  "truncated",
  "throttle",
  "throttle retry-after=1",
  "rate-limit rps=3 burst=1",
  "concurrent",
  "partial share=0.5",
  "late-visibility ms=1500",
  "slow ms=700",
  "expired-credentials",
  "forbidden",
  "quota",
  "clock-skew ms=1200000",
] as const;
const WHEN = ["at=1", "at=2", "first=2", "every=3", "p=0.3", "after=2 count=2"] as const;

/**
 * Up to three rules for the calls of one service. `meddle`: what somebody else sets, for a user whom state already holds;
 * `user`: whom.
 */
export function randomFaults(
  service: string,
  { user, meddle }: { readonly user: string; readonly meddle: string },
  random: () => number,
): readonly string[] {
  const pick = <T>(from: readonly T[]): T => {
    const [picked] = from.slice(Math.floor(random() * from.length));
    if (picked === undefined) throw new Error("there is nothing to pick from");
    return picked;
  };
  const rules = Array.from({ length: Math.floor(random() * 4) }, () => `${service}:* ${pick(FAULTS)} ${pick(WHEN)}`);
  const other = random();
  if (other < 0.15) rules.push(`${service}:* changed-by-other user=${user} ${meddle} at=2`);
  else if (other < 0.25) rules.push(`${service}:* deleted-by-other user=${user} at=2`);
  return rules;
}
