import { kept } from "../model/kept";
import type { Service } from "../model/service";
import type { Observed } from "../model/values";

/** Pages of one listing under way at once: as many as single reads would be. */
const ABREAST = 8;

/**
 * How many numbered pages to fetch at once for so many readers: no more than they may fill, so that a few readers cost no
 * page that nobody asks for.
 */
export function abreast(readers: number, pageSize: number): number {
  return Math.max(1, Math.min(ABREAST, Math.ceil(readers / pageSize)));
}

/** Waits between look-ups of a user that must exist but is not visible yet: reports speak of up to a minute. */
const WAITS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Repeats a fresh look-up until it finds something, for about a minute; `undefined` when it never does. */
export async function untilVisible<T>(
  service: Pick<Service, "sleep">,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const wait of WAITS_MS) {
    if (wait > 0) await service.sleep(wait);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Everybody on the pages of a listing, each once, and each page asked for when those before it are used up. */
export function everyone<T extends Pick<Observed, "ref">>(
  page: (from: string | undefined) => Promise<{ readonly users: readonly T[]; readonly next?: string }>,
): AsyncGenerator<T> {
  return eachOnce(pagesOf(page));
}

/** Those on all pages. A page shows somebody of the one before it again when others were created in between. */
export async function* eachOnce<T extends Pick<Observed, "ref">>(
  pages: AsyncIterable<readonly T[]>,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  for await (const page of pages) {
    for (const one of page) {
      if (one.ref.id !== "" && seen.has(one.ref.id)) continue;
      seen.add(one.ref.id);
      yield one;
    }
  }
}

/** All pages of a listing, each asked for when the one before it is used up. */
export async function* pagesOf<T>(
  page: (from: string | undefined) => Promise<{ readonly users: readonly T[]; readonly next?: string }>,
): AsyncGenerator<readonly T[]> {
  const asked = new Set<string>();
  for (let from: string | undefined; ;) {
    const { users, next } = await page(from);
    yield users;
    // A service that names a page again would be asked without end.
    if (next === undefined || asked.has(next)) return;
    asked.add(next);
    from = next;
  }
}

/** One page of a directory's listing. */
export interface Page<T extends Observed = Observed> {
  readonly users: readonly T[];
  /** Users in the whole directory, where the service counts them. */
  readonly total?: number;
  /** Where the next page starts; absent on the last one. */
  readonly next?: string;
}

/** How one directory lists and looks up, for {@link SharedListing}. */
export interface ListingSource<T extends Observed = Observed> {
  /** Fetches the page that starts at `from` (absent: the first). */
  page(from: string | undefined): Promise<Page<T>>;
  /** A fresh look-up by id, gathered with others; `undefined` when the service has no such user. `key` is its last known name. */
  byId(id: string, key: string): Promise<T | undefined>;
  /** How many users one `byId` call can answer. */
  readonly perCall: number;
  /** Where pages start is a number that grows by one with each, so that several can be fetched at once. */
  readonly numbered?: true;
  /** What users are asked for by, where it is not their id. */
  nameOf?(user: T): string;
  now(): number;
}

/** A listing older than this is fetched again, so that a long run does not act on what others have changed since. */
const FRESH_MS = 30_000;

/** With no more pages than this still to fetch, a refresh lists everything at once instead of asking for single users. */
const EAGER_PAGES = 10;

/**
 * Answers reads of one run from one listing. A refresh of N managed users costs the listing's pages; a single update in a
 * directory of thousands costs one look-up. Which of the two is cheaper is decided as requests arrive: those that wait, as all
 * members of a set do, are known, and no run pays more than about twice the better one. Absence is never concluded from a listing, whose pages shift under concurrent
 * writes: a user it lacks is looked up.
 */
export class SharedListing<T extends Observed = Observed> {
  private users = new Map<string, T>();
  /** Changed by this run since the listing began: a page that was under way may still show them as they were. */
  private readonly changed = new Set<string>();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private next: string | undefined;
  private remainingPages = 0;
  private pageSize = 0;
  private lookUps = 0;
  /** Readers not answered yet. */
  private waiting = 0;
  /** Those of them that wait for a page, by id: a page wakes only the readers of its users. */
  private readers = new Map<string, Reader<T>[]>();
  private fetching = false;

  constructor(private readonly source: ListingSource<T>) {}

  /** Reads one user. `sweep`: many others are expected (a refresh), so that listing pays. */
  async get(id: string, sweep: boolean, key = id): Promise<T | undefined> {
    this.waiting++;
    const listed = await this.listed(id, sweep).finally(() => this.waiting--);
    if (listed !== undefined) return listed;
    this.lookUps++;
    return this.source.byId(id, key);
  }

  /** Forgets a user that this run changed or is about to change. */
  forget(id: string): void {
    this.users.delete(id);
    this.changed.add(id);
  }

  /** The user as far as the listing tells it; fetches more of it while that pays. */
  private async listed(id: string, sweep: boolean): Promise<T | undefined> {
    const known = this.isFresh() ? this.users.get(id) : undefined;
    if (known !== undefined || !sweep || (!this.fetching && !this.shouldList())) return known;
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      kept(this.readers, id, () => []).push(reader);
      if (!this.fetching) void this.fetchWhilePays();
    });
  }

  /** Answers readers page by page, and the rest when listing no longer pays. */
  private async fetchWhilePays(): Promise<void> {
    this.fetching = true;
    try {
      do {
        for (const user of await this.fetchPages()) {
          const name = this.nameOf(user);
          for (const { resolve } of this.readers.get(name) ?? []) resolve(user);
          this.readers.delete(name);
        }
      } while (this.readers.size > 0 && this.shouldList());
      this.settle(({ resolve }) => resolve(undefined));
    } catch (error) {
      this.settle(({ reject }) => reject(error));
    } finally {
      this.fetching = false;
    }
  }

  private settle(answer: (reader: Reader<T>) => void): void {
    const unseen = [...this.readers.values()].flat();
    this.readers = new Map();
    unseen.forEach(answer);
  }

  private nameOf(user: T): string {
    return this.source.nameOf?.(user) ?? user.ref.id;
  }

  private isFresh(): boolean {
    return this.source.now() - this.fetchedAt < FRESH_MS;
  }

  /** Whether a page is worth its call to those who sweep. */
  private shouldList(): boolean {
    if (!this.isFresh()) return true;
    if (this.next === undefined) return false;
    const lookUpCalls = (this.lookUps + this.waiting) / this.source.perCall;
    return this.remainingPages <= EAGER_PAGES || lookUpCalls >= this.remainingPages;
  }

  /** Where the next pages begin; several at once where many wait for a listing that numbers its pages. */
  private starts(from: string | undefined): readonly (string | undefined)[] {
    if (from === undefined || this.source.numbered !== true) return [from];
    const count = Math.min(abreast(this.waiting, this.pageSize), Math.max(1, this.remainingPages));
    return Array.from({ length: count }, (_, index) => String(Number(from) + index));
  }

  private async fetchPages(): Promise<readonly T[]> {
    const from = this.isFresh() ? this.next : undefined;
    if (from === undefined) {
      this.users = new Map();
      this.changed.clear();
      this.lookUps = 0;
    }
    const pages = await Promise.all(this.starts(from).map((start) => this.source.page(start)));
    const shown = pages.flatMap(({ users }) => users).filter((user) => !this.changed.has(this.nameOf(user)));
    for (const user of shown) this.users.set(this.nameOf(user), user);
    // Each page counts again: a listing of hundreds of pages takes longer than it stays fresh.
    this.fetchedAt = this.source.now();
    const last = pages.find(({ next }) => next === undefined) ?? pages.at(-1);
    this.next = last?.next;
    this.pageSize = pages[0]?.users.length ?? 0;
    this.remainingPages = this.pageSize === 0 ? 0 : Math.ceil(((last?.total ?? 0) - this.users.size) / this.pageSize);
    return shown;
  }
}

/** Somebody who waits for a page that shows a user; answered with `undefined` when none will. */
interface Reader<T> {
  resolve(user: T | undefined): void;
  reject(error: unknown): void;
}
