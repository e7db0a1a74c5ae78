import type { Draw } from "./draw";
import type { People } from "./people";

/** Every way for things to go wrong, with its options. */
const FAULTS: readonly string[] = [
  "lost-response",
  "lost-request",
  "reset",
  "reset effect",
  "slow ms=40000",
  "slow ms=3000",
  "throttle",
  "throttle retry-after=3",
  "rate-limit rps=3 burst=2",
  "server-error",
  "server-error effect",
  "html",
  "html effect",
  "html status=504 effect",
  "empty",
  "truncated",
  "partial share=0.5",
  "late-visibility ms=5000",
  "late-visibility ms=90000",
  "concurrent",
  "expired-credentials",
  "forbidden",
  "quota",
  "clock-skew ms=1200000",
  "server-error status=200",
  "server-error status=200 effect",
  "stranger",
  "stranger effect",
  "stranger bare",
  "stranger bare effect",
  "repeated",
  "repeated inside",
];

/** Up to four rules for one run, without the service's name. `keys`: users whom somebody else may change or remove. */
export function randomFaults(people: People, keys: readonly string[], n: number, draw: Draw): readonly string[] {
  const rules = Array.from({ length: draw.number(5) }, () => `"${operation(people, draw)}" ${draw.pick(FAULTS)} ${when(draw)}`);
  if (keys.length > 0 && draw.chance(0.2))
    rules.push(`* changed-by-other user=${draw.pick(keys)} ${people.meddle(n, draw)} at=${1 + draw.number(12)}`);
  // Between the look at a user and the write.
  const others = [`changed-by-other ${people.meddle(n, draw)}`, "deleted-by-other"];
  if (draw.chance(0.15)) rules.push(`"${draw.pick(people.changes)}" ${draw.pick(others)} ${when(draw)}`);
  if (keys.length > 0 && draw.chance(0.15)) rules.push(`* deleted-by-other user=${draw.pick(keys)} at=${1 + draw.number(12)}`);
  return rules;
}

function operation(people: People, draw: Draw): string {
  const target = draw.random();
  if (target < 0.4) return people.naming.create;
  return target < 0.7 ? "*" : draw.pick(people.changes);
}

function when(draw: Draw): string {
  return draw.pick([
    "p=0.1",
    "p=0.3",
    "p=0.6",
    `first=${1 + draw.number(3)}`,
    `every=${2 + draw.number(4)}`,
    `at=${1 + draw.number(6)},${7 + draw.number(6)}`,
    `after=${2 + draw.number(8)}`,
    `after=${draw.number(5)} count=${1 + draw.number(3)}`,
  ]);
}
