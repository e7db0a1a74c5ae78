import { kept } from "../model/kept";
import { claimOf, groupIds, type Membership } from "../model/memberships";
import type { Fields } from "../model/values";

/** A listing older than this is fetched again, so that a long run does not act on what others have changed since. In milliseconds. */
const FRESH_MS = 30_000;

/** How long an answer to a write of this run counts for more than a listing: what a write has changed may show only after a minute. In milliseconds. */
const LAG_MS = 60_000;

interface Listing {
  readonly at: number;
  /** Whether each member's membership is ours to end, by user id. */
  readonly members: Promise<ReadonlyMap<string, boolean>>;
}

/**
 * Who is in which groups, for services that list the members of a group but not the groups of a user. Each group is listed once for
 * all who ask; what the run itself has changed since counts for more than a listing.
 */
export class MemberListings {
  private readonly listings = new Map<string, Listing>();
  private readonly written = new Map<string, { readonly isMember: boolean; readonly at: number }>();

  /** @param list everybody in a group, with whether the membership is ours to end; nobody when the group is gone */
  constructor(
    private readonly list: (group: string) => Promise<ReadonlyMap<string, boolean>>,
    private readonly now: () => number,
  ) {}

  /** The memberships of a user among these groups. */
  async of(user: string, groups: Iterable<string>): Promise<readonly Membership[]> {
    const found = await Promise.all(
      [...new Set(groups)].map(async (group): Promise<readonly Membership[]> => {
        const written = this.writtenOf(user, group);
        if (written !== undefined) return written ? [{ group, ours: true }] : [];
        const ours = (await this.membersOf(group)).get(user);
        return ours === undefined ? [] : [{ group, ours }];
      }),
    );
    return found.flat();
  }

  /** Learns that this run has made or ended a membership. */
  note(user: string, group: string, isMember: boolean): void {
    this.written.set(pair(user, group), { isMember, at: this.now() });
  }

  private writtenOf(user: string, group: string): boolean | undefined {
    const written = this.written.get(pair(user, group));
    return written !== undefined && this.now() - written.at < LAG_MS ? written.isMember : undefined;
  }

  private membersOf(group: string): Promise<ReadonlyMap<string, boolean>> {
    const known = this.listings.get(group);
    if (known !== undefined && this.now() - known.at < FRESH_MS) return known.members;
    const members = this.list(group);
    this.listings.set(group, { at: this.now(), members });
    members.catch(() => this.listings.delete(group));
    return members;
  }
}

function pair(user: string, group: string): string {
  return JSON.stringify([user, group]);
}

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
    return kept(this.byPlace, place, () => new Set());
  }
}
