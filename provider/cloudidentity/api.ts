import type { Service } from "../model/service";
import type { Account } from "../model/account";
import { record } from "../model/values";
import { volcengineCall } from "../vendors/volcengine";

/** Version of the CloudIdentity API. */
const VERSION = "2023-01-01";

/** Parameters of one action under their wire names; sent as JSON in the body. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The CloudIdentity actions of one account; each resolves with the `Result` of the envelope. */
export interface Rpc {
  read(action: string, parameters: Parameters): Promise<Readonly<Record<string, unknown>>>;
  /**
   * The service takes one write at a time and answers a second one with `ConcurrentException`, so writes queue, whichever
   * resources they come from.
   * @param effect whether the action may be sent twice
   */
  write(
    action: string,
    effect: "repeatable" | "once",
    parameters: Parameters,
  ): Promise<Readonly<Record<string, unknown>>>;
}

/** Opens the CloudIdentity actions of one account. */
export function openRpc(account: Account, service: Service): Rpc {
  const call = async (operation: string, effect: "read" | "repeatable" | "once", body: Parameters) => {
    const send = volcengineCall(account, { service: "cloudidentity", version: VERSION, action: operation, body });
    return record(record(await service.call({ operation, effect, send }))["Result"]);
  };
  return {
    read: (action, parameters) => call(action, "read", parameters),
    write: (action, effect, parameters) => service.exclusive(() => call(action, effect, parameters)),
  };
}
