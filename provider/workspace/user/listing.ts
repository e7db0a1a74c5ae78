import type { Service } from "../../model/service";
import { asRollcallError, RollcallError, unlessGone } from "../../model/error";
import { defined, numberIn, record, records } from "../../model/values";
import { identified } from "../../calls/identified";
import { everyone, type Page } from "../../calls/listings";
import type { Query } from "../../vendors/signing";
import { type ListedUser, observe } from "./observe";
import type { Rest } from "../api";

/** Names of one look-up. 200 names of 32 characters make a URI of 9 KB; the gateway takes 32 KB (API Gateway error codes). */
const NAMES_LIMIT = 200;
/** Size of the pages after the first, should the service ever not answer with everything. */
const PAGE_SIZE = 100;

/** Reads of users by their names or all together. */
export interface Listing {
  /** One page: everything, unless the service holds users back (Workspace ListUsers: no limit means all). */
  page(from: string | undefined): Promise<Page<ListedUser>>;
  /** Fresh: the users who are called exactly so; more than one where domains share a name. Gathers names into one call. */
  named(name: string): Promise<readonly ListedUser[]>;
  /** Fresh, one call: the user of an id as ListUserDetail shows it; `undefined` when the service has no such user. */
  detail(id: string): Promise<ListedUser | undefined>;
}

/**
 * The reads of one project.
 * @param ended ids of accounts that this run has deleted: lists may show them for a moment longer, beside a new one of the name
 */
export function openListing(service: Service, rest: Rest, ended: ReadonlySet<string> = new Set()): Listing {
  return {
    page: (from) => listPage(rest, {}, from),
    named: service.batch<string, readonly ListedUser[]>({
      operation: "ListUsers",
      limit: NAMES_LIMIT,
      run: async (names) => {
        // A deployment that does not know the filter yet answers with everybody, which is as good. How exactly names are
        // matched is not documented, so what counts is the comparison here.
        const found: ListedUser[] = [];
        const asked = new Set(names);
        const filter = { user_names: [...asked] };
        for await (const user of everyone((from) => listPage(rest, filter, from))) found.push(user);
        const there = found
          .filter(({ ref }) => !ended.has(ref.id) && asked.has(ref.key))
          .map((user) => identified(service, "ListUsers", user));
        return names.map((name) => ({ ok: true, value: there.filter((user) => user.ref.key === name) }));
      },
    }),
    detail: async (id) => {
      const answer = await unlessGone(rest.read("ListUserDetail", ["users", id], "user_detail"));
      if (answer === undefined) return undefined;
      return identified(service, "ListUserDetail", observe(record(answer["user_detail"])), id);
    },
  };
}

async function listPage(rest: Rest, filter: Query, from: string | undefined): Promise<Page<ListedUser>> {
  const offset = Number(from ?? 0);
  const answer = await rest
    .read("ListUsers", ["users"], "users", { ...filter, ...(from !== undefined && { limit: PAGE_SIZE, offset }) })
    .catch(asParentMissing);
  const users = records(answer["users"]).map(observe);
  const end = offset + users.length;
  const total = numberIn(answer["total_count"]);
  return { users, ...defined({ total, next: users.length > 0 && end < (total ?? end) ? String(end) : undefined }) };
}

/** A listing has no user to miss: the code for a missing user (WKS.00170312 has both meanings) speaks of the tenant here. */
function asParentMissing(error: unknown): never {
  const failure = asRollcallError(error);
  if (failure.category !== "not-found") throw failure;
  throw new RollcallError({
    ...failure.details(),
    code: "ERR_PARENT_MISSING",
    category: "parent-missing",
    remedy: "Register Workspace in this project, and check rollcall:projectId and rollcall:workspaceRegion.",
  });
}
