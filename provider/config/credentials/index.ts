import { kept } from "../../model/kept";
import type { CloudName, Credentials, Identity } from "../../model/credentials";
import type { DirectoryFacts } from "../../model/kind";
import { sha256Hex } from "../../vendors/signing";
import type { Settings } from "../settings";
import { alibaba } from "./alibaba";
import { type Cloud, endpointsFor, type KeyEndpoints, metadataSwitch, type Seeker } from "./cloud";
import { configuredFor } from "./configured";
import { explicitSource } from "./explicit";
import { huawei } from "./huawei";
import { lastResort } from "./instance";
import { type Source, sourceProblem } from "./source";
import { RenewingIdentity } from "./renewing";
import { volcengine } from "./volcengine";
import { systemWorld, type World } from "./world";

const clouds: Readonly<Record<CloudName, Cloud>> = { alibaba, huawei, volcengine };

/** What was found for one directory. */
export interface FoundKeys {
  readonly identity: Identity;
  /** Settings of directories that the source names beside the keys, by key. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where calls about these keys go. */
  readonly endpoints: KeyEndpoints;
  /** The account that the keys must belong to, where the configuration names one. */
  readonly expectedAccountId?: string;
  /** Whether the source can give new keys when these run out. */
  readonly isRenewable: boolean;
  /** Nobody named the source, so that it must be asked before anything counts on it. */
  readonly isGuess?: true;
}

/**
 * Whose keys one directory is called with. The first configured source is the only one: explicit settings (Account, stack, ROLLCALL_…),
 * the variables of the cloud's own tools, their files, and last the metadata of the instance. Nobody is asked yet.
 * @param region of the directory
 * @param here where everything goes with target `emulator`: the emulator's own endpoint
 * @throws RollcallError ERR_CONFIG for a half-set or broken source, naming it and never its content
 */
export function findKeys(
  { name, cloud: cloudName }: Pick<DirectoryFacts, "name" | "cloud">,
  settings: Settings,
  region: string,
  here: string | undefined,
  world: World = systemWorld,
): FoundKeys {
  const cloud = clouds[cloudName];
  const configured = configuredFor(cloudName, name, settings);
  const endpoints = endpointsFor(cloud, settings, configured, region, here);
  const seeker: Seeker = { settings, configured, endpoints, world };
  const explicit = explicitSource(cloud, seeker);
  const source = explicit ?? chained(cloud, seeker, name);
  // A role of the environment belongs to keys of the environment, not to those that the program names.
  const role = configured.role ?? (explicit === undefined ? cloud.environmentRole?.(seeker) : undefined);
  const whole = role === undefined ? source : cloud.assume(seeker, source, role);
  const expectedAccountId = configured.plain("expectedAccountId");
  return {
    identity: identityOf(cloud, whole, world),
    endpoints,
    isRenewable: whole.renewable,
    settings: whole.settings ?? {},
    ...(expectedAccountId !== undefined && { expectedAccountId }),
    ...(whole.isGuess !== undefined && { isGuess: true }),
  };
}

/** Asks the cloud for the id of the account that keys belong to; for {@link Cloud.account}. */
export function accountExchange(
  { cloud }: Pick<DirectoryFacts, "cloud">,
  endpoints: KeyEndpoints,
  credentials: Credentials,
  world: World = systemWorld,
): ReturnType<Cloud["account"]> {
  return clouds[cloud].account(endpoints, credentials, world);
}

function chained(cloud: Cloud, seeker: Seeker, user: string): Source {
  for (const find of cloud.chain) {
    const source = find(seeker);
    if (source !== undefined) return source;
  }
  const none = noKeys(cloud, user);
  const off = metadataOff(cloud, seeker);
  if (off !== undefined)
    throw sourceProblem(`${none.summary}, and ${off} keeps the instance from being asked.`, none.remedy);
  return lastResort(cloud.instance(seeker, undefined), none);
}

function noKeys(
  { families: [family], title }: Cloud,
  user: string,
): { readonly summary: string; readonly remedy: string } {
  const [[id = ""] = [], [secret = ""] = []] = family ?? [];
  return {
    summary: `no credentials for ${user}: ${id} is not set, no other variable and no file of ${title}'s tools has keys`,
    remedy: `Export ${id} and ${secret}, name a profile (rollcall:profile), or pass an Account; docs/credentials.md has every way.`,
  };
}

/** What keeps the last resort from being tried. */
function metadataOff(cloud: Cloud, { configured, settings }: Seeker): string | undefined {
  const said = configured.plain("metadata");
  if (said !== undefined && said !== "true" && said !== "false")
    throw sourceProblem("rollcall:metadata must be true or false.", "Correct rollcall:metadata, or remove it.");
  return said === "false" ? "metadata: false" : metadataSwitch(cloud, settings);
}

/** Per process, since services count calls and users by who calls. */
const identities = new WeakMap<World, Map<string, RenewingIdentity>>();

function identityOf(cloud: Cloud, source: Source, world: World): Identity {
  const known = kept(identities, world, () => new Map<string, RenewingIdentity>());
  const name = `${cloud.name} ${sha256Hex(JSON.stringify(source.traits)).slice(0, 32)}`;
  return kept(known, name, () => new RenewingIdentity(source, name, world.network.now));
}
