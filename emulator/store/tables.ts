/** A stored record: plain JSON, never changed in place. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** One named table, ordered by insertion. Records are replaced whole, so that every change reaches the journal. */
export interface Table<T extends StoredRecord> {
  get(key: string): T | undefined;
  put(key: string, record: T): void;
  delete(key: string): boolean;
  values(): IterableIterator<T>;
  readonly size: number;
}

/** The stored world of the emulator. Table names start with the service: `eds.users`, `eiam.organizationalUnits`. */
export interface Tables {
  /** Opens a table; the type is the caller's promise about what this table alone puts there. */
  table<T extends StoredRecord>(name: string): Table<T>;
}
