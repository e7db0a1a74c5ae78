import { existsSync, statSync } from "node:fs";
import { defined } from "../../provider/model/values";
import { configError } from "../../provider/model/error";
import { readGiven } from "../terminal/read-given";
import { writeAnswer } from "../terminal/write-answer";
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
  if (flags.out !== undefined && isSameFile(file, flags.out))
    throw configError(
      `${flags.out} is the state that is read, which undoes the conversion when it is imported again`,
      "Name another file with --out.",
    );
  const given = readGiven(file, file, "Name a file written by: pulumi stack export --file before.json");
  const before = readExport(given.toString("utf8"));
  const after = convert(before, flags);
  const text = `${JSON.stringify(after, undefined, 2)}\n`;
  if (flags.out === undefined) process.stdout.write(text);
  else writeAnswer(flags.out, text, "the new state", 0o600);
  const [had, has] = [before, after].map((state) => resourcesOf(state).length);
  if (flags.json === true && flags.out !== undefined)
    process.stdout.write(
      `${JSON.stringify({ version: 1, out: flags.out, resources: { before: had, after: has } }, null, 2)}\n`,
    );
  else
    process.stderr.write(
      `${had} resources became ${has}. Import them with: pulumi stack import --file ${flags.out ?? "<the new state>"}\n`,
    );
}

/** Whether two paths name one file, whatever links lead there. */
function isSameFile(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  const [first, second] = [one, other].map((path) => statSync(path));
  return first?.ino === second?.ino && first?.dev === second?.dev;
}

function convert(state: StackExport, { to, name, prefix, directory }: ConvertFlags): StackExport {
  if (to === "plugin" || to === "dynamic") {
    if (name !== undefined || prefix !== undefined || directory !== undefined)
      throw configError(
        `--name, --prefix and --directory say nothing to --to ${to}, which converts everybody as they are`,
        "Leave them out.",
      );
    return toHost(state, to);
  }
  if (to === "set") return toSet(state, defined({ name, directory }));
  return toUsers(state, defined({ prefix, directory }));
}
