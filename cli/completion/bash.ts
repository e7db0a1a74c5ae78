import type { CompletedCommand } from "./model";

/** A completion script for bash 3.2 or newer. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `_rollcall() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names} --help --version"
  else
    case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(({ name, options }) => options.flatMap(({ flag, value }) => (value === undefined ? [] : [`      "${name} ${flag}") ${choice(value)} ;;`]))).join("\n")}
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

function choice(value: readonly string[] | "files" | "anything"): string {
  if (value === "files") return "files=yes";
  return value === "anything" ? "words=" : `words="${value.join(" ")}"`;
}
