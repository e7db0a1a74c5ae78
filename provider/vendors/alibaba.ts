import { type Credentials, keysOf, type Signer } from "../model/credentials";
import { RollcallError } from "../model/error";
import type { Answer } from "../model/service";
import type { AlibabaRequest, AlibabaSdk } from "./alibaba-sdk";
import { noAnswerOf, timedOut } from "./http";

/** By keys, so that clients go with them, and then by endpoint. */
const clients = new WeakMap<Credentials, Map<string, Promise<AlibabaSdk>>>();

/**
 * One attempt of an Alibaba Cloud RPC call through the vendor's client, which signs each attempt again (ACS3-HMAC-SHA256).
 * The client makes no retries of its own, follows no redirects and ignores proxy variables.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export function alibabaCall(
  account: { readonly endpoint: string; readonly credentials: Signer },
  request: AlibabaRequest,
): (timeoutMs: number) => Promise<Answer> {
  const { host } = new URL(account.endpoint);
  return async (timeoutMs) => {
    const client = await clientFor(account.endpoint, await keysOf(account.credentials));
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
  const ofKeys = clients.get(credentials) ?? new Map<string, Promise<AlibabaSdk>>();
  clients.set(credentials, ofKeys);
  const known = ofKeys.get(endpoint);
  if (known !== undefined) return known;
  const opening = import("./alibaba-sdk").then(({ AlibabaSdk }) => new AlibabaSdk(endpoint, credentials));
  ofKeys.set(endpoint, opening);
  return opening;
}
