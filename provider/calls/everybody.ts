import type { Failure, Service } from "../model/service";
import type { Observed } from "../model/values";
import type { Page } from "./listings";

/** How often a listing that changed while it was read is read in all. */
const READINGS = 3;

/**
 * Everybody in a directory, each once. Where somebody leaves between two pages, those behind move up, and one of them is on neither: a
 * listing that its count gives away is read again. One that keeps changing is what any reading showed, so that nobody who stays is missed.
 * @param operation what the pages are asked by, for the error
 * @throws RollcallError where a page of before came in place of the next one each time, so that what is behind it is unknown
 */
export async function* everybody<T extends Observed>(
  service: Pick<Service, "error">,
  operation: string,
  page: (from: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T> {
  const shown = new Set<string>();
  for (let left = READINGS; left > 0; left--) {
    const reading = new Reading();
    for await (const users of reading.pages(page))
      for (const user of users) {
        if (user.ref.id !== "" && shown.has(user.ref.id)) continue;
        shown.add(user.ref.id);
        yield user;
      }
    if (reading.isSteady()) return;
    if (left === 1 && reading.isStuck) throw service.error(STUCK, operation);
  }
}

const STUCK: Failure = {
  category: "no-answer",
  cloudCode: "",
  message: "a page that was there before came in place of the next one, so that what is behind it is unknown",
  remedy: "Run again. If it stays so, look for a proxy on the way that answers in the service's place.",
};

/** One reading of a listing from its first page on. */
class Reading {
  /** Whether it ended in a page that showed nobody new. */
  isStuck = false;
  private readonly ids = new Set<string>();
  private readonly asked = new Set<string>();
  private count = 0;
  private readonly totals: number[] = [];

  async *pages<T extends Observed>(page: (from: string | undefined) => Promise<Page<T>>): AsyncGenerator<readonly T[]> {
    for (let from: string | undefined; !this.isStuck;) {
      const { users, total, next } = await page(from);
      const before = this.ids.size;
      for (const { ref } of users) this.ids.add(ref.id);
      this.count++;
      if (total !== undefined) this.totals.push(total);
      yield users;
      // A service that names a page again, or shows one again, would be asked without end.
      const isNamedAgain = next !== undefined && this.asked.has(next);
      this.isStuck = isNamedAgain || (users.length > 0 && this.ids.size === before);
      if (next === undefined) return;
      this.asked.add(next);
      from = next;
    }
  }

  /** Whether nobody can have been missed, as far as counts tell. */
  isSteady(): boolean {
    const [first, last] = [this.totals[0], this.totals.at(-1)];
    if (first === undefined || last === undefined) return !this.isStuck;
    return this.count === 1 || (last >= first && this.ids.size >= last);
  }
}
