import type { Directory } from "../../directory";
import type { Fields } from "../../user";
import { foldedPlaceOf, placeOf } from "./members";

/** Somebody in a set, before or now. */
interface Person {
  readonly name: string;
  readonly fields: Fields;
}

/**
 * Who is who between two declarations of a set: by account first (natural key and parents, as written and then in any
 * spelling) and by member name second, so that neither renamed members nor exchanged keys ever end a living account. Pure.
 * @param named those of `before` who have their name in the set
 */
export function pairPeople<B extends Person, A extends Person>(directory: Directory, before: readonly B[], named: ReadonlyMap<string, B>, after: readonly A[]): ReadonlyMap<A, B> {
  const taken = new Set<B>();
  const pairs = new Map<A, B>();
  const pair = (now: A, then: B | undefined): void => {
    if (then === undefined || taken.has(then) || pairs.has(now)) return;
    pairs.set(now, then);
    taken.add(then);
  };
  for (const place of [placeOf, foldedPlaceOf]) {
    const there = new Map(before.filter((person) => !taken.has(person)).map((person) => [place(directory, person.fields), person]));
    for (const now of after) if (!pairs.has(now)) pair(now, there.get(place(directory, now.fields)));
  }
  const composed = new Map([...named].map(([name, person]) => [name.normalize("NFC"), person]));
  for (const now of after) pair(now, named.get(now.name) ?? composed.get(now.name.normalize("NFC")));
  return pairs;
}
