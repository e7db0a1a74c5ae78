import type { Account } from "../model/account";
import type { Failure, Outcome, Service } from "../model/service";
import { type Bag, defined, type Fields, filled, record, records, text } from "../model/values";
import { asksForAll, type CountedList, lacksEntries } from "../calls/counted-list";
import { pagesOf } from "../calls/listings";
import { alibabaCall, alibabaMemberFailure } from "../vendors/alibaba";
import { errors } from "./errors";

/** Most users of one call, by action. */
export interface BatchLimits {
  readonly create: number;
  /** RemoveUsers. */
  readonly remove: number;
  /** LockUsers and UnlockUsers. */
  readonly lock: number;
}

/**
 * The limits in force. The current pages allow 100 users in CreateUsers and 500 in RemoveUsers, LockUsers and UnlockUsers;
 * editions of 2024 allowed 20 and 100, and sites that still hold to them are served with `rollcall:edsBatchSize` 20.
 */
export function batchLimits({ own }: Pick<Account, "own">): BatchLimits {
  return own.edsBatchSize === "20" ? { create: 20, remove: 100, lock: 100 } : { create: 100, remove: 500, lock: 500 };
}

/** Version of the `eds-user` API. */
const VERSION = "2021-03-08";

/** Calls an EDS action. `effect` says whether it may be sent twice. Parameters stand where the vendor's own clients place them (EDS API metadata). */
export type Rpc = (
  action: string,
  effect: "read" | "repeatable" | "once",
  parameters: { readonly query?: Bag; readonly body?: Bag },
) => Promise<Bag>;

const listed = (member: string): CountedList => ({ member, count: "Count" });
/** Not all of them count (EDS FilterUsers, DescribeOrgs, DescribeGroupUser). */
const LISTS: Readonly<Record<string, CountedList>> = {
  DescribeUsers: listed("Users"),
  FilterUsers: listed("Users"),
  DescribeGroups: listed("Groups"),
  DescribeGroupUser: listed("Users"),
  DescribeOrgs: listed("Orgs"),
};
/** Parameters that filter nothing. */
const PLACES = ["BusinessChannel", "MaxResults", "NextToken", "PageNumber", "PageSize"];

/** The EDS actions of one account. */
export function openRpc(account: Account, service: Service): Rpc {
  return async (action, effect, { query = {}, body = {} }) => {
    const send = alibabaCall(account, { version: VERSION, action, query, body });
    const list = LISTS[action];
    const isWhole = asksForAll({ ...query, ...body }, PLACES);
    const before = (Number(query["PageNumber"] ?? 1) - 1) * Number(query["PageSize"] ?? 0);
    // Behind the first page an empty one may be the last, which nothing follows.
    const isWithin = (answer: Bag): boolean =>
      query["NextToken"] === undefined || filled(answer["NextToken"]) !== undefined;
    const lacks = (answer: Bag): string | undefined =>
      list && lacksEntries(answer, list, { before, isWhole: isWhole && isWithin(answer) });
    return record(await service.call({ operation: action, effect, send, lacks }));
  };
}

/** A field of everything on the pages of a list action; `member` names the list in the answer. */
export async function allNames(
  rpc: Rpc,
  action: string,
  member: string,
  field: string,
  query: Fields,
): Promise<readonly string[]> {
  const names = new Set<string>();
  const page = async (from: string | undefined) => {
    const answer = await rpc(action, "read", { query: defined({ ...query, NextToken: from }) });
    return defined({ users: records(answer[member]), next: filled(answer["NextToken"]) });
  };
  for await (const some of pagesOf(page)) for (const one of some) names.add(text(one[field]) ?? "");
  return [...names];
}

/**
 * Each member's outcome out of an HTTP 200 that lists failures by name (`FailedUsers`). A user whom the answer names neither
 * as failed nor as done counts as done: that is what the status says. Where a failure is of nobody in the call, whose it is cannot be
 * told, so that nobody counts as done.
 * @param result the member of the answer that lists the failures
 */
export function memberOutcomes<T>(
  service: Service,
  operation: string,
  answer: Bag,
  names: readonly string[],
  value: (name: string) => T,
  result = `${operation}Result`,
): readonly Outcome<T>[] {
  const failed = new Map(
    records(record(answer[result])["FailedUsers"]).map((user) => [folded(text(user["EndUserId"]) ?? ""), user]),
  );
  const asked = new Set(names.map(folded));
  const isUnclear = [...failed.keys()].some((name) => !asked.has(name));
  return names.map((name) => {
    const failure = failed.get(folded(name));
    if (failure === undefined && !isUnclear) return { ok: true, value: value(name) };
    const told = failure === undefined ? UNCLEAR : memberFailure(failure, text(answer["RequestId"]));
    return { ok: false, error: service.error(told, operation) };
  });
}

const UNCLEAR: Failure = {
  category: "no-answer",
  cloudCode: "",
  message: "the answer names a failure of somebody who was not in the call",
};

/** User names are lower case (EDS CreateUsers, Users.EndUserId), however an answer repeats them. */
function folded(name: string): string {
  return name.trim().toLowerCase();
}

function memberFailure(user: Bag, requestId: string | undefined): Failure {
  return alibabaMemberFailure(
    errors,
    text(user["ErrorCode"]) ?? "",
    text(user["ErrorMessage"]) ?? "the service gave no reason",
    requestId,
  );
}
