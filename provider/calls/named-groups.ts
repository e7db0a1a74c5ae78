import { claimOf, groupIds } from "../model/memberships";
import type { Fields } from "../model/values";

/**
 * The groups that a program names anywhere, or once added somebody to, as far as this run has heard of them. A directory whose
 * users do not show their groups looks at these alone.
 */
export class NamedGroups {
  private readonly byPlace = new Map<string, Set<string>>();

  /** @param field the user's field with the ids of its groups */
  constructor(private readonly field: string) {}

  /**
   * Learns what is declared of somebody.
   * @param place where the groups live, such as an instance
   * @param former groups that state says the program added the user to before
   */
  note(place: string, user: Fields, former: readonly string[] = []): void {
    const groups = this.at(place);
    for (const group of [...(claimOf(this.field, user).declared ?? []), ...groupIds(former)]) groups.add(group);
  }

  /** The groups named so far. */
  at(place: string): Set<string> {
    const known = this.byPlace.get(place) ?? new Set<string>();
    this.byPlace.set(place, known);
    return known;
  }
}
