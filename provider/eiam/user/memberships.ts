import { kept } from "../../model/kept";
import type { Account } from "../../model/account";
import { KnownGroups } from "../../calls/known-groups";
import { MemberListings, NamedGroups } from "../../calls/member-listings";
import { membershipSteps } from "../../calls/membership-steps";
import type { Change, ReadHint, Step } from "../../model/kind-calls";
import { asRollcallError } from "../../model/error";
import { type Claim, claimOf, countedGroups, groupIds, type Membership } from "../../model/memberships";
import type { Service } from "../../model/service";
import { type Bag, type Fields, text } from "../../model/values";
import { allOf, instanceOf as instanceFor, type Rpc } from "../api";
import { group } from "../group";
import type { SeenUser } from "./observe";

/** The user's field with its groups. */
const FIELD = "groupIds";
/** Most users of one AddUsersToGroup, RemoveUsersFromGroup or ListUsersForGroup (IDaaS EIAM). */
const USERS_LIMIT = 100;
/** A membership of the instance's own; others are imported from another directory and not ours to end (IDaaS EIAM ListUsersForGroup). */
const OWN = "build_in";

/** The groups of EIAM's users: EIAM keeps them with the group. */
export interface Memberships {
  readonly steps: readonly Step[];
  /** Learns which groups a declaration names. */
  note(instance: string, user: Fields, former?: readonly string[]): void;
  /** Refuses declared groups that do not exist, before anybody is created. */
  require(instance: string, user: Fields): Promise<void>;
  /** The user with the groups that the declaration is about, where it declares any. */
  complete(instance: string, user: SeenUser, declared: ReadonlySet<string>, hint: ReadHint): Promise<SeenUser>;
}

/** Opens the memberships of one account. */
export function openMemberships(account: Account, service: Service, rpc: Rpc): Memberships {
  const named = new NamedGroups(FIELD);
  const groupCalls = group.connect(account, service);
  const instanceOf = (user: Fields): string => instanceFor(account, user);
  const known = new Map<string, KnownGroups>();
  const now = (): number => service.now();
  const groupsOf = (instance: string): KnownGroups =>
    kept(known, instance, () => new KnownGroups(groupCalls, now, { instanceId: instance }));
  const listings = new Map<string, MemberListings>();
  const listingsOf = (instance: string): MemberListings =>
    kept(listings, instance, () => new MemberListings((group) => membersOf(rpc, instance, group), now));
  // Whether memberships are ours is asked for those alone that have to go: rarely for anybody.
  const test = service.batch<
    { readonly instance: string; readonly group: string; readonly user: string },
    boolean | undefined
  >({
    operation: "ListUsersForGroup",
    limit: USERS_LIMIT,
    groupBy: ({ instance, group }) => `${instance} ${group}`,
    run: async (members) => {
      const { instance = "", group = "" } = members[0] ?? {};
      const users = members.map(({ user }) => user);
      const found = await membersOf(rpc, instance, group, users);
      return members.map(({ user }) => ({ ok: true, value: found.get(user) }));
    },
  });

  /** The memberships of one user whose groups GetUser tells, without where they come from. */
  const tested = async (
    instance: string,
    user: string,
    groups: readonly string[],
    claim: Claim,
    inView: ReadonlySet<string>,
  ) => {
    const doubtful = new Set(
      countedGroups(
        groups.map((group) => ({ group, ours: true })),
        claim,
        (group) => inView.has(group),
      ).filter((group) => claim.declared?.includes(group) !== true),
    );
    return Promise.all(
      groups.map(async (group): Promise<Membership> => ({
        group,
        ours: doubtful.has(group) && (await test({ instance, group, user })) === true,
      })),
    );
  };

  const send = (action: "AddUsersToGroup" | "RemoveUsersFromGroup") => ({
    operation: action,
    send: async (group: string, changes: readonly Change[]) => {
      const place = { InstanceId: instanceOf(changes[0]?.desired ?? {}), GroupId: group };
      await rpc(action, "repeatable", { ...place, UserIds: changes.map(({ ref }) => ref.id) });
    },
  });
  const changeMembers = membershipSteps(service, {
    field: FIELD,
    limit: USERS_LIMIT,
    apart: ({ desired }) => instanceOf(desired),
    add: send("AddUsersToGroup"),
    remove: send("RemoveUsersFromGroup"),
    require: ({ desired }, joining) => groupsOf(instanceOf(desired)).require(joining, FIELD),
    gone: ({ category, cloudCode }) =>
      cloudCode === "ResourceNotFound.Group" ? "group" : category === "not-found" ? "user" : undefined,
    done: (group, { ref, desired }, isMember) => listingsOf(instanceOf(desired)).note(ref.id, group, isMember),
  });

  return {
    steps: changeMembers,
    note: (instance, user, former) => named.note(instance, user, former),
    require: (instance, user) => groupsOf(instance).require(groupIds(user[FIELD]), FIELD),
    async complete(instance, user, declared, hint) {
      const claim = claimOf(FIELD, hint.user, hint.former);
      named.note(instance, hint.user, hint.former);
      const isImport = claim.declared === undefined && (declared.size === 0 || declared.has(FIELD));
      if (claim.declared === undefined && !isImport) return user;
      const inView = named.at(instance);
      const { id } = user.ref;
      // Of many at once, the lists of all groups cost less than asking for everybody.
      const listed = isImport && hint.sweep ? await groupsOf(instance).ids() : [];
      const seen = isImport
        ? listed.length > 0
          ? await listingsOf(instance).of(id, listed)
          : await groupsOfUser(rpc, instance, id)
        : user.groups === undefined
          ? await listingsOf(instance).of(id, inView)
          : await tested(instance, id, user.groups, claim, inView);
      const groups = countedGroups(seen, claim, (group) => inView.has(group));
      if (isImport && groups.length === 0) return user;
      return { ...user, fields: { ...user.fields, [FIELD]: groups } };
    },
  };
}

/** Everybody in a group, or those of `users` who are, with whether the membership is ours to end; nobody when the group is gone. */
async function membersOf(
  rpc: Rpc,
  instance: string,
  group: string,
  users?: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const members = new Map<string, boolean>();
  try {
    const parameters = { InstanceId: instance, GroupId: group, ...(users !== undefined && { UserIds: users }) };
    for (const member of await allOf(rpc, "ListUsersForGroup", "Users", "UserId", parameters))
      members.set(text(member["UserId"]) ?? "", isOwn(member));
  } catch (error) {
    if (asRollcallError(error).cloudCode !== "ResourceNotFound.Group") throw error;
  }
  return members;
}

/** All groups of one user. */
async function groupsOfUser(rpc: Rpc, instance: string, user: string): Promise<readonly Membership[]> {
  const groups = await allOf(rpc, "ListGroupsForUser", "Groups", "GroupId", { InstanceId: instance, UserId: user });
  return groups.map((group) => ({ group: text(group["GroupId"]) ?? "", ours: isOwn(group) }));
}

function isOwn(relation: Bag): boolean {
  return (text(relation["GroupMemberRelationSourceType"]) ?? OWN) === OWN;
}
