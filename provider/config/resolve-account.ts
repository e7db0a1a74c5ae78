import { standing } from "../model/credentials";
import type { Account } from "../model/account";
import type { DirectoryFacts } from "../model/directory-facts";
import { RollcallError } from "../model/error";
import { assertLoopback, assertSafeEndpoint } from "../vendors/endpoint";
import { findKeys, type FoundKeys } from "./credentials";
import { checkAccount } from "./credentials/expected-account";
import type { EmbeddedEmulator } from "./embedded-emulator";
import { checkNames } from "./setting-names";
import type { Settings } from "./settings";

/** Longest wait for one answer unless `rollcall:timeoutSeconds` says otherwise. */
const TIMEOUT_S = 30;

/**
 * The account one directory is called with, by Account > stack configuration > environment.
 * @param emulator starts the embedded emulator; called only for target `emulator` without an endpoint of its own.
 * @throws RollcallError ERR_CONFIG for a missing target, key or project, or an endpoint that would send keys in clear.
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
    instanceId: settings.get("instanceId") ?? running.eiam.instanceId,
    projectId: settings.get("projectId") ?? running.workspace.projectId,
  };
}

/**
 * The account as far as the configuration alone tells it; `undefined` when only the embedded emulator knows its keys. Starts nothing.
 * @throws RollcallError ERR_CONFIG, like {@link resolveAccount}.
 */
export function configuredAccount(directory: DirectoryFacts, settings: Settings): Account | undefined {
  return configuredKeys(directory, settings)?.account;
}

/** The same with what else is known of the keys. */
export function configuredKeys(
  directory: DirectoryFacts,
  settings: Settings,
): { readonly account: Account; readonly found: FoundKeys } | undefined {
  checkNames(settings.names());
  const target = settings.target();
  const known = basics(directory, settings);
  const configured = settings.get(`${directory.name}Endpoint`);
  if (target === "emulator" && configured === undefined) return undefined;
  const endpoint = (configured ?? directory.endpoint(known.region)).replace(/\/+$/, "");
  assertSafeEndpoint(endpoint, `rollcall:${directory.name}Endpoint`);
  if (target === "emulator") assertLoopback(endpoint, `rollcall:${directory.name}Endpoint`);
  const found = findKeys(directory, settings, known.region, target === "emulator" ? endpoint : undefined);
  const instanceId = settings.get("instanceId");
  const projectId =
    settings.get("projectId") ??
    PROJECT_VARIABLES.map((name) => settings.variable(name)).find(isSet) ??
    found.projectId;
  const account = {
    ...known,
    endpoint,
    credentials: found.identity,
    ...(instanceId !== undefined && { instanceId }),
    ...(projectId !== undefined && { projectId }),
  };
  return { account, found };
}

/** Where Huawei Cloud's own tools look for a project. */
const PROJECT_VARIABLES = ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID", "HUAWEI_CLOUD_PROJECT_ID"];

function isSet(value: string | undefined): value is string {
  return value !== undefined;
}

/** What is configured in the same way for a cloud and for the emulator. */
function basics(
  directory: DirectoryFacts,
  settings: Settings,
): Pick<Account, "directory" | "region" | "timeoutMs" | "edsBatchSize"> {
  return {
    directory: directory.name,
    region: settings.get(`${directory.name}Region`) ?? settings.get("region") ?? directory.defaultRegion,
    timeoutMs: readTimeout(settings),
    ...readBatchSize(settings),
  };
}

function readTimeout(settings: Settings): number {
  const seconds = Number(settings.get("timeoutSeconds") ?? TIMEOUT_S);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 600) return seconds * 1000;
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: "rollcall:timeoutSeconds must be a number of seconds above 0 and at most 600",
    remedy: "Correct it with pulumi config set rollcall:timeoutSeconds 30.",
  });
}

function readBatchSize(settings: Settings): Pick<Account, "edsBatchSize"> {
  const size = settings.get("edsBatchSize") ?? "100";
  if (size === "100") return {};
  if (size === "20") return { edsBatchSize: 20 };
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `rollcall:edsBatchSize must be 100, or 20 for sites with the limits of the older EDS pages, not ${JSON.stringify(size)}`,
    remedy: "Correct it with pulumi config set rollcall:edsBatchSize 20, or remove it.",
  });
}
