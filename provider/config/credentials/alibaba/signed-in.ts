import type { Answer } from "../../../model/service";
import { record } from "../../../model/values";
import { temporaryKeys } from "../../../vendors/alibaba/sts";
import { assertSafeUrl } from "../../../vendors/endpoint";
import { KEYS_WANTED, momentIn, unsigned } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import { exchangeKeys } from "../exchange";
import type { Profile } from "../profile";
import { type Held, type Source, sourceProblem } from "../source";
import type { World } from "../world";

/**
 * A person's CloudSSO sign-in: the keys that the command line keeps while they live, else new ones for its access token. The token
 * cannot be renewed without the person.
 */
export function cloudSso({ world }: Seeker, profile: Profile): Source {
  const url = profile.need("cloud_sso_sign_in_url");
  assertSafeUrl(url, `cloud_sso_sign_in_url of ${profile.title}`);
  const account = profile.need("cloud_sso_account_id");
  const configuration = profile.need("cloud_sso_access_config");
  return {
    title: profile.title,
    traits: ["CloudSSO", url, account, configuration, profile.get("access_token")],
    renewable: true,
    async load(secrets) {
      const token = profile.get("access_token");
      if (token !== undefined) secrets.learn(token);
      const kept = keptKeys(profile, world);
      if (kept !== undefined) return kept;
      const until = momentIn(profile.get("cloud_sso_access_token_expire"));
      if (token === undefined || until === undefined || until <= world.network.now())
        throw signInAgain(profile, "CloudSSO");
      const json = "application/json";
      const headers = { authorization: `Bearer ${token}`, "content-type": json, accept: json };
      const body = JSON.stringify({ AccountId: account, AccessConfigurationId: configuration });
      const request = { method: "POST", url: `${new URL(url).origin}/cloud-credentials`, headers, body };
      const read = (answer: Answer) => temporaryKeys(record(answer.body)["CloudCredential"]);
      const asking = unsigned(KEYS_WANTED, request, world.network, read);
      return exchangeKeys(asking, { world, source: profile.title, secrets: [token] });
    },
  };
}

/**
 * A person's OAuth sign-in: the keys that the command line keeps while they live. New ones would need a refresh token that changes
 * with each use and would have to be written back into the person's file, which Rollcall does not touch.
 */
export function oauth({ world }: Seeker, profile: Profile): Source {
  return {
    title: profile.title,
    traits: ["OAuth", profile.get("access_key_id")],
    renewable: false,
    load() {
      const kept = keptKeys(profile, world);
      return kept === undefined ? Promise.reject(signInAgain(profile, "OAuth")) : Promise.resolve(kept);
    },
  };
}

function keptKeys(profile: Profile, { network }: World): Held | undefined {
  const expiresAt = momentIn(profile.get("sts_expiration"));
  const { accessKeyId, accessKeySecret, securityToken } = profile.pick({
    accessKeyId: "access_key_id",
    accessKeySecret: "access_key_secret",
    securityToken: "sts_token",
  });
  if (expiresAt === undefined || expiresAt <= network.now()) return undefined;
  if (accessKeyId === undefined || accessKeySecret === undefined || securityToken === undefined) return undefined;
  return { credentials: { kind: "keys", accessKeyId, accessKeySecret, securityToken }, expiresAt };
}

function signInAgain(profile: Profile, mode: string): Error {
  return sourceProblem(
    `the ${mode} sign-in of ${profile.title} has run out.`,
    mode === "OAuth"
      ? "Run any aliyun command with this profile, such as aliyun sts GetCallerIdentity: it writes new keys into the file."
      : "Sign in again: aliyun configure --mode CloudSSO with the name of the profile.",
    "ERR_AUTH",
  );
}
