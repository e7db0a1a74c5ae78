/** When the first line about long work is due, and the longest time between two, in milliseconds. */
const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;

/**
 * Tells how far work on many is, however many they are: the first line after five seconds, each further one after twice as long, up to a minute.
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
