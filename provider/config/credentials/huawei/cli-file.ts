import { join } from "node:path";
import { type Bag, defined, record, records } from "../../../model/values";
import { momentIn } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import { homeOf, parseObject, pathOf, readIfThere } from "../files";
import { missingProfile, Profile, profilesByName } from "../profile";
import { fixed, type Source, sourceProblem } from "../source";
import { baseOf } from "../sessions";
import { assumeAgency, instance } from "./agency";

const WHAT = "the profile file";

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
      return withAgency(seeker, profile, keysOf(profile));
    case "assumerole":
    case "agency":
      return assumeAgency(seeker, baseOf(keysOf(profile), seeker.world), agencyOf(profile));
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

function withAgency(seeker: Seeker, profile: Profile, base: Source): Source {
  if (profile.get("agencyName") === undefined) return base;
  return assumeAgency(seeker, baseOf(base, seeker.world), agencyOf(profile));
}

function agencyOf(profile: Profile): Parameters<typeof assumeAgency>[2] {
  const domain = profile.get("agencyDomainId") ?? profile.need("agencyDomainName");
  return {
    fields: { agency: profile.need("agencyName"), domain },
    label: (field) => `${field === "domain" ? "agencyDomainName" : "agencyName"} of ${profile.title}`,
  };
}

function keysOf(profile: Profile): Source {
  const [accessKeyId, accessKeySecret] = [profile.need("accessKeyId"), profile.need("secretAccessKey")];
  // Ids of keys are letters and digits; what KooCLI encrypts is base64 or hexadecimal of more than that.
  if (!/^[A-Za-z0-9]{1,40}$/.test(accessKeyId))
    throw sourceProblem(
      `${profile.title} is encrypted by KooCLI.`,
      "Have it written in clear: hcloud configure set --cli-auth-encrypt=false (5.2.7 and later), or name another source of keys.",
    );
  const session = profile.pick({ securityToken: "securityToken" });
  return fixed(profile.title, { kind: "keys", accessKeyId, accessKeySecret, ...session });
}

/** The keys that KooCLI keeps of a person's sign-in, while they live. */
function signedIn({ world }: Seeker, profile: Profile, kept: Bag): Source {
  const token = new Profile(kept, profile.title);
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
      const [accessKeyId, accessKeySecret] = [token.need("accessKeyId"), token.need("secretAccessKey")];
      const session = token.pick({ securityToken: "securityToken" });
      return defined({ credentials: { kind: "keys", accessKeyId, accessKeySecret, ...session }, expiresAt });
    },
  };
}
