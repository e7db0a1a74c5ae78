import type { Service } from "../calls/service";
import { asRollcallError } from "../errors/error";
import { record, records, text } from "../json";
import { type Page, SharedListing } from "../reads/shared-listing";
import type { Observed } from "../user";
import { observe } from "./observe";
import { oneByOne, type Rpc } from "./rpc";

/** Largest page of ListUsers (IDaaS EIAM ListUsers, PageSize). */
const PAGE_SIZE = 100;

/** Declared fields that ListUsers does not tell (IDaaS EIAM ListUsers, GetUser). */
const ONLY_GET_USER = ["primaryOrganizationalUnitId", "organizationalUnitIds", "customFields"];

/** How users of EIAM are found, each in its instance. */
export interface LookUps {
  /** The whole user, freshly; `undefined` when the service says that there is none. */
  get(instance: string, id: string): Promise<Observed | undefined>;
  /** The user with exactly this name, whole and fresh, or else one whose name differs in case only. */
  byName(instance: string, username: string): Promise<{ readonly user?: Observed; readonly otherCase?: string }>;
  /** A user for a refresh or an update: from a shared listing where the listing tells all that is declared. */
  read(instance: string, id: string, declared: ReadonlySet<string>, sweep: boolean): Promise<Observed | undefined>;
  forget(id: string): void;
  /** Everybody in the instance, with what ListUsers tells. */
  list(instance: string): AsyncIterable<Observed>;
}

/** Opens the look-ups of one account. */
export function openLookUps(service: Service, rpc: Rpc): LookUps {
  const get = oneByOne<{ readonly instance: string; readonly id: string }, Observed | undefined>(service, "GetUser", async ({ instance, id }) => {
    try {
      return observe(record((await rpc("GetUser", "read", { InstanceId: instance, UserId: id }))["User"]));
    } catch (error) {
      if (asRollcallError(error).category === "not-found") return undefined;
      throw error;
    }
  });

  const page = async (instance: string, filter: Readonly<Record<string, unknown>>, from = "1"): Promise<Page> => {
    const number = Number(from);
    const answer = await rpc("ListUsers", "read", { InstanceId: instance, ...filter, PageNumber: number, PageSize: PAGE_SIZE });
    const users = records(answer["Users"]).map(observe);
    const total = Number(text(answer["TotalCount"]) ?? users.length);
    return { users, total, ...(users.length > 0 && number * PAGE_SIZE < total && { next: String(number + 1) }) };
  };

  async function* list(instance: string, filter: Readonly<Record<string, unknown>>): AsyncIterable<Observed> {
    for (let from: string | undefined = "1"; from !== undefined; ) {
      const { users, next }: Page = await page(instance, filter, from);
      yield* users;
      from = next;
    }
  }

  const listings = new Map<string, SharedListing>();
  const listingOf = (instance: string): SharedListing => {
    const known = listings.get(instance);
    if (known !== undefined) return known;
    const listing = new SharedListing({ page: (from) => page(instance, {}, from), byId: (id) => get({ instance, id }), perCall: 1, now: () => service.now() });
    listings.set(instance, listing);
    return listing;
  };

  return {
    get: (instance, id) => get({ instance, id }),
    async byName(instance, username) {
      let otherCase: string | undefined;
      // The only filter by name is a prefix, and whether it minds case is not documented.
      for await (const { ref } of list(instance, { UsernameStartsWith: username })) {
        if (ref.key === username) {
          const user = await get({ instance, id: ref.id });
          return user === undefined ? {} : { user };
        }
        if (ref.key.toLowerCase() === username.toLowerCase()) otherCase = ref.key;
      }
      return otherCase === undefined ? {} : { otherCase };
    },
    read(instance, id, declared, sweep) {
      // Nothing declared is an import, which wants to know everything.
      const whole = declared.size === 0 || ONLY_GET_USER.some((field) => declared.has(field));
      return whole ? get({ instance, id }) : listingOf(instance).get(id, sweep);
    },
    forget: (id) => {
      for (const listing of listings.values()) listing.forget(id);
    },
    list: (instance) => list(instance, {}),
  };
}
