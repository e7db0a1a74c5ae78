import type { Clock } from "../../provider/calls/clock";
import type { Directory } from "../../provider/directory";
import { asRollcallError } from "../../provider/errors/error";
import { resolveAccount } from "../../provider/host/resolve-account";
import { openSession } from "../../provider/host/session";
import { Settings, type SettingSources } from "../../provider/host/settings";
import { embeddedEmulator } from "../../provider/host/embedded-emulator";
import type { Account } from "../../provider/host/account";
import type { Network } from "../../provider/transport/http";
import { checkEndpoint } from "./endpoint";
import { failOf, type Finding, ok, warn } from "./finding";

/** What a look at one directory needs. */
export interface DirectoryCheck {
  readonly sources: SettingSources;
  readonly network: Network;
  say(line: string): void;
  readonly clock?: Clock;
}

/** Credentials, endpoint, clock and permission of one directory. Sends one unsigned request and one harmless read. */
export async function checkDirectory(directory: Directory, check: DirectoryCheck): Promise<readonly Finding[]> {
  let account: Account;
  try {
    const settings = new Settings(check.sources);
    account = await resolveAccount(directory, settings, () => embeddedEmulator(settings.get("emulatorData")));
  } catch (error) {
    return [failOf(`${directory.name}:account`, asRollcallError(error))];
  }
  const kind = account.credentials.kind === "keys" ? "access key" : "token";
  const reached = await checkEndpoint(account, check.network);
  const credentials = ok(`${directory.name}:account`, `${directory.title}, ${account.region}, ${kind} found`);
  if (reached.some(({ level }) => level === "fail")) return [credentials, ...reached];
  return [credentials, ...reached, await checkPermission(directory, check)];
}

async function checkPermission(directory: Directory, { sources, say, clock }: DirectoryCheck): Promise<Finding> {
  const check = `${directory.name}:permission`;
  try {
    const { calls } = await openSession(directory, sources, say, clock);
    const lacking = calls.missing?.({});
    if (lacking !== undefined) return warn(check, `not tried: ${lacking.field} ${lacking.rule}`, lacking.remedy);
    const { done } = await firstOf(calls.list());
    return ok(check, done === true ? "users can be listed; there are none" : "users can be listed");
  } catch (error) {
    return failOf(check, asRollcallError(error));
  }
}

/** The first user is enough: the rest of the listing is not asked for. */
async function firstOf(users: AsyncIterable<unknown>): Promise<IteratorResult<unknown>> {
  const iterator = users[Symbol.asyncIterator]();
  try {
    return await iterator.next();
  } finally {
    await iterator.return?.();
  }
}
