import type { Command } from "commander";

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** Values of the command's argument, where they are known; `files` where it is a path. */
  readonly argument: readonly string[] | "files" | undefined;
}

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly flag: string;
  readonly about: string;
  /** What follows: one of these, a path, anything, or nothing. */
  readonly value: readonly string[] | "files" | "anything" | undefined;
}

/** What there is to complete, read off the commands themselves. */
export function completionModel(program: Command): readonly CompletedCommand[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    about: command.description(),
    options: command
      .createHelp()
      .visibleOptions(command)
      .map(({ long, description, required, optional, argChoices, flags }) => ({
        flag: long ?? flags,
        about: description,
        value: !required && !optional ? undefined : (argChoices ?? (/<file>/.test(flags) ? "files" : "anything")),
      })),
    argument: argumentOf(program, command),
  }));
}

function argumentOf(program: Command, command: Command): CompletedCommand["argument"] {
  if (command.name() === "help") return program.commands.map((other) => other.name());
  const [first] = command.registeredArguments;
  return first === undefined ? undefined : (first.argChoices ?? "files");
}
