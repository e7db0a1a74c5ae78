import { Command, Option } from "commander";
import { FORMATS } from "../terminal/choices";
import type { ReviewFlags } from "./answer";

/** `rollcall review`: a planned change as a report of people. */
export function reviewCommand(): Command {
  return new Command("review")
    .description("show whom a planned change touches: who joins, leaves, changes or loses an account")
    .argument(
      "[preview]",
      "output of pulumi preview --json --show-sames, - for standard input; default: ask the engine",
    )
    .option("--stack <name>", "stack to preview; default: the selected one")
    .option(
      "--on <date>",
      "ask about another day: who comes and goes by then, by the columns from and until of rosters",
    )
    .option("--refresh", "ask the clouds first, so that changes made behind the program's back show")
    .addOption(new Option("--format <format>", "how to write the report").choices(FORMATS).default("text"))
    .option("--out <file>", "write the report to a file")
    .option("--mask", "leave personal data out of the report")
    .option("--all", "show everybody; without it text, Markdown and HTML show the first of many and count the rest")
    .addOption(
      new Option("--fail-on <flags>", "end with code 5 when there are flags: any (risk) or grave ones (high)").choices([
        "risk",
        "high",
      ]),
    )
    .option("--policy <file>", "judge everybody by the rules of a policy file (docs/policy.md)")
    .option("--schema", "print the JSON Schema of --format json and do nothing else")
    .addHelpText(
      "after",
      `
Exit codes: 0 reported, 5 a mandatory rule of --policy is broken or flags that --fail-on names, 2 configuration or a file that is no
preview, else the engine's own (1 the preview failed and the report is partial, 6 no such stack).

Examples:
  rollcall review                                          the selected stack of the project in this folder
  rollcall review --stack prod --refresh --format html --out review.html
  rollcall review --format markdown --out comment.md --mask --fail-on high
  rollcall review --policy policy.yaml
  rollcall review --on 2027-01-01                          who comes and goes by that day
  pulumi preview --json --show-sames | rollcall review -   a preview made elsewhere`,
    )
    .allowExcessArguments(false)
    .action(async (file: string | undefined, flags: ReviewFlags) => (await import("./answer")).answer(file, flags));
}
