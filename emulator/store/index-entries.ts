const NONE: ReadonlySet<string> = new Set();

/** What an index knows: which records stand under which key, and the keys in order where a search by their start was asked for. */
export class IndexEntries {
  readonly #records = new Map<string, Set<string>>();
  /** Keys in ascending order; kept from the first search by start on. */
  #sorted: string[] | undefined;
  /** Records under a key in the order of the table; kept from the first list of that key on. */
  readonly #listed = new Map<string, string[]>();

  /** @param isLast whether the table has just got this record, so that every other one comes before it */
  add(key: string, record: string, isLast: boolean): void {
    const records = this.#records.get(key);
    if (records !== undefined) {
      if (records.has(record)) return;
      records.add(record);
      if (isLast) this.#listed.get(key)?.push(record);
      else this.#listed.delete(key);
      return;
    }
    this.#records.set(key, new Set([record]));
    this.#sorted?.splice(firstFrom(this.#sorted, key), 0, key);
  }

  remove(key: string, record: string): void {
    const records = this.#records.get(key);
    if (records === undefined || !records.delete(record)) return;
    this.#listed.delete(key);
    if (records.size > 0) return;
    this.#records.delete(key);
    this.#sorted?.splice(firstFrom(this.#sorted, key), 1);
  }

  /** Keys of the records under `key`. */
  under(key: string): ReadonlySet<string> {
    return this.#records.get(key) ?? NONE;
  }

  /**
   * Keys of the records under `key` in the order of the table.
   * @param all keys of all records in that order
   */
  listed(key: string, all: Iterable<string>): readonly string[] {
    const known = this.#listed.get(key);
    if (known !== undefined) return known;
    const records = this.under(key);
    const listed = [...all].filter((record) => records.has(record));
    if (listed.length > 0) this.#listed.set(key, listed);
    return listed;
  }

  /** Keys of the records under every key that starts so. */
  underStart(start: string): ReadonlySet<string> {
    this.#sorted ??= [...this.#records.keys()].sort(compare);
    const records = new Set<string>();
    for (let at = firstFrom(this.#sorted, start); this.#sorted[at]?.startsWith(start) === true; at += 1) {
      for (const record of this.under(this.#sorted[at] ?? "")) records.add(record);
    }
    return records;
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Position of the first key that is not before `key`. */
function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
