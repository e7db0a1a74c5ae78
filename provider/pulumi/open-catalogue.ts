import { type Clock, systemClock } from "../calls/clock";
import type { SettingSources } from "../config/settings";
import type { Catalogue } from "../model/catalogue";
import type { Directory } from "../model/directory";
import { accountOf, sessionOf } from "./session";

/**
 * What a directory calls by name, under the account that the configuration names.
 * @throws RollcallError ERR_CONFIG when no account can be told.
 */
export async function openCatalogue(
  directory: Directory,
  sources: SettingSources,
  say: (line: string) => void,
  clock: Clock = systemClock,
): Promise<Catalogue> {
  const account = await accountOf(directory, sources);
  const { service } = sessionOf(directory.kinds.User, account, say, clock);
  return directory.catalogue(account, service);
}
