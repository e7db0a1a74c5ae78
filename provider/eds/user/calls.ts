import type { Service } from "../../model/service";
import type { Account } from "../../model/account";
import type { KindCalls } from "../../model/kind-calls";
import { isCleared } from "../../model/compare";
import { claimOf, countedGroups, groupIds } from "../../model/memberships";
import { type Bag, defined, type Fields, filled, numberIn, type Observed, type UserRef } from "../../model/values";
import { everybody } from "../../calls/everybody";
import { everyone, SharedListing } from "../../calls/listings";
import { batchLimits, memberOutcomes, openRpc } from "../api";
import { fields } from "./fields";
import { observeAll, withLockTime } from "./observe";
import { channel, channelKey, phoneOnWire } from "./values";
import { openSteps } from "./steps";

/** Most users of one look-up or listing page (EDS DescribeUsers). */
const NAMES_LIMIT = 500;
/** FilterUsers treats more than 100 as 100 (EDS FilterUsers, MaxResults). */
const FILTER_PAGE = 100;

/** Settings of a CreateUsers call that hold for everybody in it; users with different ones never share a call. */
const BATCH_WIDE = ["autoLockTime", "isLocalAdmin", "passwordExpireDays", "businessChannel"] as const;
const PER_USER = [
  "endUserId",
  "email",
  "phone",
  "password",
  "ownerType",
  "orgId",
  "remark",
  "realNickName",
  "groupIdList",
] as const;

/** Somebody to look at or to remove, with what is declared of the user. */
interface Named {
  readonly name: string;
  readonly user?: Fields;
}

/** The calls of EDS under one account. */
export function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const limits = batchLimits(account);
  const create = service.batch<Fields, UserRef>({
    operation: "CreateUsers",
    limit: limits.create,
    groupBy: (user) => JSON.stringify(BATCH_WIDE.map((name) => user[name] ?? null)),
    run: async (users) => {
      const answer = await rpc("CreateUsers", "once", {
        query: wireNames(users[0] ?? {}, BATCH_WIDE),
        body: { Users: users.map((user) => wireNames(user, PER_USER)) },
      });
      const names = users.map((user) => String(user["endUserId"]));
      return memberOutcomes(service, "CreateUsers", answer, names, (name) => ({ id: name, key: name }), "CreateResult");
    },
  });

  const page = async (
    action: "DescribeUsers" | "FilterUsers",
    size: number,
    from: string | undefined,
    { query, body }: { readonly query?: Bag; readonly body?: Bag } = {},
  ) => {
    const wanted = { ...query, ...defined({ MaxResults: size, NextToken: from }) };
    const answer = await rpc(action, "read", defined({ query: wanted, body }));
    const users = observeAll(answer);
    return defined({ users, total: numberIn(answer["Count"]), next: filled(answer["NextToken"]) });
  };

  const describe = service.batch<Named, Observed | undefined>({
    operation: "DescribeUsers",
    limit: NAMES_LIMIT,
    groupBy: ({ user }) => channelKey(user),
    run: async (wanted) => {
      const names = new Set(wanted.map(({ name }) => name));
      const filter = { query: channel(wanted[0]?.user), body: { EndUserIds: [...names] } };
      const found = new Map<string, Observed>();
      // Pages may be smaller than what was asked for, and who stands on the next one is not missing.
      for await (const user of everyone((from) => page("DescribeUsers", NAMES_LIMIT, from, filter))) {
        if (names.has(user.ref.key)) found.set(user.ref.key, user);
        if (found.size === names.size) break;
      }
      return wanted.map(({ name }) => ({ ok: true, value: found.get(name) }));
    },
  });

  const listing = new SharedListing({
    page: (from) => page("DescribeUsers", NAMES_LIMIT, from),
    byId: (name) => describe({ name }),
    perCall: NAMES_LIMIT,
    now: () => service.now(),
  });

  // Only FilterUsers tells AutoLockTime, and it takes no list of names: one user by filter, many by its listing.
  const filterOne = async (name: string): Promise<Observed | undefined> => {
    const filter = { query: { Filter: name } };
    for await (const user of everyone((from) => page("FilterUsers", FILTER_PAGE, from, filter)))
      if (user.ref.key === name) return user;
    return undefined;
  };
  const lockTimes = new SharedListing({
    page: (from) => page("FilterUsers", FILTER_PAGE, from),
    byId: filterOne,
    perCall: 1,
    now: () => service.now(),
  });

  const remove = service.batch<Named, void>({
    operation: "RemoveUsers",
    limit: limits.remove,
    groupBy: ({ user }) => channelKey(user),
    run: async (wanted) => {
      const names = wanted.map(({ name }) => name);
      const answer = await rpc("RemoveUsers", "repeatable", { body: { Users: names, ...channel(wanted[0]?.user) } });
      return memberOutcomes(service, "RemoveUsers", answer, names, () => undefined).map((outcome) =>
        !outcome.ok && outcome.error.category === "not-found" ? { ok: true, value: undefined } : outcome,
      );
    },
  });

  const forget = (name: string): void => {
    listing.forget(name);
    lockTimes.forget(name);
  };

  return {
    create: (user) => create(user),
    find: async (key, user, sweep = false) => {
      const found = withGroups(await describe({ name: key, user }), user);
      return found === undefined || user["autoLockTime"] === undefined
        ? found
        : withLockTime(found, await (sweep ? lockTimes.get(key, true) : filterOne(key)));
    },
    read: async (ref, declared, { sweep, user, former }) => {
      const found = withGroups(await listing.get(ref.id, sweep), user, former);
      if (found === undefined || !declared.has("autoLockTime")) return found;
      return withLockTime(found, await lockTimes.get(ref.id, sweep));
    },
    remove: async (ref, user) => {
      forget(ref.id);
      await remove({ name: ref.id, user });
    },
    forget: (ref) => forget(ref.id),
    steps: openSteps(service, rpc, limits),
    list: () => everybody(service, "DescribeUsers", (from) => page("DescribeUsers", NAMES_LIMIT, from)),
  };
}

/** The user with the groups that the declaration is about: all of them, unless memberships by others are to stay. */
function withGroups(user: Observed | undefined, declared: Fields, former?: readonly string[]): Observed | undefined {
  const groups = user?.fields["groupIdList"];
  if (user === undefined || groups === undefined) return user;
  const seen = groupIds(groups).map((group) => ({ group, ours: true }));
  const groupIdList = countedGroups(seen, claimOf("groupIdList", declared, former));
  return { ...user, fields: { ...user.fields, groupIdList } };
}

/** Declared values under their wire names. `""` and `[]` have nothing to clear on a user that does not exist yet. */
function wireNames(user: Fields, names: readonly (keyof typeof fields)[]): Bag {
  const declared = names.filter((name) => user[name] !== undefined && !isCleared(user[name]));
  return Object.fromEntries(
    declared.map((name) => [fields[name].wire, name === "phone" ? phoneOnWire(String(user[name])) : user[name]]),
  );
}
