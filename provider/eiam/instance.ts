import type { Violation } from "../directory";
import { RollcallError } from "../errors/error";
import type { Account } from "../host/account";
import type { Fields } from "../user";

const REMEDY = "Declare instanceId, or run pulumi config set rollcall:instanceId idaas_… (environment: ROLLCALL_INSTANCE_ID).";

/**
 * The IDaaS instance of a user: its own `instanceId`, else the configured one.
 * @throws RollcallError ERR_CONFIG when there is neither.
 */
export function instanceOf(account: Pick<Account, "instanceId">, user: Fields): string {
  const declared = user["instanceId"];
  if (typeof declared === "string") return declared;
  if (account.instanceId !== undefined) return account.instanceId;
  throw new RollcallError({ code: "ERR_CONFIG", summary: "no IDaaS instance is named for this user", remedy: REMEDY });
}

/** The same as a refusal before any call. */
export function missingInstance(account: Pick<Account, "instanceId">, user: Fields): Violation | undefined {
  if (user["instanceId"] !== undefined || account.instanceId !== undefined) return undefined;
  return { field: "instanceId", rule: "is required unless rollcall:instanceId is configured", remedy: REMEDY, source: "IDaaS EIAM CreateUser, InstanceId" };
}
