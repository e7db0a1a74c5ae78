import type { Context } from "../context";

/** When the first line about long work is due, and the longest time between two, in milliseconds. */
const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;

/**
 * Spaces out lines about long work: the first is said after five seconds, each further one after twice as long, up to a minute.
 * @returns takes the line that would be said now
 */
export function paced(say: (line: string) => void, now: () => number): (line: () => string) => void {
  let wait = FIRST_MS;
  let due = now() + wait;
  return (line) => {
    if (now() < due) return;
    say(line());
    wait = Math.min(2 * wait, LONGEST_MS);
    due = now() + wait;
  };
}

/**
 * Tells how far work on many people is: `eds users of the set: 41,200 of 100,000 created`.
 * @param done what has become of them, such as `created`
 * @returns what each person's work is to pass through; a person for whom something failed does not count
 */
export function progressOf(
  { kind, service, say }: Pick<Context, "kind" | "service" | "say">,
  done: string,
  total: number,
): <T>(work: Promise<T & { readonly failures?: readonly unknown[] }>) => Promise<T> {
  let finished = 0;
  const tell = paced(say, () => service.now());
  return async (work) => {
    const result = await work;
    if ((result.failures ?? []).length === 0) finished++;
    if (finished < total)
      tell(() => `${kind.directory.name} users of the set: ${counted(finished)} of ${counted(total)} ${done}`);
    return result;
  };
}

const NUMBERS = new Intl.NumberFormat("en-US");

/** A count as people read it: `12,000`. */
export function counted(count: number): string {
  return NUMBERS.format(count);
}

/**
 * People under way at once: what eight of the largest calls take (EDS DescribeUsers, 500), so that calls stay full. Everybody at
 * once would keep some kilobytes for each of a hundred thousand who wait.
 */
const UNDER_WAY = 4_000;

/**
 * Does something for many people, the next ones as others are done.
 * @returns the results by person, in the order of the people
 */
export async function inTurn<T, R>(people: readonly T[], work: (one: T) => Promise<R>): Promise<ReadonlyMap<T, R>> {
  const results: (readonly [T, R])[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < people.length; at = next++) {
      const one = people[at];
      if (one !== undefined) results[at] = [one, await work(one)];
    }
  };
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, people.length) }, lane));
  return new Map(results);
}
