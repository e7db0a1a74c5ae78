import { kept, keptIfGood } from "../../model/kept";
import type { DirectoryFacts } from "../../model/kind";
import { RollcallError } from "../../model/error";
import { secretsOf } from "../../model/credentials";
import { accountExchange, type FoundKeys } from ".";
import { send } from "./exchange";
import { systemWorld } from "./world";

/**
 * Whose keys these are, as the cloud itself says (GetCallerIdentity): the id of the account.
 * @throws RollcallError when the source gives no keys, or the cloud does not say
 */
export async function accountOfKeys(
  directory: Pick<DirectoryFacts, "cloud">,
  { identity, endpoints }: FoundKeys,
): Promise<string> {
  const credentials = await identity.keys();
  const exchange = accountExchange(directory, endpoints, credentials, systemWorld);
  const { value } = await send(exchange, {
    world: systemWorld,
    source: identity.source,
    secrets: secretsOf(credentials),
  });
  return value;
}

/** Asked once for each identity of a process. */
const checked = new WeakMap<FoundKeys["identity"], Map<string, Promise<void>>>();

/**
 * Holds the keys to the account that the configuration expects, before anything is done with them.
 * @throws RollcallError ERR_AUTH when they are of another account
 */
export function checkAccount(directory: DirectoryFacts, found: FoundKeys): Promise<void> {
  const expected = found.expectedAccountId;
  if (expected === undefined) return Promise.resolve();
  const known = kept(checked, found.identity, () => new Map<string, Promise<void>>());
  return keptIfGood(known, expected, () => compare(directory, found, expected));
}

async function compare(directory: DirectoryFacts, found: FoundKeys, expected: string): Promise<void> {
  const account = await accountOfKeys(directory, found);
  if (account === expected) return;
  throw new RollcallError({
    code: "ERR_AUTH",
    summary: `${found.identity.source}: the keys are of account ${account}, and expectedAccountId is ${expected}. Nothing was sent with them.`,
    remedy: "Use keys of the expected account, or correct expectedAccountId.",
    category: "auth",
  });
}
