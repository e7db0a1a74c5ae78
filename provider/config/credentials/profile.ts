import type { Credentials } from "../../model/credentials";
import { didYouMean } from "../../model/suggest";
import { type Bag, defined, mapped, text } from "../../model/values";
import { sourceProblem } from "./source";

/** A profile of a vendor's file: read as it is, and named in every text by its title alone. */
export class Profile {
  constructor(
    private readonly values: Bag,
    /** For people: `profile ci of /home/li/.aliyun/config.json`. */
    readonly title: string,
  ) {}

  /** A value that may be absent. Empty counts as absent. */
  get(key: string): string | undefined {
    const value = this.values[key];
    const written = typeof value === "boolean" ? String(value) : text(value)?.trim();
    return written === "" ? undefined : written;
  }

  /** A value that the profile cannot be without. @throws RollcallError ERR_CONFIG */
  need(key: string): string {
    const value = this.get(key);
    if (value !== undefined) return value;
    throw sourceProblem(
      `${this.title} has no ${key}${this.get("mode") === undefined ? "" : `, which its mode ${this.get("mode") ?? ""} needs`}.`,
      "Complete the profile with the vendor's command line, or name another one.",
    );
  }

  /** Keys under these names; a session token may be absent. @throws RollcallError ERR_CONFIG */
  keys(id: string, secret: string, session?: string): Extract<Credentials, { readonly kind: "keys" }> {
    const [accessKeyId, accessKeySecret] = [this.need(id), this.need(secret)];
    const token = session === undefined ? {} : this.pick({ securityToken: session });
    return { kind: "keys", accessKeyId, accessKeySecret, ...token };
  }

  /** Values under other names, those that are there. */
  pick(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return defined(mapped(names, (key) => this.get(key)));
  }
}

/** A file with profiles by name. */
export interface ProfileFile {
  readonly path: string;
  /** The one that the file itself chooses. */
  readonly current?: string | undefined;
  readonly profiles: ReadonlyMap<string, Bag>;
}

/**
 * Profiles of a file by name.
 * @param file names it in errors, e.g. `the profile file /home/li/.aliyun/config.json`
 * @throws RollcallError ERR_CONFIG when two have one name: some tools take the first of them, others the last
 */
export function profilesByName(profiles: readonly Bag[], file: string): ReadonlyMap<string, Bag> {
  const byName = new Map<string, Bag>();
  for (const profile of profiles) {
    const name = text(profile["name"]) ?? "";
    if (name !== "" && byName.has(name))
      throw sourceProblem(
        `${file} has two profiles named ${JSON.stringify(name)}, and nobody can tell whose keys are meant.`,
        "Rename or delete one of them.",
      );
    byName.set(name, profile);
  }
  return byName;
}

/**
 * A profile that somebody names and no file has.
 * @param by who names it: a setting, a variable, a field of the file; absent where nobody does, and the default one counts
 */
export function missingProfile(file: ProfileFile, name: string, by: string | undefined): Error {
  const names = [...file.profiles.keys()];
  return sourceProblem(
    `there is no profile ${JSON.stringify(name)} in ${file.path}, ${by === undefined ? "and current names no other" : `which ${by} names`}${didYouMean(name, names)}.`,
    names.length === 0
      ? "The file is missing or has no profiles: make one with the vendor's command line."
      : `The file has ${names.join(", ")}.`,
  );
}
