import { standing } from "../model/credentials";
import { type Account, brokenRule, type VendorSetting } from "../model/account";
import type { DirectoryFacts } from "../model/kind";
import { configError } from "../model/error";
import { assertLoopback, assertSafeEndpoint } from "../vendors/endpoint";
import { findKeys, type FoundKeys } from "./credentials";
import { checkAccount } from "./credentials/expected-account";
import type { EmbeddedEmulator } from "./embedded-emulator";
import type { Settings } from "./settings";

/** Longest wait for one answer unless `rollcall:timeoutSeconds` says otherwise. */
const TIMEOUT_S = 30;

/**
 * The account one directory is called with, by Account > stack configuration > environment.
 * @param emulator starts the embedded emulator; called only for target `emulator` without an endpoint of its own.
 * @throws RollcallError ERR_CONFIG for a missing target or key, a value that a setting cannot have, or an endpoint that would send keys in clear.
 */
export async function resolveAccount(
  directory: DirectoryFacts,
  settings: Settings,
  emulator: () => Promise<EmbeddedEmulator>,
): Promise<Account> {
  const configured = configuredKeys(directory, settings);
  if (configured !== undefined) {
    if (configured.found.isGuess === true) await configured.found.identity.keys();
    await checkAccount(directory, configured.found);
    return configured.account;
  }
  const running = await emulator();
  return {
    ...basics(directory, settings),
    endpoint: running.endpoint,
    credentials: standing(
      { kind: "keys", accessKeyId: running.accessKeyId, accessKeySecret: running.accessKeySecret },
      "the embedded emulator",
    ),
    own: ownSettings(directory, settings, (key) => running.settings[directory.name]?.[key]),
  };
}

/**
 * The account as far as the configuration alone tells it, with what is known of its keys; `undefined` when only the embedded emulator
 * knows them. Starts nothing.
 * @throws RollcallError ERR_CONFIG, like {@link resolveAccount}.
 */
export function configuredKeys(
  directory: DirectoryFacts,
  settings: Settings,
): { readonly account: Account; readonly found: FoundKeys } | undefined {
  const target = settings.target();
  const known = basics(directory, settings);
  const configured = settings.get(`${directory.name}Endpoint`);
  if (target === "emulator" && configured === undefined) return undefined;
  const endpoint = (configured ?? directory.endpoint(known.region)).replace(/\/+$/, "");
  assertSafeEndpoint(endpoint, `rollcall:${directory.name}Endpoint`);
  if (target === "emulator") assertLoopback(endpoint, `rollcall:${directory.name}Endpoint`);
  const found = findKeys(directory, settings, known.region, target === "emulator" ? endpoint : undefined);
  const own = ownSettings(
    directory,
    settings,
    (key, { variables = [] }) =>
      variables.map((name) => settings.variable(name)).find((value) => value !== undefined) ?? found.settings[key],
  );
  return { account: { ...known, endpoint, credentials: found.identity, own }, found };
}

/**
 * The directory's own settings.
 * @param otherwise where a setting is looked for that is not configured
 */
function ownSettings(
  { settings: specs = {} }: DirectoryFacts,
  settings: Settings,
  otherwise: (key: string, spec: VendorSetting) => string | undefined,
): Account["own"] {
  const found = Object.entries(specs).flatMap(([key, spec]) => {
    const value = settings.get(key) ?? otherwise(key, spec);
    if (value === undefined) return [];
    const rule = brokenRule(spec, value);
    if (rule === undefined) return [[key, value]];
    throw configError(
      `rollcall:${key} ${rule}, not ${spec.secret === true ? "what is set" : JSON.stringify(value)}`,
      `Correct it with pulumi config set rollcall:${key} ${spec.values?.[0] ?? "…"}, or remove it.`,
    );
  });
  return Object.fromEntries(found);
}

/** What is configured in the same way for a cloud and for the emulator. */
function basics(directory: DirectoryFacts, settings: Settings): Pick<Account, "directory" | "region" | "timeoutMs"> {
  return {
    directory: directory.name,
    region: settings.get(`${directory.name}Region`) ?? settings.get("region") ?? directory.defaultRegion,
    timeoutMs: readTimeout(settings),
  };
}

function readTimeout(settings: Settings): number {
  const seconds = Number(settings.get("timeoutSeconds") ?? TIMEOUT_S);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 600) return seconds * 1000;
  throw configError(
    "rollcall:timeoutSeconds must be a number of seconds above 0 and at most 600",
    "Correct it with pulumi config set rollcall:timeoutSeconds 30.",
  );
}
