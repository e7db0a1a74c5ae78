import { UserGroups } from "../../../provider/workspace/user/groups";
import { openListing } from "../../../provider/workspace/user/listing";
import type { Rest } from "../../../provider/workspace/api";
import { RollcallError } from "../../../provider/model/error";
import type { Query } from "../../../provider/vendors/signing";
import { UnrulyService } from "./unruly-service";

/** Answers reads from a function and remembers their queries. */
function restOf(answer: (query: Query) => Readonly<Record<string, unknown>>): { readonly rest: Rest; readonly queries: Query[] } {
  const queries: Query[] = [];
  const rest: Rest = {
    read: async (_operation, _path, _member, query = {}) => {
      queries.push(query);
      return answer(query);
    },
    write: () => Promise.reject(new Error("nothing is written here")),
  };
  return { rest, queries };
}

const { service } = new UnrulyService("all or nothing", { status: 409, code: "" });
const everybody = Array.from({ length: 250 }, (_, index) => ({ id: `id${index}`, user_name: `user${index}` }));

test("asks for everything at once, and goes on in pages only when the service holds users back", async () => {
  const all = restOf(() => ({ total_count: 250, users: everybody }));
  const whole = await openListing(service, all.rest).page(undefined);
  expect(whole).toMatchObject({ total: 250 });
  expect(whole.users).toHaveLength(250);
  expect(whole.next).toBeUndefined();
  const some = restOf(({ offset = 0 }) => ({ total_count: "250", users: everybody.slice(Number(offset), Number(offset) + 120) }));
  const listing = openListing(service, some.rest);
  const names: string[] = [];
  for (let from: string | undefined; ;) {
    const { users, next } = await listing.page(from);
    names.push(...users.map(({ ref }) => ref.key));
    if (next === undefined) break;
    from = next;
  }
  expect(names).toEqual(everybody.map(({ user_name }) => user_name));
  expect(some.queries).toEqual([{}, { limit: 100, offset: 120 }, { limit: 100, offset: 240 }]);
});

test("finds exactly the names asked for in one call, even when the service ignores the filter", async () => {
  const { rest, queries } = restOf(() => ({ total_count: 250, users: [...everybody, { id: "x", user_name: "User7" }] }));
  const { named } = openListing(service, rest);
  const [seven, nobody, again] = await Promise.all([named("user7"), named("user"), named("user7")]);
  expect(seven).toMatchObject([{ ref: { id: "id7" } }]);
  expect(nobody).toEqual([]);
  expect(again).toEqual(seven);
  expect(queries).toEqual([{ user_names: ["user7", "user"] }]);
});

test("a listing that is told a user is missing concludes that the tenant is", async () => {
  const missing = new RollcallError({
    code: "ERR_USER_MISSING",
    category: "not-found",
    cloudCode: "WKS.00170312",
    summary: "gone",
    remedy: "refresh",
  });
  const rest: Rest = { read: () => Promise.reject(missing), write: () => Promise.reject(missing) };
  const listing = openListing(service, rest);
  await expect(listing.page(undefined)).rejects.toMatchObject({ category: "parent-missing", code: "ERR_PARENT_MISSING" });
  await expect(listing.named("alice")).rejects.toMatchObject({ category: "parent-missing" });
  expect(await listing.detail("u1")).toBeUndefined();
});

test("lists groups once, page by page, and again only for a name it has not met", async () => {
  const groups = Array.from({ length: 150 }, (_, index) => ({ id: `g${index}`, name: `group${index}` }));
  const { rest, queries } = restOf(({ offset = 0, limit = 100 }) => ({
    total_count: groups.length,
    user_groups: groups.slice(Number(offset), Number(offset) + Number(limit)),
  }));
  const known = new UserGroups(rest, service);
  const idsOf = async (names: readonly string[]) => (await known.membershipsOf("u1", names, [])).map(({ group }) => group);
  expect(await Promise.all([idsOf(["group7"]), idsOf(["group149", "group0"]), idsOf([])])).toEqual([["g7"], ["g149", "g0"], []]);
  expect(queries).toEqual([
    { limit: 100, offset: 0 },
    { limit: 100, offset: 100 },
  ]);
  groups.push({ id: "new", name: "new group" });
  expect(await idsOf(["new group", "group1"])).toEqual(["new", "g1"]);
  expect(queries).toHaveLength(4);
  expect(await idsOf(["DomainUsers", "group2"])).toEqual(["g2"]);
  expect(await idsOf(["DomainUsers"])).toEqual([]);
  expect(queries).toHaveLength(6);
});
