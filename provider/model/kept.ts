/** Where things are kept by a key: a map, or a weak one. */
interface Store<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What a store keeps under a key; made, and kept from then on, where there is nothing yet. */
export function kept<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  const found = store.get(key);
  if (found !== undefined) return found;
  const made = make();
  store.set(key, made);
  return made;
}

/** The same of what takes time to make: a failure is not kept, so that asking again tries again. */
export function keptIfGood<K, V>(
  store: Store<K, Promise<V>> & { delete(key: K): unknown },
  key: K,
  make: () => Promise<V>,
): Promise<V> {
  return kept(store, key, () => {
    const made = make();
    made.catch(() => store.delete(key));
    return made;
  });
}

/** Things in the order of the texts that name them, the weightiest first; the same for the same things, whatever their order was. */
export function byName<T>(all: Iterable<T>, namesOf: (one: T) => readonly string[]): readonly T[] {
  const named = Array.from(all, (one) => ({ one, name: namesOf(one).join("\n") }));
  return named
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
    .map(({ one }) => one);
}

/** Things by what they have in common, both in the order in which they come. A thing may belong to several groups. */
export function grouped<T, K>(all: Iterable<T>, keysOf: (one: T) => Iterable<K>): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const one of all)
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  return groups;
}
