import type { Clock } from "../../provider/calls/clock";
import { accountOfKeys } from "../../provider/config/credentials/expected-account";
import { configuredKeys } from "../../provider/config/resolve-account";
import { Settings, type SettingSources } from "../../provider/config/settings";
import { identityOf } from "../../provider/model/credentials";
import type { Account, Directory } from "../../provider/model/directory";
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
  const whose = await whoseAccount(directory, sources);
  return [
    ok(check, `${found}${whose.account}${until === undefined ? "" : `, until ${timeOf(until)}`}`),
    ...whose.findings,
    ...(until !== undefined && until - now < SHORT_MS && !canRenew(directory, sources)
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

/** The cloud's own word on whose keys these are. A network that reaches the directory may not reach this service. */
async function whoseAccount(
  directory: Directory,
  sources: SettingSources,
): Promise<{ readonly account: string; readonly findings: readonly Finding[] }> {
  const found = configuredKeys(directory, new Settings(sources))?.found;
  if (found === undefined) return { account: "", findings: [] };
  try {
    return { account: `, account ${await accountOfKeys(directory, found)}`, findings: [] };
  } catch (error) {
    const { summary, remedy } = asRollcallError(error);
    return {
      account: "",
      findings: [warn(`${directory.name}:identity`, `whose keys these are was not told: ${summary}`, remedy)],
    };
  }
}

function canRenew(directory: Directory, sources: SettingSources): boolean {
  return configuredKeys(directory, new Settings(sources))?.found.isRenewable === true;
}

/** `2026-11-26 15:30 UTC`. */
function timeOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
