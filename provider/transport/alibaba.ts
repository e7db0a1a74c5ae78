import type { Answer } from "../calls/answer";
import { RollcallError } from "../errors/error";
import type { Account, Credentials } from "../host/account";
import type { AlibabaSdk } from "./alibaba-sdk";
import { noAnswerOf, timedOut } from "./network-error";

/** Parameters of an RPC action; lists and objects are flattened (`Users.1.EndUserId`), absent ones left out, `""` is sent. */
export type AlibabaParameters = Readonly<Record<string, unknown>>;

/** One Alibaba Cloud RPC request. */
export interface AlibabaRequest {
  readonly version: string;
  readonly action: string;
  readonly query?: AlibabaParameters;
  /** Sent as a form. Empty counts as absent. */
  readonly body?: AlibabaParameters;
}

const clients = new Map<string, Promise<AlibabaSdk>>();

/**
 * One attempt of an Alibaba Cloud RPC call through the vendor's client, which signs each attempt again (ACS3-HMAC-SHA256).
 * The client makes no retries of its own, follows no redirects and ignores proxy variables.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export function alibabaCall(account: Pick<Account, "endpoint" | "credentials">, request: AlibabaRequest): (timeoutMs: number) => Promise<Answer> {
  const { host } = new URL(account.endpoint);
  return async (timeoutMs) => {
    const client = await clientFor(account.endpoint, account.credentials);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(timedOut(host, timeoutMs)), timeoutMs);
    });
    try {
      return await Promise.race([client.send(request, timeoutMs), late]);
    } catch (error) {
      throw error instanceof RollcallError ? error : noAnswerOf(error, host);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The client takes 150 ms to load, so that happens at the first call and not with the module. */
function clientFor(endpoint: string, credentials: Credentials): Promise<AlibabaSdk> {
  if (credentials.kind !== "keys") {
    throw new RollcallError({
      code: "ERR_CONFIG",
      summary: "Alibaba Cloud takes no token.",
      remedy: "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
    });
  }
  const account = JSON.stringify([endpoint, credentials.accessKeyId, credentials.accessKeySecret, credentials.securityToken]);
  const known = clients.get(account);
  if (known !== undefined) return known;
  const opening = import("./alibaba-sdk").then(({ AlibabaSdk }) => new AlibabaSdk(endpoint, credentials));
  clients.set(account, opening);
  return opening;
}
