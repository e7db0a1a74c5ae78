import type { Context } from "../context";

/** Work that is shorter passes without a word, in milliseconds. Each further line waits twice as long as the one before, up to a minute. */
const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;

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
  let wait = FIRST_MS;
  let due = service.now() + wait;
  return async (work) => {
    const result = await work;
    if ((result.failures ?? []).length === 0) finished++;
    if (finished < total && service.now() >= due) {
      say(`${kind.directory.name} users of the set: ${counted(finished)} of ${counted(total)} ${done}`);
      wait = Math.min(2 * wait, LONGEST_MS);
      due = service.now() + wait;
    }
    return result;
  };
}

const NUMBERS = new Intl.NumberFormat("en-US");

/** A count as people read it: `12,000`. */
export function counted(count: number): string {
  return NUMBERS.format(count);
}
