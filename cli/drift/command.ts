import { Command, Option } from "commander";
import { FORMATS } from "../terminal/choices";
import type { DriftFlags } from "./answer";

/** `rollcall drift`: what changed in the clouds behind the program's back. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("show what changed in the clouds since the last run; only reads, and writes no state")
    .option("--stack <name>", "stack to look at; default: the selected one")
    .option("--state <file>", "read an exported state instead of asking the engine; - for standard input")
    .addOption(new Option("--format <format>", "how to write the report").choices(FORMATS).default("text"))
    .option("--out <file>", "write the report to a file")
    .option("--mask", "leave personal data out of the report")
    .option("--all", "show everybody; without it text, Markdown and HTML show the first of many and count the rest")
    .option(
      "--ignore <pattern>",
      "do not report users of this name that nobody manages; * and ? are wild, eds:svc_* holds for one directory",
      (pattern: string, before: readonly string[]) => [...before, pattern],
      [],
    )
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing differs, 7 something differs, 1 error or not everything could be looked at, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall drift                                    the selected stack of the project in this folder
  rollcall drift --stack prod --format markdown --out drift.md --mask
  pulumi stack export | rollcall drift --state -    keys and endpoints from the state and the environment`,
    )
    .allowExcessArguments(false)
    .action(async (flags: DriftFlags) => (await import("./answer")).answer(flags));
}
