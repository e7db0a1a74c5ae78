import type { Observed } from "../user";

/** One page of a directory's listing. */
export interface Page<T extends Observed = Observed> {
  readonly users: readonly T[];
  /** Users in the whole directory, as the service counts them. */
  readonly total: number;
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
  now(): number;
}

/** A listing older than this is fetched anew, so that a long run does not act on what others changed meanwhile. */
const FRESH_MS = 30_000;

/** With no more pages than this still to fetch, a refresh lists everything at once instead of asking for single users. */
const EAGER_PAGES = 10;

/**
 * Answers reads of one run from one listing. A refresh of N managed users costs the listing's pages; a single update in a
 * directory of thousands costs one look-up. Which of the two is cheaper is decided as requests arrive, so that no run pays
 * more than about twice the better one. Absence is never concluded from a listing, whose pages shift under concurrent
 * writes: a user it lacks is looked up.
 */
export class SharedListing<T extends Observed = Observed> {
  private users = new Map<string, T>();
  /** Changed by this run since the listing began: a page that was under way may still show them as they were. */
  private readonly changed = new Set<string>();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private next: string | undefined;
  private remainingPages = 0;
  private lookUps = 0;
  private fetching: Promise<void> | undefined;

  constructor(private readonly source: ListingSource<T>) {}

  /** Reads one user. `sweep`: many others are expected (a refresh), so that listing pays. */
  async get(id: string, sweep: boolean, key = id): Promise<T | undefined> {
    for (;;) {
      if (this.fetching !== undefined) await this.fetching;
      const known = this.isFresh() ? this.users.get(id) : undefined;
      if (known !== undefined) return known;
      if (this.fetching !== undefined) continue;
      if (!this.shouldList(sweep)) {
        this.lookUps++;
        return this.source.byId(id, key);
      }
      this.fetching = this.fetchPage().finally(() => (this.fetching = undefined));
    }
  }

  /** Forgets a user that this run changed or is about to change. */
  forget(id: string): void {
    this.users.delete(id);
    this.changed.add(id);
  }

  private isFresh(): boolean {
    return this.source.now() - this.fetchedAt < FRESH_MS;
  }

  private shouldList(sweep: boolean): boolean {
    if (!this.isFresh()) return sweep;
    if (this.next === undefined) return false;
    const lookUpCalls = this.lookUps / this.source.perCall;
    return sweep && (this.remainingPages <= EAGER_PAGES || lookUpCalls >= this.remainingPages);
  }

  private async fetchPage(): Promise<void> {
    const from = this.isFresh() ? this.next : undefined;
    if (from === undefined) {
      this.users = new Map();
      this.changed.clear();
      this.lookUps = 0;
    }
    const page = await this.source.page(from);
    for (const user of page.users) {
      if (!this.changed.has(user.ref.id)) this.users.set(user.ref.id, user);
    }
    if (from === undefined) this.fetchedAt = this.source.now();
    this.next = page.next;
    this.remainingPages = page.users.length === 0 ? 0 : Math.ceil((page.total - this.users.size) / page.users.length);
  }
}
