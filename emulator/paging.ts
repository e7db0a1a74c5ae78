import type { Sequence } from "./store/tables";

/** The items from `start` on, at most `count`; past the end there are none. */
export function pageOf<T>(items: Sequence<T>, start: number, count: number): T[] {
  const page: T[] = [];
  for (let position = start; position < Math.min(items.length, start + count); position += 1) {
    const item = items.at(position);
    if (item !== undefined) page.push(item);
  }
  return page;
}

/** The items that pass every test: all of them, uncopied, when there is none. */
export function select<T>(items: Sequence<T>, tests: readonly ((item: T) => boolean)[]): Sequence<T> {
  if (tests.length === 0) return items;
  return pageOf(items, 0, items.length).filter((item) => tests.every((test) => test(item)));
}
