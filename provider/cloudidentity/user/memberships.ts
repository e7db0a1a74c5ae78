import type { Account } from "../../model/account";
import { KnownGroups } from "../../calls/known-groups";
import { MemberListings, NamedGroups } from "../../calls/member-listings";
import { membershipSteps } from "../../calls/membership-steps";
import type { Change, ReadHint, Step } from "../../model/kind-calls";
import { unlessGone } from "../../model/error";
import { claimOf, countedGroups, groupIds } from "../../model/memberships";
import type { Service } from "../../model/service";
import { type Fields, type Observed, text } from "../../model/values";
import { membersOfGroup, type Rpc } from "../api";
import { GROUP_MISSING, group } from "../group";

/** The user's field with its groups. */
const FIELD = "groupIds";

/** The groups of CloudIdentity's users, which no read of a user tells. */
export interface Memberships {
  readonly steps: readonly Step[];
  /** Learns which groups a declaration names. */
  note(user: Fields, former?: readonly string[]): void;
  /** Refuses declared groups that do not exist or that the service fills itself, before anybody is created. */
  require(user: Fields): Promise<void>;
  /** The user with the groups that the declaration is about, where it declares any. */
  complete(user: Observed, declared: ReadonlySet<string>, hint: ReadHint): Promise<Observed>;
}

/** Opens the memberships of one account. */
export function openMemberships(account: Account, service: Service, rpc: Rpc): Memberships {
  const named = new NamedGroups(FIELD);
  const groups = new KnownGroups(group.connect(account, service), () => service.now());
  const listings = new MemberListings(
    (group) => membersOf(rpc, group),
    () => service.now(),
  );
  const send = (action: "AddUserToGroup" | "RemoveUserFromGroup") => ({
    operation: action,
    send: async (group: string, [change]: readonly Change[]) => {
      await rpc.write(action, "repeatable", { GroupId: group, UserId: change?.ref.id });
    },
  });

  return {
    steps: membershipSteps(service, {
      field: FIELD,
      limit: 1,
      add: send("AddUserToGroup"),
      remove: send("RemoveUserFromGroup"),
      require: ({ desired }) => groups.require(groupIds(desired[FIELD]), FIELD),
      gone: ({ cloudCode, category }) =>
        cloudCode === GROUP_MISSING ? "group" : category === "not-found" ? "user" : undefined,
      done: (group, { ref }, isMember) => listings.note(ref.id, group, isMember),
    }),
    note: (user, former) => named.note("", user, former),
    require: (user) => groups.require(groupIds(user[FIELD]), FIELD),
    async complete(user, declared, hint) {
      const claim = claimOf(FIELD, hint.user, hint.former);
      named.note("", hint.user, hint.former);
      const isImport = claim.declared === undefined && (declared.size === 0 || declared.has(FIELD));
      if (claim.declared === undefined && !isImport) return user;
      const inView = isImport ? await groups.ids() : named.at("");
      const seen = await listings.of(user.ref.id, inView);
      // Who may be ended is asked only where somebody may have to be.
      const isDecided = claim.declared !== undefined && seen.every(({ group }) => claim.declared?.includes(group));
      const automatic = isDecided ? new Set<string>() : await groups.automatic();
      const memberships = seen.map(({ group }) => ({ group, ours: !automatic.has(group) }));
      const counted = countedGroups(memberships, claim);
      if (isImport && counted.length === 0) return user;
      return { ...user, fields: { ...user.fields, [FIELD]: counted } };
    },
  };
}

/** Everybody in a group; nobody when it is gone. */
async function membersOf(rpc: Rpc, group: string): Promise<ReadonlyMap<string, boolean>> {
  const members = await unlessGone(membersOfGroup(rpc, group), ({ cloudCode }) => cloudCode === GROUP_MISSING);
  return new Map((members ?? []).map((member) => [text(member["UserId"]) ?? "", true]));
}
