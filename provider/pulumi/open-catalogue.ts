import { type Clock, systemClock } from "../calls/clock";
import type { SettingSources } from "../config/settings";
import type { Catalogue } from "../model/catalogue";
import type { DirectoryFacts } from "../model/kind";
import { accountOf, serviceOf } from "./session";

/**
 * What a directory calls by name, under the account that the configuration names.
 * @throws RollcallError ERR_CONFIG when no account can be told.
 */
export async function openCatalogue(
  directory: DirectoryFacts,
  sources: SettingSources,
  say: (line: string) => void,
  clock: Clock = systemClock,
): Promise<Catalogue> {
  const account = await accountOf(directory, sources);
  return directory.catalogue(account, serviceOf(directory, account, say, clock).service);
}
