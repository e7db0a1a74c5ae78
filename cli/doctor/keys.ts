import type { FoundKeys } from "../../provider/config/credentials";
import type { Clock } from "../../provider/calls/clock";
import { accountOfKeys } from "../../provider/config/credentials/expected-account";
import { configuredKeys } from "../../provider/config/resolve-account";
import { Settings, type SettingSources } from "../../provider/config/settings";
import { identityOf } from "../../provider/model/credentials";
import type { Account } from "../../provider/model/account";
import type { Directory } from "../../provider/model/kind";
import { asRollcallError } from "../../provider/model/error";
import { failOf, type Finding, ok, warn } from "./finding";

/** Keys that live shorter than this may not last a run, in milliseconds. */
const SHORT_MS = 10 * 60_000;

/** Which source a directory would use, whose account that is and until when. Shows nothing of the keys. */
export async function checkKeys(
  directory: Directory,
  { region, credentials }: Account,
  { sources, clock }: { readonly sources: SettingSources; readonly clock?: Clock },
): Promise<readonly Finding[]> {
  const check = `${directory.name}:account`;
  const identity = identityOf(credentials);
  try {
    await identity.keys();
  } catch (error) {
    return [failOf(check, asRollcallError(error))];
  }
  const now = clock?.now() ?? Date.now();
  const until = identity.expiresAt();
  const found = `${directory.title}, ${region}: keys of ${identity.source}`;
  const keys = configuredKeys(directory, new Settings(sources))?.found;
  const whose = await whoseAccount(directory, keys);
  return [
    ok(check, `${found}, ${whose}${until === undefined ? "" : `, until ${timeOf(until)}`}`),
    ...(until !== undefined && until - now < SHORT_MS && keys?.isRenewable !== true
      ? [
          warn(
            `${directory.name}:expiry`,
            `the keys run out in ${Math.max(0, Math.round((until - now) / 60_000))} min, and nothing can renew them`,
            "Renew them before a run that takes longer.",
          ),
        ]
      : []),
  ];
}

/** The cloud's own word on whose keys these are. A network that reaches the directory may not reach this service, which costs nothing. */
async function whoseAccount(directory: Directory, found: FoundKeys | undefined): Promise<string> {
  if (found === undefined) return "which have no account";
  try {
    return `account ${await accountOfKeys(directory, found)}`;
  } catch (error) {
    const { cloudCode, code } = asRollcallError(error);
    return `account not told by ${new URL(found.endpoints.sts).host} (${cloudCode ?? code})`;
  }
}

/** `2026-11-26 15:30 UTC`. */
function timeOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
