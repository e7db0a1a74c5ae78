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

/** Opens the CloudIdentity actions of one account. */
export function openRpc(account: Account, service: Service): Rpc {
  const call = async (operation: string, effect: "read" | "repeatable" | "once", body: Bag) => {
    const send = volcengineCall(account, { service: "cloudidentity", version: VERSION, action: operation, body });
    return record(record(await service.call({ operation, effect, send }))["Result"]);
  };
  return {
    read: (action, parameters) => call(action, "read", parameters),
    write: (action, effect, parameters) => service.exclusive(() => call(action, effect, parameters)),
  };
}

/** Most members of one page (CloudIdentity ListGroupMembers, PageSize). */
const PAGE_SIZE = 100;

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
