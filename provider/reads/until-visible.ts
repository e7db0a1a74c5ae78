import type { Service } from "../calls/service";

/** Waits between look-ups of a user that must exist but is not visible yet: reports speak of up to a minute. */
const WAITS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Repeats a fresh look-up until it finds something, for about a minute; `undefined` when it never does. */
export async function untilVisible<T>(service: Pick<Service, "sleep">, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const wait of WAITS_MS) {
    if (wait > 0) await service.sleep(wait);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
