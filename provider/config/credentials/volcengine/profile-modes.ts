import type { Credentials } from "../../../model/credentials";
import { defined } from "../../../model/values";
import { momentIn } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import type { Structured } from "../configured";
import { tokenFile } from "../oidc-token";
import type { Profile } from "../profile";
import { fixed, type Source, sourceProblem, within } from "../source";
import { assumeRole, instance } from "./role";
import { oidcSource } from "./oidc";

type Mode = (seeker: Seeker, profile: Profile) => Source;

/** The modes of the command line and the SDKs in lower case, since their case does not matter there. */
export const MODES: Readonly<Record<string, Mode>> = {
  ak: (_seeker, profile) => fixed(profile.title, keysOf(profile)),
  ststoken: (seeker, profile) => whileTheyLive(seeker, profile, "Renew them with the ve command line."),
  ramrolearn: role,
  iamrole: role,
  oidc: (seeker, profile) => {
    const tokens = tokenFile(profile.need("oidc-token-file"), seeker);
    return within(profile.title, oidcSource(seeker, blockOf(profile, profile.need("role-trn")), tokens));
  },
  ecsrole: (seeker, profile) => instance(seeker, profile.need("role-name")),
  sso: (seeker, profile) => whileTheyLive(seeker, profile, "Sign in again: ve sso login with this profile."),
};

function role(seeker: Seeker, profile: Profile): Source {
  const trn = profile.get("role-trn") ?? `trn:iam::${profile.need("account-id")}:role/${profile.need("role-name")}`;
  const keys = fixed(profile.title, keysOf(profile));
  return within(profile.title, assumeRole(seeker, keys, blockOf(profile, trn)));
}

function blockOf(profile: Profile, roleTrn: string): Structured {
  return { fields: { roleTrn }, label: (field) => `${field === "roleTrn" ? "role-trn" : field} of ${profile.title}` };
}

function keysOf(profile: Profile): Credentials {
  return profile.keys("access-key", "secret-key", "session-token");
}

/** The keys that the command line keeps of a sign-in. New ones would need a token that changes with each use in the person's files. */
function whileTheyLive({ world }: Seeker, profile: Profile, remedy: string): Source {
  return {
    title: profile.title,
    traits: ["kept", profile.get("access-key"), profile.get("session-token")],
    renewable: false,
    async load() {
      const expiresAt = momentIn(profile.get("sts-expiration"));
      if (expiresAt !== undefined && expiresAt <= world.network.now())
        throw sourceProblem(`the keys of ${profile.title} have run out.`, remedy, "ERR_AUTH");
      return defined({ credentials: keysOf(profile), expiresAt });
    },
  };
}
