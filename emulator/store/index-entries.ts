const NONE: ReadonlySet<string> = new Set();

/** What an index knows: which records stand under which key, and the keys in order where a search by their start was asked for. */
export class IndexEntries {
  readonly #records = new Map<string, Set<string>>();
  /** Keys in ascending order; kept from the first search by start on. */
  #sorted: string[] | undefined;

  add(key: string, record: string): void {
    const records = this.#records.get(key);
    if (records !== undefined) {
      records.add(record);
      return;
    }
    this.#records.set(key, new Set([record]));
    this.#sorted?.splice(firstFrom(this.#sorted, key), 0, key);
  }

  remove(key: string, record: string): void {
    const records = this.#records.get(key);
    if (records === undefined || !records.delete(record) || records.size > 0) return;
    this.#records.delete(key);
    this.#sorted?.splice(firstFrom(this.#sorted, key), 1);
  }

  /** Keys of the records under `key`. */
  under(key: string): ReadonlySet<string> {
    return this.#records.get(key) ?? NONE;
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
