import type { Service } from "../../model/service";
import type { Account } from "../../model/account";
import type { KindCalls } from "../../model/kind-calls";
import { together } from "../../calls/gathered";
import { everybody } from "../../calls/everybody";
import { SharedListing } from "../../calls/listings";
import { claimOf, countedGroups } from "../../model/memberships";
import type { Fields, Observed } from "../../model/values";
import { openCreate } from "./create";
import { UserGroups } from "./groups";
import { openListing } from "./listing";
import { type ListedUser, pick } from "./observe";
import { openRest, type Rest } from "../api";
import { openSteps } from "./steps";

/** Most users of one look-up by name, and of one removal (Workspace BatchDeleteUser). */
const NAMES_PER_CALL = 200;
const DELETE_LIMIT = 100;

/** The calls of Workspace under one account and in its project. */
export function connect(account: Account, service: Service): KindCalls {
  return openCalls(service, openRest(account, service));
}

/** The same over any way to send requests. */
export function openCalls(service: Service, rest: Rest): KindCalls {
  const ended = new Set<string>();
  const listing = openListing(service, rest, ended);
  const groups = new UserGroups(rest, service);

  /** Group ids cost a listing of their own, so only who declares groups (or nothing at all: an import) gets them. */
  const complete = async (
    { ref, fields, computed, groupNames }: ListedUser,
    wanted: boolean,
    declared: Fields = {},
    former: readonly string[] = [],
  ): Promise<Observed> => {
    if (!wanted) return { ref, fields, computed };
    const claim = claimOf("groupIds", declared, former);
    const groupIds = countedGroups(await groups.membershipsOf(ref.id, groupNames, former), claim);
    return { ref, fields: { ...fields, groupIds }, computed };
  };

  /** A fresh look by name, which many users share a call for and which tells every field; by id only who is not found so. */
  const look = async (id: string, key: string): Promise<ListedUser | undefined> => {
    const under = async (name: string): Promise<ListedUser | undefined> =>
      (await listing.named(name)).find((user) => user.ref.id === id);
    const listed = key === id ? undefined : await under(key);
    if (listed !== undefined) return listed;
    const detail = await listing.detail(id);
    return detail === undefined || detail.ref.key === key ? detail : ((await under(detail.ref.key)) ?? detail);
  };

  const shared = new SharedListing<ListedUser>({
    page: listing.page,
    byId: look,
    perCall: NAMES_PER_CALL,
    now: () => service.now(),
  });

  const remove = together<string>(service, { operation: "BatchDeleteUser", limit: DELETE_LIMIT, bisect: true }, (ids) =>
    rest.write("BatchDeleteUser", "repeatable", "POST", ["users", "batch-delete"], { user_ids: ids }),
  );

  return {
    create: openCreate(service, rest, listing),
    find: async (key, user) => {
      const found = pick(await listing.named(key), user);
      return found === undefined ? undefined : complete(found, "groupIds" in user, user);
    },
    createdAt: async (ref) => (await listing.detail(ref.id))?.createdAt,
    read: async (ref, declared, { sweep, user, former }) => {
      const found = await shared.get(ref.id, sweep, ref.key);
      return found === undefined
        ? undefined
        : complete(found, declared.size === 0 || declared.has("groupIds"), user, former);
    },
    forget: (ref) => shared.forget(ref.id),
    remove: async (ref) => {
      shared.forget(ref.id);
      await remove(ref.id);
      ended.add(ref.id);
    },
    steps: openSteps(service, rest, groups),
    async *list() {
      for await (const user of everybody(service, "ListUsers", listing.page)) yield await complete(user, true);
    },
  };
}
