import type { Command } from "commander";

/** The command's own help, page by page: `rollcall --help` and each command's. */
export function commandsPage(program: Command): string {
  const sections = [program, ...program.commands].map((command) => `## ${command === program ? "rollcall" : `rollcall ${command.name()}`}\n\n\`\`\`\n${helpOf(command)}\n\`\`\``);
  return [
    "# Commands",
    "<!-- Written by `npm run docs` from the commands' own help. Do not edit. -->",
    "Answers go to standard output; progress and errors to standard error, without a stack trace and with what to do. Exit codes follow the Pulumi CLI: 0 ok, 1 error, 2 configuration, 3 credentials or permissions, 5 policy, 7 something differs, 130 interrupted. Colour is used on a terminal only, and not when `NO_COLOR` is set.",
    ...sections,
  ].join("\n\n") + "\n";
}

/** The help as a terminal of 120 columns shows it, with the texts after it. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (written) => (text += written), getOutHelpWidth: () => 120, getOutHasColors: () => false });
  command.outputHelp();
  return text.trimEnd();
}
