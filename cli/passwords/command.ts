import { Command } from "commander";
import type { PasswordsFlags } from "./answer";

/** `rollcall passwords`: hands over the initial passwords that Rollcall made and nobody has been given yet. */
export function passwordsCommand(): Command {
  return new Command("passwords")
    .description('hand over the initial passwords made for password: "(generate)", each once')
    .option("--stack <name>", "stack to look at; default: the selected one")
    .option(
      "--out <file>",
      "write them to this new file, which only you may read; default: the terminal, after a question",
    )
    .addHelpText(
      "after",
      `
Only passwords that were not handed over before, from the same folder, are shown: .rollcall/passwords.jsonl keeps which ones, not
what they are. They go to a new file with mode 0600 or to a terminal, never to a pipe or a log. Where the service can mail people
a link or a password itself, let it: nobody else sees the password then.

Exit codes: 0 handed over, or nobody is left, 1 nothing was handed over, 2 configuration.

Examples:
  rollcall passwords --stack prod --out new-people.csv    then hand it over, and delete the file
  rollcall passwords                                      asks, and shows them on this terminal`,
    )
    .allowExcessArguments(false)
    .action(async (flags: PasswordsFlags) => (await import("./answer")).answer(flags));
}
