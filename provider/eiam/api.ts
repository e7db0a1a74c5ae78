import { abreast } from "../calls/listings";
import { wholeList } from "../calls/whole-list";
import type { Account } from "../model/account";
import type { Violation } from "../model/rule";
import { configError } from "../model/error";
import type { Service } from "../model/service";
import { type Bag, type Fields, numberIn, record, records, text } from "../model/values";
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

/** Calls an EIAM action. `effect` says whether it may be sent twice. */
export type Rpc = (action: string, effect: "read" | "repeatable" | "once", parameters: Bag) => Promise<Bag>;

/**
 * The EIAM actions of one account. Every parameter travels in the query, passwords too, as the vendor's own clients send them
 * (EIAM API metadata), so no text of Rollcall's ever shows a URL.
 */
export function openRpc(account: Account, service: Service): Rpc {
  return async (action, effect, query) => {
    const send = alibabaCall(account, { version: VERSION, action, query });
    return record(await service.call({ operation: action, effect, send }));
  };
}

/** Largest page of EIAM's lists (IDaaS EIAM ListUsers, ListOrganizationalUnits, PageSize). */
const PAGE_SIZE = 100;

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
      size ||= page.length;
      last = size === 0 ? 0 : Math.ceil(Number(text(answer["TotalCount"]) ?? 0) / size);
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
