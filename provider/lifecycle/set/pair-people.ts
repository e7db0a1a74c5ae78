import { equalValues } from "../../compare";
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
  const namesake = (now: A): B | undefined => named.get(now.name) ?? composed.get(now.name.normalize("NFC"));
  for (const now of after) pair(now, namesake(now));
  if (directory.fields[directory.naturalKey]?.change.kind === "in-place") renameInTurn(directory, pairs, after, namesake);
  return pairs;
}

/**
 * Where each of several people takes the key that the next one leaves, the accounts are renamed in turn: a person who would
 * otherwise join beside a leaver gets the account of the own name, whose present owner by key goes back to the account of the owner's name.
 */
function renameInTurn<B extends Person, A extends Person>(directory: Directory, pairs: Map<A, B>, after: readonly A[], namesake: (now: A) => B | undefined): void {
  const owners = new Map([...pairs].map(([now, then]) => [then, now] as const));
  for (const joiner of after.filter((now) => !pairs.has(now))) {
    const turns: (readonly [A, B])[] = [];
    for (let now: A | undefined = joiner; now !== undefined; ) {
      const then = namesake(now);
      if (then === undefined || turns.some(([, taken]) => taken === then) || !sameParents(directory, now, then)) break;
      turns.push([now, then]);
      now = owners.get(then);
      if (now !== undefined) continue;
      for (const [who, account] of turns) {
        pairs.set(who, account);
        owners.set(account, who);
      }
    }
  }
}

function sameParents({ parentFields }: Directory, now: Person, then: Person): boolean {
  return parentFields.every((field) => equalValues(now.fields[field], then.fields[field]));
}
