import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { directories } from "../../provider/directories";
import { writeAnswer } from "../manners/write-file";
import { convertError, readExport, resourcesOf, type StackExport } from "./stack-export";
import { toSet } from "./to-set";
import { toUsers } from "./to-users";

interface ConvertFlags {
  readonly to: "set" | "users";
  readonly name?: string;
  readonly prefix?: string;
  readonly directory?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `rollcall convert`: moves people between users of their own and sets, in an exported state. */
export function convertCommand(): Command {
  return new Command("convert")
    .description("move people between users and sets in an exported state, without touching a cloud")
    .argument("[file]", "what pulumi stack export wrote; - or nothing for standard input", "-")
    .addOption(new Option("--to <form>", "what the people become").choices(["set", "users"]).makeOptionMandatory())
    .option("--name <name>", "the set's name in the program; users of a roster go to a set named after the roster")
    .option("--prefix <text>", "goes before each member's name to make the user's, as a roster's namePrefix")
    .addOption(new Option("--directory <name>", "leave the other directories as they are").choices(Object.keys(directories)))
    .option("--out <file>", "write the new state to a file instead of standard output")
    .option("--json", "with --out: write the summary as JSON; without it the answer is the new state, which is JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 the new state is written, 2 the state cannot be converted as asked, 1 other error.

Examples:
  pulumi stack export --file before.json
  rollcall convert before.json --to set --name staff --out after.json
  pulumi stack import --file after.json
  pulumi preview                        with the program changed alike: unchanged

Keep before.json: importing it again undoes the conversion.`,
    )
    .allowExcessArguments(false)
    .action((file: string, flags: ConvertFlags) => run(file, flags));
}

function run(file: string, flags: ConvertFlags): void {
  const before = readExport(readState(file));
  const after = convert(before, flags);
  const text = `${JSON.stringify(after, undefined, 2)}\n`;
  if (flags.out === undefined) process.stdout.write(text);
  else writeAnswer(flags.out, text, "the new state", 0o600);
  const [had, has] = [before, after].map((state) => resourcesOf(state).length);
  if (flags.json === true && flags.out !== undefined) process.stdout.write(`${JSON.stringify({ version: 1, out: flags.out, resources: { before: had, after: has } }, null, 2)}\n`);
  else process.stderr.write(`${had} resources became ${has}. Import them with: pulumi stack import --file ${flags.out ?? "<the new state>"}\n`);
}

function convert(state: StackExport, { to, name, prefix, directory }: ConvertFlags): StackExport {
  if (to === "set") return toSet(state, { ...(name !== undefined && { name }), ...(directory !== undefined && { directory }) });
  return toUsers(state, { ...(prefix !== undefined && { prefix }), ...(directory !== undefined && { directory }) });
}

function readState(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw convertError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, "Name a file written by: pulumi stack export --file before.json", cause);
  }
}
