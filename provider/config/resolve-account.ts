import type { Account } from "../model/account";
import type { DirectoryFacts } from "../model/directory-facts";
import { RollcallError } from "../model/error";
import { assertLoopback, assertSafeEndpoint } from "../vendors/endpoint";
import { resolveCredentials } from "./credentials";
import type { EmbeddedEmulator } from "./embedded-emulator";
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
  const configured = configuredAccount(directory, settings);
  if (configured !== undefined) return configured;
  const running = await emulator();
  return {
    ...basics(directory, settings),
    endpoint: running.endpoint,
    credentials: { kind: "keys", accessKeyId: running.accessKeyId, accessKeySecret: running.accessKeySecret },
    instanceId: settings.get("instanceId") ?? running.eiam.instanceId,
    projectId: settings.get("projectId") ?? running.workspace.projectId,
  };
}

/**
 * The account as far as the configuration alone tells it; `undefined` when only the embedded emulator knows its keys. Starts nothing.
 * @throws RollcallError ERR_CONFIG, like {@link resolveAccount}.
 */
export function configuredAccount(directory: DirectoryFacts, settings: Settings): Account | undefined {
  const target = settings.target();
  const known = basics(directory, settings);
  const configured = settings.get(`${directory.name}Endpoint`);
  if (target === "emulator" && configured === undefined) return undefined;
  const endpoint = (configured ?? directory.endpoint(known.region)).replace(/\/+$/, "");
  assertSafeEndpoint(endpoint, `rollcall:${directory.name}Endpoint`);
  if (target === "emulator") assertLoopback(endpoint, `rollcall:${directory.name}Endpoint`);
  const instanceId = settings.get("instanceId");
  const projectId = settings.get("projectId") ?? settings.variable("HUAWEICLOUD_SDK_PROJECT_ID");
  return {
    ...known,
    endpoint,
    credentials: resolveCredentials(directory, settings),
    ...(instanceId !== undefined && { instanceId }),
    ...(projectId !== undefined && { projectId }),
  };
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
