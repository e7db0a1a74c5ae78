/** A stored record: plain JSON, never changed in place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/**
 * A second way to find the records of a table: under every key that `keysOf` gives. Kept in memory only, built at its first
 * use and kept in step from then on, so it must be a constant of its module.
 */
export interface Index<T> {
  keysOf(record: T): readonly string[];
}

/** Records by position, without a copy of all. An array is one. */
export interface Sequence<T> {
  readonly length: number;
  at(position: number): T | undefined;
}

/** One named table, ordered by insertion. Records are replaced whole, so that every change reaches the journal. */
export interface Table<T extends StoredRecord> {
  get(key: string): T | undefined;
  put(key: string, record: T): void;
  delete(key: string): boolean;
  values(): IterableIterator<T>;
  /** All records by position, so that a page of a list costs what the page holds. */
  all(): Sequence<T>;
  /** Records under a key of an index, in no promised order. */
  find(index: Index<T>, key: string): T[];
  /** Records under a key of an index that starts so, in no promised order. */
  findStart(index: Index<T>, start: string): T[];
  /** The same in the order of the table, so that a page of a list costs what the page holds. */
  listed(index: Index<T>, key: string): Sequence<T>;
  count(index: Index<T>, key: string): number;
  readonly size: number;
}

/** The stored world of the emulator. Table names start with the service: `eds.users`, `eiam.organizationalUnits`. */
export interface Tables {
  /** Opens a table; the type is the caller's promise about what this table alone puts there. */
  table<T extends StoredRecord>(name: string): Table<T>;
}
