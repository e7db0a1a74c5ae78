import { assertLoopback, assertSafeEndpoint } from "../../vendors/endpoint";
import type { Settings } from "../settings";
import type { Cloud, KeyEndpoints } from "./cloud";
import type { Configured } from "./configured";

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
