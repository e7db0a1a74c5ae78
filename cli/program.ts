import { Command, Option } from "commander";
import { completionCommand } from "./completion";
import { convertCommand } from "./convert/command";
import { doctorCommand } from "./doctor/command";
import { driftCommand } from "./drift/command";
import { emulatorCommand } from "./emulator";
import { importCommand } from "./import/command";
import { packageFacts } from "./terminal/package-facts";
import { passwordsCommand } from "./passwords/command";
import { reviewCommand } from "./review/command";

/** The `rollcall` command with everything below it. A new command is its folder and a line here. */
export function rollcallProgram(): Command {
  const program = new Command("rollcall")
    .description("Users as code: tools around the Rollcall provider.")
    .version(packageFacts().version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .showHelpAfterError("(rollcall --help lists the commands)");
  const commands = [
    reviewCommand(),
    driftCommand(),
    importCommand(),
    convertCommand(),
    passwordsCommand(),
    doctorCommand(),
    emulatorCommand(),
    completionCommand(() => program),
  ];
  for (const command of commands) program.addCommand(withManners(command));
  return program.addHelpText(
    "after",
    `
Examples:
  rollcall doctor                     is everything there that a run needs?
  rollcall review                     whom would pulumi up touch?
  rollcall drift                      what changed behind the program's back?
  rollcall import --directory eds     bring an existing directory under management`,
  );
}

/** What every command has alike: `--json` where there are formats, and a way to its help after a wrong flag. */
function withManners(command: Command): Command {
  command
    .helpOption("-h, --help", "print this help")
    .showHelpAfterError(`(rollcall ${command.name()} --help shows its options and examples)`);
  const format = command.options.find(({ long }) => long === "--format");
  if (format?.argChoices?.includes("json") === true)
    command.addOption(new Option("--json", "the same as --format json").implies({ format: "json" }));
  return command;
}
