import type { CloudName, Credentials } from "../../model/credentials";
import { assertLoopback, assertSafeEndpoint } from "../../vendors/endpoint";
import type { KeyExchange } from "../../vendors/key-exchange";
import type { Settings } from "../settings";
import type { Configured, Structured } from "./configured";
import { isOn, type KeyFamily } from "./environment-keys";
import type { Source } from "./source";
import type { World } from "./world";

/** Where the calls that concern keys go; full URLs without a trailing slash. */
export interface KeyEndpoints {
  readonly sts: string;
  /** Of Huawei Cloud alone; elsewhere the same as `sts`. */
  readonly iam: string;
  readonly metadata: string;
  /** Whether `sts` was said by the configuration, so that no profile may send its keys elsewhere. */
  readonly isStsSaid?: true;
}

/** What a search for the keys of one directory needs. */
export interface Seeker {
  readonly settings: Settings;
  readonly configured: Configured;
  readonly endpoints: KeyEndpoints;
  readonly world: World;
}

/** Looks whether a source is configured, without asking anybody; `undefined` when it is not. @throws RollcallError when it is half-set or broken */
export type Find = (seeker: Seeker) => Source | undefined;

/** Everything that differs between clouds in how keys are found and exchanged. */
export interface Cloud {
  readonly name: CloudName;
  readonly title: string;
  /** Without settings, in a region. */
  endpoints(region: string, settings: Settings): KeyEndpoints;
  /** The environment's families of keys, first come first. */
  readonly families: readonly KeyFamily[];
  /** Sources that nobody named in the configuration, first come first. */
  readonly chain: readonly Find[];
  /** A profile that the configuration names. @throws RollcallError when there is none of this name */
  profile(seeker: Seeker, name: string, label: string): Source;
  oidc(seeker: Seeker, block: Structured): Source;
  /** Keys of the instance on which this runs. @param role its name; absent: whatever the instance has */
  instance(seeker: Seeker, role: string | undefined): Source;
  /** Keys behind a URI, where the cloud's tools know such a thing. */
  uri?(seeker: Seeker, uri: string, label: string): Source;
  /** Takes on a role on top of keys. */
  assume(seeker: Seeker, keys: Source, role: Structured): Source;
  /** A role that the environment asks for, where the cloud's tools take one from there. */
  environmentRole?(seeker: Seeker): Structured | undefined;
  /** The vendor's own switch that forbids asking the instance, where there is one. */
  readonly metadataSwitch?: string;
  /** Asks whose keys these are. */
  account(endpoints: KeyEndpoints, credentials: Credentials, world: World): KeyExchange<string>;
}

/** The vendor's switch that is on, so that the instance is not asked. */
export function metadataSwitch(cloud: Cloud, settings: Settings): string | undefined {
  const name = cloud.metadataSwitch;
  return name !== undefined && isOn(settings, name) ? name : undefined;
}

/**
 * Where the calls that concern keys go: the settings, with target `emulator` its own endpoint, else the vendor's variables and
 * public hosts.
 * @param here endpoint of the emulator; nothing may leave this machine then
 * @throws RollcallError ERR_CONFIG for an endpoint that would send keys in clear
 */
export function endpointsFor(
  cloud: Cloud,
  settings: Settings,
  configured: Configured,
  region: string,
  here: string | undefined,
): KeyEndpoints {
  const usual = cloud.endpoints(region, settings);
  const said = (key: string): string | undefined => {
    const written = configured.plain(key)?.replace(/\/+$/, "") ?? here;
    if (written === undefined) return undefined;
    assertSafeEndpoint(written, `rollcall:${key}`);
    if (here !== undefined) assertLoopback(written, `rollcall:${key}`);
    return written;
  };
  const [sts, iam, metadata] = [said("stsEndpoint"), said("iamEndpoint"), said("metadataEndpoint")];
  for (const [url, what] of [
    [usual.sts, "the STS endpoint"],
    [usual.iam, "the IAM endpoint"],
  ] as const)
    assertSafeEndpoint(url, `${what} of ${cloud.title}'s variables`);
  return {
    sts: sts ?? usual.sts,
    iam: iam ?? (cloud.name === "huawei" ? usual.iam : (sts ?? usual.iam)),
    metadata: metadata ?? usual.metadata,
    ...(sts !== undefined && { isStsSaid: true }),
  };
}
