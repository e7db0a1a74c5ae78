import { type Cloud, metadataSwitch, type Seeker } from "./cloud";
import { structured } from "./configured";
import { keysFrom } from "./environment-keys";
import { fixed, listed, type Source, sourceProblem } from "./source";

const KEYS = ["accessKeyId", "accessKeySecret", "securityToken"];
const OTHERS = ["authToken", "profile", "instanceRole", "credentialsUri", "oidc"];

/**
 * The source that an Account or the configuration names; `undefined` when they name none.
 * @throws RollcallError ERR_CONFIG for two in one place, and for half of one
 */
export function explicitSource(cloud: Cloud, seeker: Seeker): Source | undefined {
  const place = seeker.configured.source;
  if (place === undefined) return undefined;
  const keys = KEYS.filter((key) => place.values.has(key));
  const others = OTHERS.filter((key) => place.values.has(key));
  const named = [...(keys.length === 0 ? [] : [keys]), ...others.map((key) => [key])];
  if (named.length > 1)
    throw sourceProblem(
      `${listed(named.flat().map((key) => place.label(key)))} name ${named.length} sources of keys in one place.`,
      "Keep one of them.",
    );
  if (keys.length > 0) {
    const parts = KEYS.map((key) => {
      const value = place.values.get(key);
      return typeof value === "string" ? { name: place.label(key), value } : undefined;
    });
    const needed = KEYS.slice(0, 2).map((key) => place.label(key));
    return keysFrom("settings", parts, needed);
  }
  const [key = ""] = others;
  const block = structured(place, key);
  if (block !== undefined) return cloud.oidc(seeker, block);
  return plainSource(cloud, seeker, key, String(place.values.get(key)), place.label(key));
}

function plainSource(cloud: Cloud, seeker: Seeker, key: string, value: string, label: string): Source {
  if (key === "authToken") return fixed(`the token of ${label}`, { kind: "token", token: value });
  if (key === "profile") return cloud.profile(seeker, value, label);
  if (key === "credentialsUri" && cloud.uri !== undefined) return cloud.uri(seeker, value, label);
  const off = metadataSwitch(cloud, seeker.settings);
  if (off !== undefined)
    throw sourceProblem(`${label} asks for the instance's role, and ${off} forbids it.`, `Unset one of the two.`);
  return cloud.instance(seeker, value === "true" ? undefined : value);
}
