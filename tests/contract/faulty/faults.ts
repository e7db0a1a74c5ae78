import { type openTap } from "../directories/harness/tap";
import { spoilers } from "./spoilers";

/** Something that goes wrong all through a command. */
export interface Fault {
  readonly what: string;
  /** Faults of the service itself, without the directory's name. */
  readonly rules: readonly string[];
  /** What somebody on the way makes of answers. */
  readonly bend: Parameters<typeof openTap>[1];
}

const AT_SERVICE = [
  "* throttle p=",
  "* throttle retry-after=1 p=",
  "* lost-response p=",
  "* lost-request p=",
  "* reset p=",
  "* server-error p=",
  "* server-error status=200 p=",
  "* html p=",
  "* html status=200 p=",
  "* stranger p=",
  "* stranger bare p=",
  "* empty p=",
  "* truncated p=",
  "* clock-skew ms=1200000 p=",
  "* expired-credentials p=",
  "* forbidden p=",
];

/** All faults by name, each for a share of the calls. */
export const FAULTS: Readonly<Record<string, (share: number, random: () => number) => Fault>> = {
  ...Object.fromEntries(
    AT_SERVICE.map((rule) => [rule, (share: number) => ({ what: `${rule}${share}`, rules: [`${rule}${share}`], bend: () => undefined })]),
  ),
  ...Object.fromEntries(
    Object.entries(spoilers).map(([what, spoil]) => [
      what,
      (share: number, random: () => number) => {
        const before = new Map<string, Buffer>();
        const bend: Fault["bend"] = (tapped) => {
          const spoiled = random() < share ? spoil(tapped.raw, { ...tapped, random, before }) : undefined;
          before.set(tapped.operation, tapped.raw.body);
          return spoiled;
        };
        return { what: `${what}, for ${share} of the answers`, rules: [], bend };
      },
    ]),
  ),
};

/** Some of them by chance: each kind for few of the calls, for some or for all. */
export function drawn(random: () => number, count: number): readonly Fault[] {
  const all = Object.values(FAULTS);
  const shares = [0.05, 0.3, 1];
  return Array.from({ length: Math.min(count, all.length) }, () => {
    const [make] = all.splice(Math.floor(random() * all.length), 1);
    if (make === undefined) throw new Error("there is no fault left");
    return make(shares[Math.floor(random() * shares.length)] ?? 1, random);
  });
}
