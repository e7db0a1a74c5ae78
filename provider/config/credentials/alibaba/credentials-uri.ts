import { successfulKeys } from "../../../vendors/alibaba/metadata";
import { assertSafeUrl } from "../../../vendors/endpoint";
import { KEYS_WANTED, unsigned } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import { firstSet, isOn } from "../environment-keys";
import { exchangeKeys } from "../exchange";
import { type Source, sourceProblem } from "../source";

/** The variable that names a credentials URI. */
export function environmentUri(seeker: Seeker): Source | undefined {
  const found = firstSet(["ALIBABA_CLOUD_CREDENTIALS_URI", "ALICLOUD_CREDENTIALS_URI"], seeker.settings);
  return found === undefined ? undefined : uriSource(seeker, found.value, found.name);
}

/** Keys that a program on this machine or in this network hands out. The URI may hold a secret, so texts name its host alone. */
export function uriSource({ settings, world }: Seeker, uri: string, label: string): Source {
  if (isOn(settings, "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"))
    throw sourceProblem(
      `${label} is set, and ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids it.`,
      "Unset one of the two.",
    );
  assertSafeUrl(uri, label);
  const { host } = new URL(uri);
  const title = `the credentials URI of ${label} (${host})`;
  return {
    title,
    traits: ["uri", uri],
    renewable: true,
    load(secrets) {
      secrets.learn(uri);
      const request = { method: "GET", url: uri, headers: { accept: "application/json" } };
      const asking = unsigned(KEYS_WANTED, request, world.network, ({ body }) => successfulKeys(body));
      return exchangeKeys(asking, { world, source: title, secrets: [uri] });
    },
  };
}
