import { kept } from "../../model/kept";
import { oneByOne } from "../../calls/gathered";
import { identified } from "../../calls/identified";
import { everybody } from "../../calls/everybody";
import { eachOnce } from "../../calls/listings";
import type { Service } from "../../model/service";
import { unlessGone } from "../../model/error";
import { type Bag, type Fields, record } from "../../model/values";
import { observe, type SeenUser } from "./observe";
import { listPage, listPages, type Rpc } from "../api";
import { UnitListing } from "./unit-listing";

/** How users of EIAM are found, each in its instance. */
export interface LookUps {
  /** The user with exactly this name and every field: freshly, or in a sweep from shared listings where they tell all that is declared. */
  byName(
    instance: string,
    username: string,
    hint: { readonly sweep: boolean; readonly user: Fields },
  ): Promise<SeenUser | undefined>;
  /** A user by id, in a refresh from shared listings where they tell all that is declared. */
  byId(
    instance: string,
    id: string,
    declared: ReadonlySet<string>,
    hint: { readonly sweep: boolean; readonly user: Fields },
  ): Promise<SeenUser | undefined>;
  forget(id: string): void;
  /** Everybody in the instance, with what ListUsers tells: no units and no custom fields. */
  list(instance: string): AsyncIterable<SeenUser>;
}

/** Opens the look-ups of one account. */
export function openLookUps(service: Service, rpc: Rpc): LookUps {
  const get = oneByOne<{ readonly instance: string; readonly id: string }, SeenUser | undefined>(
    service,
    "GetUser",
    async ({ instance, id }) => {
      const answer = await unlessGone(rpc("GetUser", "read", { InstanceId: instance, UserId: id }));
      return answer === undefined ? undefined : identified(service, "GetUser", observe(record(answer["User"])), id);
    },
  );

  async function* pages(instance: string, filter: Bag): AsyncGenerator<readonly SeenUser[]> {
    for await (const page of listPages(rpc, "ListUsers", "Users", { InstanceId: instance, ...filter }))
      yield page.map(observe);
  }
  const list = (instance: string, filter: Bag = {}): AsyncIterable<SeenUser> => eachOnce(pages(instance, filter));

  const listings = new Map<string, UnitListing>();
  const listingOf = (instance: string): UnitListing =>
    kept(listings, instance, () => new UnitListing(instance, () => service.now(), rpc));

  return {
    async byName(instance, username, { sweep, user }) {
      const unit = user["primaryOrganizationalUnitId"];
      const listed =
        sweep && typeof unit === "string" ? await listingOf(instance).namedInOnly(unit, username) : undefined;
      if (listed !== undefined)
        return user["customFields"] === undefined ? listed : get({ instance, id: listed.ref.id });
      for await (const { ref } of list(instance, { UsernameStartsWith: username })) {
        const found = ref.key === username ? await get({ instance, id: ref.id }) : undefined;
        // Who was deleted just now may be in a list for a moment longer, beside a new one of the name.
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async byId(instance, id, declared, { sweep, user }) {
      const unit = user["primaryOrganizationalUnitId"];
      // Custom fields are told by GetUser alone; without a unit it is an import, which wants to know everything.
      const listed =
        sweep && typeof unit === "string" && !declared.has("customFields")
          ? await listingOf(instance).inOnly(unit, id)
          : undefined;
      return listed ?? get({ instance, id });
    },
    forget: (id) => {
      for (const listing of listings.values()) listing.forget(id);
    },
    list: (instance) =>
      everybody(service, "ListUsers", async (from) => {
        const { entries, ...page } = await listPage(rpc, "ListUsers", "Users", { InstanceId: instance }, from);
        return { users: entries.map(observe), ...page };
      }),
  };
}
