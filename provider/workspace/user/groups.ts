import { MemberListings } from "../../calls/member-listings";
import type { KindCalls } from "../../model/kind-calls";
import type { Membership } from "../../model/memberships";
import type { Service } from "../../model/service";
import { text } from "../../model/values";
import { asRollcallError, unlessGone } from "../../model/error";
import { GROUP_MISSING } from "../errors";
import type { Rest } from "../api";
import { openCalls, usersOfGroup } from "../group";

/** User groups by name, listed once per run, and again when a user is in a group that the list does not have. */
export class UserGroups {
  private groups: ReadonlyMap<string, readonly Membership[]> = new Map();
  /** Names that a listing did not have. They are not asked for again, or every user in such a group would cost a listing. */
  private readonly unlisted = new Set<string>();
  private readonly members: MemberListings;
  private readonly calls: KindCalls;
  private loading: Promise<void> | undefined;

  constructor(rest: Rest, service: Service) {
    this.calls = openCalls(service, rest);
    this.members = new MemberListings(
      (group) => membersOf(rest, group),
      () => service.now(),
    );
  }

  /**
   * A user's memberships by the names of the groups, which is all that reads of users tell; a group that ListUserGroups does not show
   * has none. Where several groups have one name, their own lists tell which of them the user is in. They are asked as well about a
   * group that no name shows any more: it may have been renamed between the two reads, and its name may be another group's by now.
   * @param former groups that the program has put the user into
   */
  async membershipsOf(
    user: string,
    names: readonly string[],
    former: readonly string[],
  ): Promise<readonly Membership[]> {
    const seen = await this.byNames(user, names);
    const isSeen = (group: string): boolean => seen.some((one) => one.group === group);
    const hidden = former.filter((group) => !isSeen(group));
    const missed = await this.unseen(user, hidden);
    return missed.length === 0 ? seen : [...(await this.inside(user, seen)), ...missed];
  }

  /** Learns that this run has made or ended a membership. */
  note(user: string, group: string, isMember: boolean): void {
    this.members.note(user, group, isMember);
  }

  private async byNames(user: string, names: readonly string[]): Promise<readonly Membership[]> {
    if (names.some((name) => !this.groups.has(name) && !this.unlisted.has(name))) {
      this.loading ??= this.load().finally(() => (this.loading = undefined));
      await this.loading;
      for (const name of names) if (!this.groups.has(name)) this.unlisted.add(name);
    }
    const named = [...new Set(names)].map((name) => this.groups.get(name) ?? []);
    return (await Promise.all(named.map((some) => (some.length < 2 ? some : this.inside(user, some))))).flat();
  }

  /** Those of the groups that the user is in after all; none where the key may not list who is in a group. */
  private async unseen(user: string, groups: readonly string[]): Promise<readonly Membership[]> {
    try {
      return await this.members.of(user, groups);
    } catch (error) {
      if (asRollcallError(error).category === "forbidden") return [];
      throw error;
    }
  }

  /** Those of the groups whose own lists have the user. */
  private async inside(user: string, groups: readonly Membership[]): Promise<readonly Membership[]> {
    const ids = groups.map(({ group }) => group);
    const inside = new Set((await this.members.of(user, ids)).map(({ group }) => group));
    return groups.filter(({ group }) => inside.has(group));
  }

  private async load(): Promise<void> {
    const groups = new Map<string, Membership[]>();
    for await (const { ref, isAutomatic } of this.calls.list())
      groups.set(ref.key, [...(groups.get(ref.key) ?? []), { group: ref.id, ours: isAutomatic !== true }]);
    this.groups = groups;
  }
}

/** Everybody in a group; nobody when it is gone. */
async function membersOf(rest: Rest, group: string): Promise<ReadonlyMap<string, boolean>> {
  const members = await unlessGone(usersOfGroup(rest, group), ({ cloudCode }) => cloudCode === GROUP_MISSING);
  return new Map((members ?? []).map((user) => [text(user["id"]) ?? "", true]));
}
