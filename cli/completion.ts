import { Argument, Command } from "commander";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `rollcall completion`: a script that lets a shell complete commands, options and their values. */
export function completionCommand(program: () => Command): Command {
  return new Command("completion")
    .description("print a completion script for a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SHELLS)))
    .addHelpText(
      "after",
      `
Examples:
  source <(rollcall completion bash)                                        in ~/.bashrc
  source <(rollcall completion zsh)                                         in ~/.zshrc, after compinit
  rollcall completion fish > ~/.config/fish/completions/rollcall.fish`,
    )
    .allowExcessArguments(false)
    .action((shell: keyof typeof SHELLS) => void process.stdout.write(SHELLS[shell](completionModel(program()))));
}

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

/** A completion script for bash 3.2 or newer. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `_rollcall() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names} --help --version"
  else
    case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(({ name, options }) => options.flatMap(({ flag, value }) => (value === undefined ? [] : [`      "${name} ${flag}") ${bashValues(value)} ;;`]))).join("\n")}
      *)
        case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options, argument }) => `          ${name}) words="${[...options.map(({ flag }) => flag), ...(typeof argument === "object" ? argument : [])].join(" ")}"${argument === "files" ? " files=yes" : ""} ;;`).join("\n")}
        esac
        ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ -n "$files" ]; then COMPREPLY+=($(compgen -f -- "$word")); fi
}
complete -F _rollcall rollcall
`;
}

function bashValues(value: readonly string[] | "files" | "anything"): string {
  if (value === "files") return "files=yes";
  return value === "anything" ? "words=" : `words="${value.join(" ")}"`;
}

/** A completion script for zsh: a function for `compdef`, which also works as a file named _rollcall in fpath. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef rollcall
_rollcall() {
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(
${commands.map(({ name, about }) => `      ${zshQuoted(`${name}:${about}`)}`).join("\n")}
    )
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(({ name, options, argument }) => `    ${name}) _arguments ${[...options.map(zshOption), ...(argument === undefined ? [] : [zshQuoted(`:argument:${zshValues(argument)}`)])].join(" ")} ;;`).join("\n")}
  esac
}
compdef _rollcall rollcall
`;
}

function zshOption({ flag, about, value }: CompletedOption): string {
  const description = `[${about.replace(/[\[\]\\]/g, "\\$&").replace(/:/g, "\\:")}]`;
  return zshQuoted(`${flag}${description}${value === undefined ? "" : `:value:${zshValues(value)}`}`);
}

function zshValues(value: readonly string[] | "files" | "anything"): string {
  if (value === "files") return "_files";
  return value === "anything" ? "" : `(${value.join(" ")})`;
}

function zshQuoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** A completion script for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, about, options, argument }) => [
    `complete -c rollcall -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(about)}`,
    ...options.map(
      (option) => `complete -c rollcall -n ${fishQuoted(`__fish_seen_subcommand_from ${name}`)} ${fishOption(option)}`,
    ),
    ...(typeof argument === "object"
      ? [
          `complete -c rollcall -n ${fishQuoted(`__fish_seen_subcommand_from ${name}`)} -f -a ${fishQuoted(argument.join(" "))}`,
        ]
      : []),
  ]);
  return `${lines.join("\n")}\n`;
}

function fishOption({ flag, about, value }: CompletedOption): string {
  const given =
    value === undefined
      ? ""
      : value === "files"
        ? " -r -F"
        : value === "anything"
          ? " -x"
          : ` -x -a ${fishQuoted(value.join(" "))}`;
  return `-l ${flag.replace(/^--/, "")}${given} -d ${fishQuoted(about)}`;
}

function fishQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
