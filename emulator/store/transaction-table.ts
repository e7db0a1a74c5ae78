import type { CommittedTable } from "./committed-table";
import type { Index, Sequence, StoredRecord, Table } from "./tables";

/** A table as one request sees it: what is committed, and over it what the request itself put or deleted. */
export class TransactionTable<T extends StoredRecord> implements Table<T> {
  constructor(
    private readonly committed: CommittedTable<T>,
    private readonly pending: Map<string, T | undefined>,
    private readonly readOnly: boolean,
  ) {}

  get(key: string): T | undefined {
    return this.pending.has(key) ? this.pending.get(key) : this.committed.get(key);
  }

  put(key: string, record: T): void {
    this.#guard();
    this.pending.set(key, record);
  }

  delete(key: string): boolean {
    this.#guard();
    const existed = this.get(key) !== undefined;
    if (existed) this.pending.set(key, undefined);
    return existed;
  }

  *values(): IterableIterator<T> {
    for (const [key, record] of this.committed.entries()) {
      const current = this.pending.has(key) ? this.pending.get(key) : record;
      if (current !== undefined) yield current;
    }
    for (const [key, record] of [...this.pending]) {
      if (record !== undefined && !this.committed.has(key)) yield record;
    }
  }

  all(): Sequence<T> {
    if (this.pending.size > 0) return [...this.values()];
    const { committed } = this;
    return { length: committed.size, at: (position) => committed.at(position)?.[1] };
  }

  find(index: Index<T>, key: string): T[] {
    return this.#found(index, this.committed.index(index).under(key), (own) => own === key);
  }

  findStart(index: Index<T>, start: string): T[] {
    return this.#found(index, this.committed.index(index).underStart(start), (own) => own.startsWith(start));
  }

  listed(index: Index<T>, key: string): Sequence<T> {
    return this.pending.size > 0
      ? [...this.values()].filter((record) => index.keysOf(record).includes(key))
      : this.committed.listed(index, key);
  }

  count(index: Index<T>, key: string): number {
    return this.pending.size > 0 ? this.find(index, key).length : this.committed.index(index).under(key).size;
  }

  get size(): number {
    let size = this.committed.size;
    for (const [key, record] of this.pending)
      size += (record === undefined ? 0 : 1) - (this.committed.has(key) ? 1 : 0);
    return size;
  }

  /** The committed records that the request left alone, and those of its own that match. */
  #found(index: Index<T>, keys: ReadonlySet<string>, matches: (key: string) => boolean): T[] {
    const found: T[] = [];
    for (const key of keys) {
      const record = this.pending.has(key) ? undefined : this.committed.get(key);
      if (record !== undefined) found.push(record);
    }
    for (const record of this.pending.values())
      if (record !== undefined && index.keysOf(record).some(matches)) found.push(record);
    return found;
  }

  #guard(): void {
    if (this.readOnly) throw new Error("An operation that says it only reads tried to change the stored world.");
  }
}
