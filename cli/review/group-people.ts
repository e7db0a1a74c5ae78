import type { Fields } from "../../provider/model/values";
import { isReference } from "../../sdk/lib/roster/references";
import { fateOf } from "./keys";
import type { Movement } from "./movement";

/** Who of a plan is in which group or unit, by its id. */
export class GroupPeople {
  private readonly before = new Map<string, Movement[]>();
  private readonly after = new Map<string, Movement[]>();

  constructor(people: readonly Movement[]) {
    for (const person of people.filter(keepsAccount)) {
      note(this.before, person, person.before);
      note(this.after, person, person.after);
    }
  }

  /** People who are in it now and keep their account: once it is gone, they have lost it. */
  losing(group: Movement): readonly Movement[] {
    return this.before.get(placeOf(group, group.id ?? "")) ?? [];
  }

  /** People who are declared in it by its present id after the update, too. */
  staying(group: Movement): readonly Movement[] {
    return this.after.get(placeOf(group, group.id ?? "")) ?? [];
  }
}

function keepsAccount(person: Movement): boolean {
  return person.move !== "leaves" || fateOf(person) !== "delete";
}

function note(people: Map<string, Movement[]>, person: Movement, fields: Fields): void {
  for (const [field, spec] of Object.entries(person.kind.fields)) {
    if (!isReference(spec)) continue;
    for (const id of new Set([fields[field]].flat())) {
      if (typeof id !== "string") continue;
      const place = placeOf(person, id);
      const known = people.get(place);
      if (known === undefined) people.set(place, [person]);
      else if (known.at(-1) !== person) known.push(person);
    }
  }
}

function placeOf({ kind }: Movement, id: string): string {
  return `${kind.directory.name} ${id}`;
}
