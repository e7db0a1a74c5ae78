import { asksForAll, type CountedList, lacksEntries } from "../calls/counted-list";
import { abreast } from "../calls/listings";
import { wholeList } from "../calls/whole-list";
import type { Account } from "../model/account";
import type { Violation } from "../model/rule";
import { configError } from "../model/error";
import type { Service } from "../model/service";
import { type Bag, defined, type Fields, numberIn, record, records, text } from "../model/values";
import { alibabaCall } from "../vendors/alibaba";

const REMEDY =
  "Declare instanceId, or run pulumi config set rollcall:instanceId idaas_… (environment: ROLLCALL_INSTANCE_ID).";

/**
 * The IDaaS instance of a user: its own `instanceId`, else the configured one.
 * @throws RollcallError ERR_CONFIG when there is neither.
 */
export function instanceOf({ own }: Pick<Account, "own">, user: Fields): string {
  const declared = user["instanceId"];
  if (typeof declared === "string") return declared;
  if (own.instanceId !== undefined) return own.instanceId;
  throw configError("no IDaaS instance is named for this user", REMEDY);
}

/** The same as a refusal before any call. */
export function missingInstance({ own }: Pick<Account, "own">, user: Fields): Violation | undefined {
  if (user["instanceId"] !== undefined || own.instanceId !== undefined) return undefined;
  return {
    field: "instanceId",
    rule: "is required unless rollcall:instanceId is configured",
    remedy: REMEDY,
    source: "IDaaS EIAM CreateUser, InstanceId",
  };
}

/** Version of the `eiam` API. */
const VERSION = "2021-12-01";

/** Largest page of EIAM's lists (IDaaS EIAM ListUsers, ListOrganizationalUnits, PageSize). */
const PAGE_SIZE = 100;

const listed = (member: string): CountedList => ({ member, count: "TotalCount" });
const LISTS: Readonly<Record<string, CountedList>> = {
  ListUsers: listed("Users"),
  ListUsersForGroup: listed("Users"),
  ListGroups: listed("Groups"),
  ListGroupsForUser: listed("Groups"),
  ListOrganizationalUnits: listed("OrganizationalUnits"),
};
/** Parameters that filter nothing. */
const PLACES = ["InstanceId", "OrganizationalUnitId", "ParentId", "GroupId", "UserId", "PageNumber", "PageSize"];

/** Calls an EIAM action. `effect` says whether it may be sent twice. */
export type Rpc = (action: string, effect: "read" | "repeatable" | "once", parameters: Bag) => Promise<Bag>;

/**
 * The EIAM actions of one account. Every parameter travels in the query, passwords too, as the vendor's own clients send them
 * (EIAM API metadata), so no text of Rollcall's ever shows a URL.
 */
export function openRpc(account: Account, service: Service): Rpc {
  return async (action, effect, query) => {
    const send = alibabaCall(account, { version: VERSION, action, query });
    const list = LISTS[action];
    const asked = { before: (Number(query["PageNumber"] ?? 1) - 1) * PAGE_SIZE, isWhole: asksForAll(query, PLACES) };
    const lacks = (body: Bag) => (list === undefined ? undefined : lacksEntries(body, list, asked));
    return record(await service.call({ operation: action, effect, send, lacks }));
  };
}

/** One page of a list action. */
export interface ListPage {
  readonly entries: readonly Bag[];
  /** How many there are in all, where the answer says it. */
  readonly total?: number;
  /** Where the next page starts; absent on the last one. */
  readonly next?: string;
}

/**
 * A page of a list action; `member` names the list in the answer.
 * @param from where it starts: absent for the first page, else `next` of the one before
 */
export async function listPage(
  rpc: Rpc,
  action: string,
  member: string,
  parameters: Bag,
  from: string | undefined,
): Promise<ListPage> {
  const [number = 1, known = 0] = (from ?? "1").split(" ").map(Number);
  const answer = await rpc(action, "read", { ...parameters, PageNumber: number, PageSize: PAGE_SIZE });
  const entries = records(answer[member]);
  const total = numberIn(answer["TotalCount"]);
  // The largest page of some lists is not documented: what the first one holds is what a page holds.
  const size = known > 0 ? known : Math.min(entries.length, PAGE_SIZE);
  const more = entries.length > 0 && (total === undefined ? entries.length >= size : number * size < total);
  return { entries, ...defined({ total, next: more ? `${number + 1} ${size}` : undefined }) };
}

/**
 * The pages of a list action, one call each; `member` names the list in the answer.
 * @param readers how many wait for the list, so that pages are fetched side by side where many do
 */
export async function* listPages(
  rpc: Rpc,
  action: string,
  member: string,
  parameters: Bag,
  readers = () => 1,
): AsyncGenerator<readonly Bag[]> {
  for (let number = 1, last = 1, size = 0; number <= last;) {
    const numbers = Array.from(
      { length: Math.min(abreast(readers(), PAGE_SIZE), last - number + 1) },
      (_, index) => number + index,
    );
    const answers = await Promise.all(
      numbers.map((PageNumber) => rpc(action, "read", { ...parameters, PageNumber, PageSize: PAGE_SIZE })),
    );
    for (const answer of answers) {
      const page = records(answer[member]);
      // The largest page of some lists is not documented: what the first one holds is what a page holds.
      size ||= Math.min(page.length, PAGE_SIZE);
      const total = numberIn(answer["TotalCount"]) ?? (page.length < size ? 0 : (number + numbers.length) * size);
      last = size === 0 ? 0 : Math.ceil(total / size);
      yield page;
      if (page.length === 0) return;
    }
    number += numbers.length;
  }
}

/** Everything that a list action has; `member` names the list in the answer, and `id` what tells its entries apart. */
export function allOf(rpc: Rpc, action: string, member: string, id: string, parameters: Bag): Promise<readonly Bag[]> {
  return wholeList(
    async (PageNumber) => {
      const answer = await rpc(action, "read", { ...parameters, PageNumber, PageSize: PAGE_SIZE });
      return { entries: records(answer[member]), total: numberIn(answer["TotalCount"]) };
    },
    (entry) => text(entry[id]) ?? "",
  );
}
