import { defined, record } from "../../../model/values";
import { assertSafeEndpoint } from "../../../vendors/endpoint";
import { momentIn } from "../../../vendors/key-exchange";
import type { KeyEndpoints, Seeker } from "../cloud";
import type { Structured } from "../configured";
import { isOn } from "../environment-keys";
import { parseJson } from "../files";
import { tokenFile } from "../oidc-token";
import { Profile } from "../profile";
import { needed, sessionOf } from "../sessions";
import { fixed, type Source, sourceProblem, within } from "../source";
import { uriSource } from "./credentials-uri";
import { oidcSource } from "./oidc";
import { assumeRole, instance, LONGEST_S, ROLE_ARN } from "./role";
import { cloudSso, oauth } from "./signed-in";

/** Makes the source of a profile. @param other makes that of a profile named in it */
type Mode = (seeker: Seeker, profile: Profile, other: (name: string) => Source) => Source;

/** The modes of the command line, by their names in the file, which are matched exactly (aliyun-cli, config/profile.go). */
export const MODES: Readonly<Record<string, Mode>> = {
  AK: (_seeker, profile) => keysOf(profile),
  StsToken: (_seeker, profile) => {
    profile.need("sts_token");
    return keysOf(profile);
  },
  RamRoleArn: (seeker, profile) => role(seeker, profile, keysOf(profile)),
  EcsRamRole: (seeker, profile) => instance(seeker, profile.get("ram_role_name")),
  RamRoleArnWithRoleName: (seeker, profile) => role(seeker, profile, instance(seeker, profile.need("ram_role_name"))),
  ChainableRamRoleArn: (seeker, profile, other) => role(seeker, profile, other(profile.need("source_profile"))),
  OIDC: (seeker, profile) => {
    const block = blockOf(profile);
    const who = {
      ...sessionOf(block, LONGEST_S),
      roleArn: needed(block, "roleArn", ROLE_ARN),
      providerArn: profile.need("oidc_provider_arn"),
    };
    const tokens = tokenFile(profile.need("oidc_token_file"), seeker);
    return within(profile.title, oidcSource(who, tokens, byProfile(seeker, profile)));
  },
  CloudSSO: cloudSso,
  OAuth: oauth,
  External: externalProcess,
  CredentialsURI: (seeker, profile) => uriSource(seeker, profile.need("credentials_uri"), profile.title),
};

/** A profile without a mode: the command line guesses, and so does this. */
export function modeOf(profile: Profile): string {
  const said = profile.get("mode");
  if (said !== undefined) return said;
  if (profile.get("ram_role_arn") !== undefined) return "RamRoleArn";
  return profile.get("sts_token") === undefined ? "AK" : "StsToken";
}

const KEYS = ["access_key_id", "access_key_secret", "sts_token"] as const;

function keysOf(profile: Profile): Source {
  return fixed(profile.title, profile.keys(...KEYS));
}

function role(seeker: Seeker, profile: Profile, base: Source): Source {
  return within(profile.title, assumeRole(byProfile(seeker, profile), base, blockOf(profile)));
}

/** What the vendor's own tools drop of this (external_id, policy, duration) is kept: the profile says so. */
function blockOf(profile: Profile): Structured {
  const duration = profile.get("duration_seconds") ?? profile.get("expired_seconds");
  const keys = {
    roleArn: "ram_role_arn",
    sessionName: "ram_session_name",
    externalId: "external_id",
    policy: "policy",
    durationSeconds: profile.get("duration_seconds") === undefined ? "expired_seconds" : "duration_seconds",
  };
  const { durationSeconds: _unset, ...fields } = profile.pick(keys);
  return {
    // The command line writes 0 where nobody said anything.
    fields: { ...fields, ...(duration !== undefined && duration !== "0" && { durationSeconds: duration }) },
    label: (field) => `${Object.entries(keys).find(([name]) => name === field)?.[1] ?? field} of ${profile.title}`,
  };
}

/** A search that asks the STS of the profile. */
function byProfile(seeker: Seeker, profile: Profile): Seeker {
  return { ...seeker, endpoints: { ...seeker.endpoints, sts: stsOf(profile, seeker.endpoints) } };
}

function stsOf(profile: Profile, endpoints: KeyEndpoints): string {
  if (endpoints.isStsSaid === true) return endpoints.sts;
  const host = profile.get("sts_endpoint");
  const region = profile.get("sts_region");
  const within = profile.get("enable_vpc") === "true" ? "sts-vpc" : "sts";
  if (host === undefined) return region === undefined ? endpoints.sts : `https://${within}.${region}.aliyuncs.com`;
  const url = (host.includes("://") ? host : `https://${host}`).replace(/\/+$/, "");
  assertSafeEndpoint(url, `sts_endpoint of ${profile.title}`);
  return url;
}

/** The command line's own patience, in milliseconds. */
const TIMEOUT_MS = 60_000;
const SWITCH = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";

/** Keys that a command of the profile prints as JSON, under the names of the profile file. What it prints is kept nowhere. */
function externalProcess({ settings, world }: Seeker, profile: Profile): Source {
  const command = profile.need("process_command");
  if (isOn(settings, SWITCH))
    throw sourceProblem(`${profile.title} runs a command, and ${SWITCH} forbids it.`, "Unset one of the two.");
  const what = `what the command of ${profile.title} printed`;
  return {
    title: profile.title,
    traits: ["process", command],
    renewable: true,
    async load(secrets) {
      const output = await run(() => world.run(command, TIMEOUT_MS), profile);
      secrets.learn(output.trim());
      const printed = record(parseJson(output, "", what));
      const credentials = new Profile(printed, what).keys(...KEYS);
      return defined({ credentials, expiresAt: momentIn(printed["expiration"]) });
    },
  };
}

/** What a command says when it fails may hold secrets, so only its code is told. */
async function run(command: () => Promise<string>, profile: Profile): Promise<string> {
  try {
    return await command();
  } catch (error) {
    const known = record(error);
    const why =
      known["killed"] === true ? "took longer than 60 s" : `failed (${String(known["code"] ?? "no exit code")})`;
    throw sourceProblem(
      `the command of ${profile.title} ${why}.`,
      "Run process_command by hand: it must print JSON with access_key_id and access_key_secret.",
      "ERR_AUTH",
    );
  }
}
