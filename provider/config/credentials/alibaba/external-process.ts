import { momentIn } from "../../../vendors/key-exchange";
import { record } from "../../../model/values";
import type { Seeker } from "../cloud";
import { parseJson } from "../files";
import { Profile } from "../profile";
import { sourceProblem } from "../problem";
import type { Source } from "../source";
import { isOn } from "./instance";

/** The command line's own patience, in milliseconds. */
const TIMEOUT_MS = 60_000;
const SWITCH = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";

/** Keys that a command of the profile prints as JSON, under the names of the profile file. What it prints is kept nowhere. */
export function externalProcess({ settings, world }: Seeker, profile: Profile): Source {
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
      const answer = new Profile(printed, what);
      const [accessKeyId, accessKeySecret] = [answer.need("access_key_id"), answer.need("access_key_secret")];
      const expiresAt = momentIn(printed["expiration"]);
      return {
        credentials: { kind: "keys", accessKeyId, accessKeySecret, ...answer.pick({ securityToken: "sts_token" }) },
        ...(expiresAt !== undefined && { expiresAt }),
      };
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
