import { IndexEntries } from "./index-entries";
import type { Index, Sequence, StoredRecord } from "./tables";

/** One table as the journal has it, with its indexes. A Map keeps the order of insertion, also when a record is replaced. */
export class CommittedTable<T extends StoredRecord> {
  readonly #records = new Map<string, T>();
  readonly #indexes = new Map<Index<T>, IndexEntries>();
  /** Keys by position; built when a list asks for one, and dropped when a deletion moves the others up. */
  #order: string[] | undefined;

  get size(): number {
    return this.#records.size;
  }

  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  has(key: string): boolean {
    return this.#records.has(key);
  }

  entries(): IterableIterator<[string, T]> {
    return this.#records.entries();
  }

  at(position: number): [string, T] | undefined {
    this.#order ??= [...this.#records.keys()];
    const key = this.#order[position];
    const record = key === undefined ? undefined : this.#records.get(key);
    return key === undefined || record === undefined ? undefined : [key, record];
  }

  set(key: string, record: T): void {
    const before = this.#records.get(key);
    if (before === undefined) this.#order?.push(key);
    this.#records.set(key, record);
    for (const [index, entries] of this.#indexes)
      replace(entries, key, before && index.keysOf(before), index.keysOf(record));
  }

  delete(key: string): void {
    const before = this.#records.get(key);
    if (before === undefined) return;
    this.#records.delete(key);
    this.#order = undefined;
    for (const [index, entries] of this.#indexes) replace(entries, key, index.keysOf(before), []);
  }

  /** Records under a key of an index, by position. */
  listed(index: Index<T>, under: string): Sequence<T> {
    const keys = this.index(index).listed(under, this.#records.keys());
    return {
      length: keys.length,
      at: (position) => {
        const key = keys[position];
        return key === undefined ? undefined : this.#records.get(key);
      },
    };
  }

  /** What an index knows, which is built here at its first use. */
  index(index: Index<T>): IndexEntries {
    let entries = this.#indexes.get(index);
    if (entries === undefined) {
      entries = new IndexEntries();
      for (const [key, record] of this.#records) replace(entries, key, undefined, index.keysOf(record));
      this.#indexes.set(index, entries);
    }
    return entries;
  }
}

/** @param before the record's former keys; absent for one that the table has just got */
function replace(
  entries: IndexEntries,
  record: string,
  before: readonly string[] | undefined,
  after: readonly string[],
): void {
  for (const key of before ?? []) if (!after.includes(key)) entries.remove(key, record);
  for (const key of after) entries.add(key, record, before === undefined);
}
