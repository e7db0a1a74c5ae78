import type { CompletedCommand, CompletedOption } from "./model";

/** A completion script for zsh: a function for `compdef`, which also works as a file named _rollcall in fpath. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef rollcall
_rollcall() {
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(
${commands.map(({ name, about }) => `      ${quote(`${name}:${about}`)}`).join("\n")}
    )
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(({ name, options, argument }) => `    ${name}) _arguments ${[...options.map(spec), ...(argument === undefined ? [] : [quote(`:argument:${action(argument)}`)])].join(" ")} ;;`).join("\n")}
  esac
}
compdef _rollcall rollcall
`;
}

function spec({ flag, about, value }: CompletedOption): string {
  const description = `[${about.replace(/[\[\]\\]/g, "\\$&").replace(/:/g, "\\:")}]`;
  return quote(`${flag}${description}${value === undefined ? "" : `:value:${action(value)}`}`);
}

function action(value: readonly string[] | "files" | "anything"): string {
  if (value === "files") return "_files";
  return value === "anything" ? "" : `(${value.join(" ")})`;
}

function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
