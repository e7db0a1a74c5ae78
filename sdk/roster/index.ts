import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../provider/directories";
import type { DirectoryName } from "../../provider/directory";
import { RollcallError } from "../../provider/errors/error";
import { UNKNOWN } from "../../provider/lifecycle/unknown";
import type { Fields } from "../../provider/user";
import { plain } from "../plain";
import { createUser } from "../users";
import { parseRoster } from "./parse";
import type { ParsedRoster } from "./parse";
import type { RosterFormat } from "./sheet";

/** What a roster is made of. */
export interface RosterArgs {
  /** Path of a CSV or YAML file, relative to the folder of the program. */
  readonly file: string;
  /** The directory of everybody whose `directory` column is empty or missing. */
  readonly directory?: DirectoryName;
  /** Fields for everybody who leaves them open, by SDK name; outputs of other resources are welcome. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Default: by the file's extension. */
  readonly format?: RosterFormat;
  /** Any label of the WHATWG Encoding standard. Default: by byte order mark, else UTF-8, else GB18030. */
  readonly encoding?: string;
  /** What each user becomes in the stack. Default `users`: a resource of its own. */
  readonly as?: "users";
  /** Goes before each user's natural key to make the resource's name. */
  readonly namePrefix?: string;
}

/**
 * The people of a CSV or YAML file as users. Each is a child resource named by natural key, so the order of the file does not
 * matter. Everybody is validated before anybody is declared.
 */
export class Roster extends pulumi.ComponentResource {
  /** The users by natural key; by `directory/key` when the file has a `directory` column. */
  readonly users: Readonly<Record<string, pulumi.CustomResource>>;
  readonly count: pulumi.Output<number>;

  /** @throws pulumi.RunError with every problem of the file at once, before anything is declared. */
  constructor(name: string, args: RosterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const defaults = args.defaults ?? {};
    const parsed = parse(args, plainDefaults(defaults));
    super("rollcall:index:Roster", name, {}, opts);
    for (const warning of parsed.warnings) void pulumi.log.warn(warning, this);
    this.users = Object.fromEntries(
      parsed.rows.map(({ directory, key, fields }) => [
        parsed.namesDirectories ? `${directory}/${key}` : key,
        createUser(directory, `${args.namePrefix ?? ""}${key}`, withDeferred(fields, defaults), childOptions(this, opts)),
      ]),
    );
    this.count = pulumi.output(parsed.rows.length);
    this.registerOutputs({ count: this.count });
  }
}

function parse(args: RosterArgs, defaults: Fields): ParsedRoster {
  try {
    return parseRoster({ ...args, defaults, directories, env: process.env });
  } catch (error) {
    throw error instanceof RollcallError ? new pulumi.RunError(error.message) : error;
  }
}

/** An account reaches children of a component by itself only when its package is known by then, so it is passed on. */
function childOptions(parent: Roster, { provider }: pulumi.ComponentResourceOptions): pulumi.CustomResourceOptions {
  return { parent, ...(provider !== undefined && { provider }) };
}

/** Defaults for validation: what depends on other resources counts as unknown and is left to the provider's check. */
function plainDefaults(defaults: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    Object.entries(defaults).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value) ?? UNKNOWN] as const])),
  );
}

function withDeferred(fields: Fields, defaults: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === UNKNOWN ? defaults[name] : value]));
}
