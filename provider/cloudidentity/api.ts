import { asksForAll, type CountedList, lacksEntries } from "../calls/counted-list";
import { wholeList } from "../calls/whole-list";
import type { Service } from "../model/service";
import type { Account } from "../model/account";
import { type Bag, numberIn, record, records, text } from "../model/values";
import { volcengineCall } from "../vendors/volcengine";

/** Version of the CloudIdentity API. */
const VERSION = "2023-01-01";

/** The CloudIdentity actions of one account, with parameters under their wire names; each resolves with the `Result` of the envelope. */
export interface Rpc {
  read(action: string, parameters: Bag): Promise<Bag>;
  /**
   * The service takes one write at a time and answers a second one with `ConcurrentException`, so writes queue, whichever
   * resources they come from.
   * @param effect whether the action may be sent twice
   */
  write(action: string, effect: "repeatable" | "once", parameters: Bag): Promise<Bag>;
}

/** Largest page of the lists (CloudIdentity ListUsers, ListGroups, ListGroupMembers, PageSize). */
export const PAGE_SIZE = 100;

const listed = (member: string): CountedList => ({ member, count: "Total" });
const LISTS: Readonly<Record<string, CountedList>> = {
  ListUsers: listed("Users"),
  ListGroups: listed("Groups"),
  ListGroupMembers: listed("Members"),
};
/** Parameters that filter nothing. */
const PLACES = ["GroupId", "PageNumber", "PageSize"];

/** Opens the CloudIdentity actions of one account. */
export function openRpc(account: Account, service: Service): Rpc {
  const call = async (operation: string, effect: "read" | "repeatable" | "once", body: Bag) => {
    const send = volcengineCall(account, { service: "cloudidentity", version: VERSION, action: operation, body });
    const list = LISTS[operation];
    const before = (Number(body["PageNumber"] ?? 1) - 1) * PAGE_SIZE;
    const lacks = (answer: Bag): string | undefined =>
      list && lacksEntries(record(answer["Result"]), list, { before, isWhole: asksForAll(body, PLACES) });
    return record(record(await service.call({ operation, effect, send, lacks }))["Result"]);
  };
  return {
    read: (action, parameters) => call(action, "read", parameters),
    write: (action, effect, parameters) => service.exclusive(() => call(action, effect, parameters)),
  };
}

/** All members of a group. */
export function membersOfGroup(rpc: Rpc, group: string): Promise<readonly Bag[]> {
  return wholeList(
    async (number) => {
      const page = { GroupId: group, PageNumber: number, PageSize: PAGE_SIZE };
      const answer = await rpc.read("ListGroupMembers", page);
      return { entries: records(answer["Members"]), total: numberIn(answer["Total"]) };
    },
    (member) => text(member["UserId"]) ?? "",
  );
}
