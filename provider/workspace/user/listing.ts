import type { Service } from "../../model/service";
import { asRollcallError, RollcallError } from "../../model/error";
import { record, records, text } from "../../model/values";
import type { Page } from "../../calls/listings";
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

/** The reads of one project. */
export function openListing(service: Service, rest: Rest): Listing {
  const page = (from: string | undefined, filter: Query = {}): Promise<Page<ListedUser>> =>
    listPage(rest, filter, from);
  return {
    page: (from) => page(from),
    named: service.batch<string, readonly ListedUser[]>({
      operation: "ListUsers",
      limit: NAMES_LIMIT,
      run: async (names) => {
        // A deployment that does not know the filter yet answers with everybody, which is as good. How exactly names are
        // matched is not documented, so what counts is the comparison here.
        const found: ListedUser[] = [];
        for (let from: string | undefined; ;) {
          const { users, next } = await page(from, { user_names: [...new Set(names)] });
          found.push(...users);
          if (next === undefined) break;
          from = next;
        }
        return names.map((name) => ({ ok: true, value: found.filter((user) => user.ref.key === name) }));
      },
    }),
    detail: async (id) => {
      try {
        const answer = await rest.read("ListUserDetail", ["users", id], "user_detail");
        return observe(record(answer["user_detail"]));
      } catch (error) {
        if (asRollcallError(error).category === "not-found") return undefined;
        throw error;
      }
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
  const total = Number(text(answer["total_count"]) ?? end);
  return { users, total, ...(users.length > 0 && end < total && { next: String(end) }) };
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
