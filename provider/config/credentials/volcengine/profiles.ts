import { join } from "node:path";
import { type Bag, isBag, record, text } from "../../../model/values";
import type { Seeker } from "../cloud";
import { firstSet, isOn } from "../environment-keys";
import { homeOf, parseObject, readIfThere, toolFile } from "../files";
import { missingProfile, Profile, type ProfileFile } from "../profile";
import { fixed, type Source, sourceProblem } from "../source";
import { MODES } from "./profile-modes";

const WHAT = "the profile file";
/** Of the SDKs and the command line, and of the Cloud Control Terraform provider. */
const FILES = ["VOLCENGINE_CLI_CONFIG_FILE", "VOLCENGINE_FILE_PATH"];
const USUAL = [".volcengine", "config.json"];
const NAMES = ["VOLCENGINE_PROFILE", "VOLCSTACK_PROFILE"];
const SWITCH = "VOLCENGINE_DISABLE_DEFAULT_CREDENTIALS";

/** The profile of `~/.volcengine/config.json` that the SDKs would use, unless it is switched off or empty. */
export function defaultProfile(seeker: Seeker): Source | undefined {
  const { settings } = seeker;
  if (isOn(settings, SWITCH)) return undefined;
  const file = readCliFile(seeker);
  const named = firstSet(NAMES, settings);
  if (file === undefined || file.profiles.size === 0) return undefined;
  const name = named?.value ?? file.current ?? "default";
  const found = file.profiles.get(name);
  if (found === undefined)
    throw missingProfile(file, name, named?.name ?? (file.current === undefined ? undefined : "current"));
  const isEmpty = Object.values(found).every((value) => typeof value !== "string" || value === "");
  return named === undefined && isEmpty ? undefined : profileSource(seeker, file, name, found);
}

/** A profile that the configuration names. */
export function namedProfile(seeker: Seeker, name: string, label: string): Source {
  const home = homeOf(seeker.settings, seeker.world);
  const file = readCliFile(seeker) ?? { path: join(home, ...USUAL), profiles: new Map() };
  const found = file.profiles.get(name);
  if (found === undefined) throw missingProfile(file, name, label);
  return profileSource(seeker, file, name, found);
}

function readCliFile(seeker: Seeker): ProfileFile | undefined {
  const file = toolFile(seeker, FILES, USUAL, WHAT);
  if (file === undefined) return undefined;
  const { path, content } = file;
  const { current, profiles } = parseObject(content, path, WHAT);
  if (profiles !== undefined && !isBag(profiles))
    throw sourceProblem(`${WHAT} ${path}: profiles is not an object.`, "Let ve configure write the file again.");
  const byName = Object.entries(record(profiles)).map(([name, profile]) => [name, record(profile)] as const);
  const chosen = text(current)?.trim();
  return { path, current: chosen === "" ? undefined : chosen, profiles: new Map(byName) };
}

function profileSource(seeker: Seeker, file: ProfileFile, name: string, found: Bag): Source {
  const profile = new Profile(found, `profile ${name} of ${file.path}`);
  const mode = profile.get("mode")?.toLowerCase() ?? "ak";
  const make = MODES[mode];
  if (make !== undefined) return make(seeker, profile);
  throw sourceProblem(
    `${profile.title} has the mode ${JSON.stringify(profile.get("mode"))}, which Rollcall cannot use.`,
    `Use a profile of the modes ${Object.keys(MODES).join(", ")}.`,
  );
}

const OLD_FILE = "the old credentials file";

/** The two keys in the oldest SDKs' `~/.volc/config`. */
export function oldConfigFile({ settings, world }: Seeker): Source | undefined {
  const path = join(homeOf(settings, world), ".volc", "config");
  const text = readIfThere(world, path, OLD_FILE);
  if (text === undefined || text.trim() === "") return undefined;
  const file = new Profile(parseObject(text, path, OLD_FILE), `${OLD_FILE} ${path}`);
  return fixed(file.title, file.keys("VOLC_ACCESSKEY", "VOLC_SECRETKEY"));
}
