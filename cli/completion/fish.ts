import type { CompletedCommand, CompletedOption } from "./model";

/** A completion script for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, about, options, argument }) => [
    `complete -c rollcall -n __fish_use_subcommand -f -a ${name} -d ${quote(about)}`,
    ...options.map(
      (option) => `complete -c rollcall -n ${quote(`__fish_seen_subcommand_from ${name}`)} ${spec(option)}`,
    ),
    ...(typeof argument === "object"
      ? [`complete -c rollcall -n ${quote(`__fish_seen_subcommand_from ${name}`)} -f -a ${quote(argument.join(" "))}`]
      : []),
  ]);
  return `${lines.join("\n")}\n`;
}

function spec({ flag, about, value }: CompletedOption): string {
  const given =
    value === undefined
      ? ""
      : value === "files"
        ? " -r -F"
        : value === "anything"
          ? " -x"
          : ` -x -a ${quote(value.join(" "))}`;
  return `-l ${flag.replace(/^--/, "")}${given} -d ${quote(about)}`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
