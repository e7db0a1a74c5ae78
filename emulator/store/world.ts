import { CommittedTable } from "./committed-table";
import type { StoredRecord, Table, Tables } from "./tables";
import { TransactionTable } from "./transaction-table";

/** One put (three parts) or delete (two parts): what the journal keeps and replays. */
export type Change =
  readonly [table: string, key: string] | readonly [table: string, key: string, record: StoredRecord];

/** The committed tables in memory. Changes come only through {@link World.apply}, so that replay and live use cannot differ. */
export class World {
  readonly #tables = new Map<string, CommittedTable<StoredRecord>>();

  committed(table: string): CommittedTable<StoredRecord> {
    let records = this.#tables.get(table);
    if (records === undefined) {
      records = new CommittedTable();
      this.#tables.set(table, records);
    }
    return records;
  }

  apply(changes: readonly Change[]): void {
    for (const [table, key, record] of changes) {
      if (record === undefined) this.committed(table).delete(key);
      else this.committed(table).set(key, record);
    }
  }

  clear(): void {
    this.#tables.clear();
  }

  get size(): number {
    let size = 0;
    for (const records of this.#tables.values()) size += records.size;
    return size;
  }

  /** Every record as a put, in the order of insertion. */
  *snapshot(): IterableIterator<Change> {
    for (const [table, records] of this.#tables)
      for (const [key, record] of records.entries()) yield [table, key, record];
  }
}

/** One request's view of the world. Nothing reaches the world before the store commits {@link Transaction.changes}. */
export class Transaction implements Tables {
  readonly #world: World;
  readonly #readOnly: boolean;
  readonly #pending = new Map<string, Map<string, StoredRecord | undefined>>();

  constructor(world: World, readOnly: boolean) {
    this.#world = world;
    this.#readOnly = readOnly;
  }

  table<T extends StoredRecord>(name: string): Table<T> {
    let pending = this.#pending.get(name);
    if (pending === undefined) {
      pending = new Map();
      this.#pending.set(name, pending);
    }
    // The record type is the caller's promise about its own table (see Tables.table): the journal holds plain JSON.
    const committed: unknown = this.#world.committed(name);
    return new TransactionTable<T>(
      committed as CommittedTable<T>,
      pending as Map<string, T | undefined>,
      this.#readOnly,
    );
  }

  changes(): Change[] {
    const changes: Change[] = [];
    for (const [table, pending] of this.#pending) {
      for (const [key, record] of pending) changes.push(record === undefined ? [table, key] : [table, key, record]);
    }
    return changes;
  }
}
