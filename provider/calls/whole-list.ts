import type { Bag } from "../model/values";

/** How often a list that changed while it was read is read in all. */
const READINGS = 3;

/** One page of a list that the service counts. */
export interface CountedPage {
  readonly entries: readonly Bag[];
  /** How many there are in all; `undefined` where the answer does not say. */
  readonly total: number | undefined;
}

/**
 * Everybody on a list of pages by number or offset. Where somebody leaves between two pages, those behind move up, and one of them is on
 * neither: such a list, which its count gives away, is read again. One that keeps changing is what any reading showed, so that nobody who stays is missed.
 * @param page by its number, from 1 on, and by how many stand before it
 */
export async function wholeList(
  page: (number: number, offset: number) => Promise<CountedPage>,
  idOf: (entry: Bag) => string,
): Promise<readonly Bag[]> {
  const shown = new Map<string, Bag>();
  for (let reading = 1; reading <= READINGS; reading++) {
    const { entries, isSteady } = await readOnce(page, idOf);
    if (isSteady) return [...entries.values()];
    for (const [id, entry] of entries) shown.set(id, entry);
  }
  return [...shown.values()];
}

interface Reading {
  readonly entries: ReadonlyMap<string, Bag>;
  /** Whether nobody can have been missed. */
  readonly isSteady: boolean;
}

async function readOnce(
  page: (number: number, offset: number) => Promise<CountedPage>,
  idOf: (entry: Bag) => string,
): Promise<Reading> {
  const entries = new Map<string, Bag>();
  let atFirst: number | undefined;
  let size = 0;
  for (let number = 1; ; number++) {
    const before = entries.size;
    const { entries: some, total } = await page(number, before);
    for (const entry of some) entries.set(idOf(entry), entry);
    atFirst ??= total;
    // The largest page is not documented everywhere: what the first one holds is what a page holds.
    size ||= some.length;
    const isLast = entries.size === before || (total === undefined ? some.length < size : entries.size >= total);
    if (!isLast) continue;
    const isSteady = number === 1 || total === undefined || (total >= (atFirst ?? total) && entries.size >= total);
    return { entries, isSteady };
  }
}
