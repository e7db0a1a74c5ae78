import { join } from "node:path";
import { type Bag, defined, record, records } from "../../../model/values";
import { momentIn } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import { homeOf, parseObject, pathOf, readIfThere } from "../files";
import { missingProfile, Profile, profilesByName } from "../profile";
import { fixed, type Source, sourceProblem } from "../source";
import { assumeAgency, instance } from "./agency";

const WHAT = "the profile file";
const KEYS = ["accessKeyId", "secretAccessKey", "securityToken"] as const;

/**
 * A profile of KooCLI (`~/.hcloud/config.json`), read only when the configuration names it: KooCLI encrypts its keys by default.
 * @throws RollcallError ERR_CONFIG
 */
export function namedCliProfile(seeker: Seeker, name: string, label: string): Source {
  const { settings, world } = seeker;
  const home = homeOf(settings, world);
  const said = settings.variable("HW_SHARED_CONFIG_FILE");
  const path = said === undefined ? join(home, ".hcloud", "config.json") : pathOf(said, home);
  const content = readIfThere(world, path, WHAT);
  const { profiles } = content === undefined || content.trim() === "" ? {} : parseObject(content, path, WHAT);
  const byName = profilesByName(records(profiles), `${WHAT} ${path}`);
  const found = byName.get(name);
  if (found === undefined) throw missingProfile({ path, profiles: byName }, name, label);
  const profile = new Profile(found, `profile ${name} of ${path}`);
  const projectId = profile.get("projectId");
  return { ...sourceOf(seeker, profile, found), ...(projectId !== undefined && { settings: { projectId } }) };
}

function sourceOf(seeker: Seeker, profile: Profile, found: Bag): Source {
  const mode = profile.get("mode") ?? "AKSK";
  switch (mode.toLowerCase()) {
    case "aksk":
      if (profile.get("agencyName") === undefined) return keysOf(profile);
      return assumeAgency(seeker, keysOf(profile), agencyOf(profile));
    case "assumerole":
    case "agency":
      return assumeAgency(seeker, keysOf(profile), agencyOf(profile));
    case "ecsagency":
      return instance(seeker, undefined);
    case "sso":
      return signedIn(seeker, profile, record(record(found["ssoAuth"])["stsToken"]));
    default:
      throw sourceProblem(
        `${profile.title} has the mode ${JSON.stringify(mode)}, which Rollcall cannot use.`,
        "Use a profile of the modes AKSK, AssumeRole, ecsAgency or SSO.",
      );
  }
}

function agencyOf(profile: Profile): Parameters<typeof assumeAgency>[2] {
  const domain = profile.get("agencyDomainId") ?? profile.need("agencyDomainName");
  return {
    fields: { agency: profile.need("agencyName"), domain },
    label: (field) => `${field === "domain" ? "agencyDomainName" : "agencyName"} of ${profile.title}`,
  };
}

function keysOf(profile: Profile): Source {
  const keys = profile.keys(...KEYS);
  // Ids of keys are letters and digits; what KooCLI encrypts is base64 or hexadecimal of more than that.
  if (!/^[A-Za-z0-9]{1,40}$/.test(keys.accessKeyId))
    throw sourceProblem(
      `${profile.title} is encrypted by KooCLI.`,
      "Have it written in clear: hcloud configure set --cli-auth-encrypt=false (5.2.7 and later), or name another source of keys.",
    );
  return fixed(profile.title, keys);
}

/** The keys that KooCLI keeps of a person's sign-in, while they live. */
function signedIn({ world }: Seeker, profile: Profile, kept: Bag): Source {
  return {
    title: profile.title,
    traits: ["SSO", kept],
    renewable: false,
    async load() {
      const expiresAt = momentIn(kept["expiration"] ?? kept["expiresAt"] ?? kept["expires_at"]);
      if (expiresAt !== undefined && expiresAt <= world.network.now())
        throw sourceProblem(
          `the sign-in of ${profile.title} has run out.`,
          "Sign in again: hcloud configure sso.",
          "ERR_AUTH",
        );
      return defined({ credentials: new Profile(kept, profile.title).keys(...KEYS), expiresAt });
    },
  };
}
