import { describeShared, uniqueValues } from "../../provider/lifecycle/unique-values";
import { foldKey, visible } from "./hygiene";
import type { Person } from "./person";
import { describePlace } from "./problem";
import type { Problem } from "./problem";

/** Every person who has the key of another, or another value that must be unique in the directory. */
export function findDuplicates(people: readonly Person[]): readonly Problem[] {
  return [...repeatedKeys(people), ...sharedValues(people)];
}

/** Every person whose key another person of the same directory has already, letter by letter or but for case and width. */
function repeatedKeys(people: readonly Person[]): readonly Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, Person>();
  for (const person of people) {
    if (person.key === undefined) continue;
    const folded = `${person.directory.name}\n${foldKey(person.key)}`;
    const other = first.get(folded);
    if (other === undefined) first.set(folded, person);
    else problems.push({ place: person.keyPlace, text: `${visible(person.key)}: ${clash(person, other)}` });
  }
  return problems;
}

function sharedValues(people: readonly Person[]): readonly Problem[] {
  const first = new Map<string, Person>();
  return people.flatMap((person) =>
    uniqueValues(person.directory, person.fields).flatMap(({ field, identity }) => {
      const other = first.get(identity);
      if (other === undefined) first.set(identity, person);
      if (other === undefined) return [];
      const owner = `${other.key === undefined ? "somebody" : visible(other.key)} (${describePlace(other.placeOf(field))})`;
      const own = person.key === undefined ? "" : `${visible(person.key)}: `;
      return [{ place: person.placeOf(field), text: `${own}${describeShared(person.directory, field, owner)}` }];
    }),
  );
}

function clash(person: Person, other: Person): string {
  const field = person.directory.naturalKey;
  const before = describePlace(other.keyPlace);
  const parent = person.directory.parentFields.find((name) => person.fields[name] !== other.fields[name]);
  if (parent !== undefined) return `${field} is already declared at ${before} with another ${parent}. Give each ${parent} a roster of its own, with a namePrefix.`;
  return person.key === other.key
    ? `${field} is already declared at ${before}. Keep one of the two.`
    : `${field} differs from ${JSON.stringify(visible(other.key ?? ""))} (${before}) only in case or character width. Keep one, or tell them apart clearly.`;
}
