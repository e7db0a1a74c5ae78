import { join } from "node:path";
import { type Bag, records, text } from "../../../model/values";
import type { Seeker } from "../cloud";
import { firstSet, isOn } from "../environment-keys";
import { homeOf, parseObject, pathOf, readNeeded, toolFile } from "../files";
import { type Source, sourceProblem } from "../source";
import { isJson, namedIniProfile } from "./ini-file";
import { MODES, modeOf } from "./profile-modes";
import { missingProfile, Profile, type ProfileFile, profilesByName } from "../profile";

const WHAT = "the profile file";
const USUAL = [".aliyun", "config.json"];
/** The command line's order of the variables that name a profile. */
const NAMES = ["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"];
/** Variables that name the command line's file: one of Go, one of Terraform, and one that means INI to the SDKs. */
const FILES = ["ALIBABA_CLOUD_CONFIG_FILE", "ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"];

/** The profile of `~/.aliyun/config.json` that the command line would use, unless it is switched off or was never filled in. */
export function defaultCliProfile(seeker: Seeker): Source | undefined {
  const { settings } = seeker;
  if (isOn(settings, "ALIBABA_CLOUD_CLI_PROFILE_DISABLED") || isOn(settings, "ALIBABA_CLOUD_IGNORE_PROFILE"))
    return undefined;
  const file = readCliFile(seeker);
  if (file === undefined || file.profiles.size === 0) return undefined;
  const named = firstSet(NAMES, settings);
  const name = named?.value ?? file.current ?? "default";
  const profile = file.profiles.get(name);
  if (profile === undefined) {
    // The same variable also chooses a section of the SDKs' file.
    if (named !== undefined && namedIniProfile(seeker, name) !== undefined) return undefined;
    throw missingProfile(file, name, named?.name ?? (file.current === undefined ? undefined : "current"));
  }
  if (named === undefined && !isFilledIn(profile)) return undefined;
  return profileSource(seeker, file, name, []);
}

/** A profile that the configuration names: of the command line's file, or else a section of the SDKs'. */
export function namedProfile(seeker: Seeker, name: string, label: string): Source {
  const file = readCliFile(seeker);
  if (file?.profiles.has(name) === true) return profileSource(seeker, file, name, []);
  const section = namedIniProfile(seeker, name);
  if (section !== undefined) return section;
  const home = homeOf(seeker.settings, seeker.world);
  throw missingProfile(file ?? { path: join(home, ...USUAL), profiles: new Map() }, name, label);
}

function readCliFile(seeker: Seeker): ProfileFile | undefined {
  const { settings, world } = seeker;
  const home = homeOf(settings, world);
  for (const variable of FILES) {
    const said = settings.variable(variable);
    if (said === undefined) continue;
    const path = pathOf(said, home);
    const content = readNeeded(world, path, `the file of ${variable},`);
    if (variable === "ALIBABA_CLOUD_CREDENTIALS_FILE" && !isJson(content)) continue;
    return parseCliFile(content, path);
  }
  const file = toolFile(seeker, [], USUAL, WHAT);
  return file === undefined ? undefined : parseCliFile(file.content, file.path);
}

function parseCliFile(content: string, path: string): ProfileFile {
  const { current, profiles } = parseObject(content, path, WHAT);
  if (profiles !== undefined && !Array.isArray(profiles))
    throw sourceProblem(`${WHAT} ${path}: profiles is not a list.`, "Let aliyun configure write the file again.");
  return { path, current: text(current), profiles: profilesByName(records(profiles), `${WHAT} ${path}`) };
}

/** The command line writes an empty profile before anybody has filled one in. */
function isFilledIn(profile: Bag): boolean {
  const unimportant = ["name", "mode", "region_id", "output_format", "language", "site"];
  return Object.entries(profile).some(
    ([key, value]) =>
      !unimportant.includes(key) && (typeof value === "string" ? value !== "" : isMisplaced(key, value)),
  );
}

/** A number where a key should stand is a slip, and no empty profile. */
function isMisplaced(key: string, value: unknown): boolean {
  return key.startsWith("access_key_") && value !== undefined && value !== null;
}

/** @param through the profiles that lead here, for cycles */
function profileSource(seeker: Seeker, file: ProfileFile, name: string, through: readonly string[]): Source {
  const found = file.profiles.get(name);
  if (found === undefined) throw missingProfile(file, name, `source_profile of ${through.at(-1) ?? ""}`);
  if (through.includes(name))
    throw sourceProblem(
      `${WHAT} ${file.path}: the profiles ${[...through, name].join(" → ")} lead in a circle.`,
      "Let source_profile of one of them name a profile with keys.",
    );
  const profile = new Profile(found, `profile ${name} of ${file.path}`);
  const mode = modeOf(profile);
  const make = MODES[mode];
  if (make === undefined)
    throw sourceProblem(
      `${profile.title} has the mode ${JSON.stringify(mode)}, which Rollcall cannot use.`,
      `Use a profile of the modes ${Object.keys(MODES).join(", ")}.`,
    );
  return make(seeker, profile, (next) => profileSource(seeker, file, next, [...through, name]));
}
