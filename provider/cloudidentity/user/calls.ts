import { oneByOne } from "../../calls/gathered";
import { identified } from "../../calls/identified";
import { everybody } from "../../calls/everybody";
import { everyone, type Page, SharedListing } from "../../calls/listings";
import type { Account } from "../../model/account";
import { unlessGone } from "../../model/error";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { wireValues } from "../../model/text-fields";
import { type Bag, defined, numberIn, type Observed, records, text, type UserRef } from "../../model/values";
import { openRpc, PAGE_SIZE, type Rpc } from "../api";
import { fields } from "./fields";
import { openMemberships } from "./memberships";
import { observe } from "./observe";
import { openSteps } from "./steps";

/**
 * One page of the directory, or of the users that a filter leaves.
 * @param from page number as text; absent: the first
 */
export async function listPage(rpc: Rpc, filter: Bag, from: string | undefined): Promise<Page> {
  const number = Number(from ?? 1);
  const answer = await rpc.read("ListUsers", { ...filter, PageNumber: number, PageSize: PAGE_SIZE });
  const users = records(answer["Users"]).map(observe);
  // The answer repeats the page size that counted, should the service ever cap it lower.
  const size = Number(text(answer["PageSize"]) ?? PAGE_SIZE) || PAGE_SIZE;
  const total = numberIn(answer["Total"]);
  const more = users.length > 0 && (total === undefined ? users.length >= size : number * size < total);
  return { users, ...defined({ total, next: more ? String(number + 1) : undefined }) };
}

/** The calls of CloudIdentity under one account: single users only, one write at a time. */
export function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const memberships = openMemberships(account, service, rpc);

  const getUser = oneByOne<string, Observed | undefined>(service, "GetUser", async (id) => {
    const user = await unlessGone(rpc.read("GetUser", { UserId: id }));
    return user === undefined ? undefined : identified(service, "GetUser", observe(user), id);
  });

  const pages = {
    page: (from: string | undefined) => listPage(rpc, {}, from),
    perCall: 1,
    numbered: true,
    now: () => service.now(),
  } as const;
  const listing = new SharedListing({ ...pages, byId: getUser });

  /** Deleted by this run: lists may show them for a moment longer, beside a new one of the name. */
  const ended = new Set<string>();
  const named = (user: Observed): string => user.ref.key.normalize("NFC");
  // Whether UserName filters exactly is not documented, so the page decides who is a candidate and we who is meant.
  const findOne = async (name: string): Promise<Observed | undefined> => {
    for await (const user of users({ UserName: name }))
      if (named(user) === name.normalize("NFC") && !ended.has(user.ref.id))
        return identified(service, "ListUsers", user);
    return undefined;
  };
  const names = new SharedListing({ ...pages, byId: findOne, nameOf: named });

  const users = (filter: Bag): AsyncIterable<Observed> => everyone((from) => listPage(rpc, filter, from));

  const forget = ({ id, key }: UserRef): void => {
    listing.forget(id);
    names.forget(key.normalize("NFC"));
  };

  return {
    async create(user) {
      await memberships.require(user);
      const made = observe(await rpc.write("CreateUser", "once", wireValues(fields, user)));
      return identified(service, "CreateUser", made).ref;
    },
    find: async (key, declared, sweep = false) => {
      const user = await (sweep ? names.get(key.normalize("NFC"), true) : findOne(key));
      return user === undefined || declared["groupIds"] === undefined
        ? user
        : memberships.complete(user, new Set(Object.keys(declared)), { sweep, user: declared });
    },
    async read(ref, declared, hint) {
      memberships.note(hint.user, hint.former);
      const user = await listing.get(ref.id, hint.sweep);
      return user === undefined ? undefined : memberships.complete(user, declared, hint);
    },
    note: (user, former) => memberships.note(user, former),
    forget,
    remove: async (ref) => {
      forget(ref);
      await rpc.write("DeleteUser", "repeatable", { UserId: ref.id });
      ended.add(ref.id);
    },
    steps: [...openSteps(rpc), ...memberships.steps],
    list: () => everybody(service, "ListUsers", (from) => listPage(rpc, {}, from)),
  };
}
