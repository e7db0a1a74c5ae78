import { existsSync, statSync } from "node:fs";
import { defined } from "../../provider/model/values";
import { configError } from "../../provider/model/error";
import { readGiven } from "../terminal/read-given";
import { jsonText, tell } from "../terminal/write-answer";
import { writeFiles } from "../terminal/write-files";
import { readExport, resourcesOf, type StackExport } from "./stack-export";
import type { Host } from "../../provider/pulumi/names";
import { toHost } from "./to-host";
import { toSet } from "./to-set";
import { toUsers } from "./to-users";

/** What the command line of `rollcall convert` says. */
export interface ConvertFlags {
  readonly to: "set" | "users" | Host;
  readonly name?: string;
  readonly prefix?: string;
  readonly directory?: string;
  readonly out?: string;
  readonly json?: true;
}

/** Reads the state, writes the new one, and tells how many resources became how many. */
export function answer(file: string, flags: ConvertFlags): void {
  checkFlags(flags);
  if (flags.out !== undefined && isSameFile(file, flags.out))
    throw configError(
      `${flags.out} is the state that is read, which undoes the conversion when it is imported again`,
      "Name another file with --out.",
    );
  const given = readGiven(file, file, "Name a file written by: pulumi stack export --file before.json");
  const before = readExport(given);
  const after = convert(before, flags);
  const text = jsonText(after);
  if (flags.out === undefined) process.stdout.write(text);
  else writeFiles([{ file: flags.out, content: text, what: "the new state", mode: 0o600 }]);
  const [had, has] = [before, after].map((state) => resourcesOf(state).length);
  if (flags.json === true && flags.out !== undefined)
    process.stdout.write(jsonText({ version: 1, out: flags.out, resources: { before: had, after: has } }));
  else
    tell(
      `${had} resources became ${has}. Import them with: pulumi stack import --file ${flags.out ?? "<the new state>"}`,
    );
}

/** Whether two paths name one file, whatever links lead there. */
function isSameFile(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  const [first, second] = [one, other].map((path) => statSync(path));
  return first?.ino === second?.ino && first?.dev === second?.dev;
}

/** What each form has no use for, and why. */
const USELESS: Readonly<
  Record<ConvertFlags["to"], readonly [flags: readonly ("name" | "prefix" | "directory")[], why: string]>
> = {
  set: [["prefix"], "names members like the users"],
  users: [["name"], "converts every set"],
  plugin: [["name", "prefix", "directory"], "converts everybody as they are"],
  dynamic: [["name", "prefix", "directory"], "converts everybody as they are"],
};

function checkFlags(flags: ConvertFlags): void {
  if (flags.name?.trim() === "") throw configError("--name is empty", "Give the name of the UserSet in the program.");
  const [useless, why] = USELESS[flags.to];
  const given = useless.filter((flag) => flags[flag] !== undefined).map((flag) => `--${flag}`);
  if (given.length > 0)
    throw configError(`${given.join(", ")} cannot stand beside --to ${flags.to}, which ${why}`, "Leave it out.");
}

function convert(state: StackExport, { to, name, prefix, directory }: ConvertFlags): StackExport {
  if (to === "plugin" || to === "dynamic") return toHost(state, to);
  if (to === "set") return toSet(state, defined({ name, directory }));
  return toUsers(state, defined({ prefix, directory }));
}
