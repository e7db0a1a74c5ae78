import type { Account, Credentials } from "../model/account";
import type { CloudVariables } from "../model/directory-facts";
import { RollcallError } from "../model/error";
import type { Answer } from "../model/service";
import type { AlibabaRequest, AlibabaSdk } from "./alibaba-sdk";
import { noAnswerOf, timedOut } from "./http";

/** Where Alibaba Cloud's own tools look for keys. */
export const alibabaVariables: CloudVariables = {
  id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
  secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  session: "ALIBABA_CLOUD_SECURITY_TOKEN",
};

const clients = new Map<string, Promise<AlibabaSdk>>();

/**
 * One attempt of an Alibaba Cloud RPC call through the vendor's client, which signs each attempt again (ACS3-HMAC-SHA256).
 * The client makes no retries of its own, follows no redirects and ignores proxy variables.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export function alibabaCall(
  account: Pick<Account, "endpoint" | "credentials">,
  request: AlibabaRequest,
): (timeoutMs: number) => Promise<Answer> {
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
  const account = JSON.stringify([
    endpoint,
    credentials.accessKeyId,
    credentials.accessKeySecret,
    credentials.securityToken,
  ]);
  const known = clients.get(account);
  if (known !== undefined) return known;
  const opening = import("./alibaba-sdk").then(({ AlibabaSdk }) => new AlibabaSdk(endpoint, credentials));
  clients.set(account, opening);
  return opening;
}
