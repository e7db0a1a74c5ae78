import { Command, Option } from "commander";
import { DIRECTORY_NAMES } from "../terminal/choices";
import type { ConvertFlags } from "./answer";

/** `rollcall convert`: moves people between users of their own and sets, in an exported state. */
export function convertCommand(): Command {
  return new Command("convert")
    .description(
      "move people between users and sets, or between dynamic resources and the plugin, in an exported state, without touching a cloud",
    )
    .argument("[file]", "what pulumi stack export wrote; - or nothing for standard input", "-")
    .addOption(
      new Option("--to <form>", "what the people become")
        .choices(["set", "users", "plugin", "dynamic"])
        .makeOptionMandatory(),
    )
    .option("--name <name>", "the set's name in the program; users of a roster go to a set named after the roster")
    .option("--prefix <text>", "put before each member's name to make the user's, as a roster's namePrefix")
    .addOption(new Option("--directory <name>", "leave the other directories as they are").choices(DIRECTORY_NAMES))
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

--to plugin and --to dynamic convert everybody, with their accounts, and change nothing else (docs/plugin.md).

Keep before.json: importing it again undoes the conversion.`,
    )
    .allowExcessArguments(false)
    .action(async (file: string, flags: ConvertFlags) => (await import("./answer")).answer(file, flags));
}
