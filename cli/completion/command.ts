import { Argument, Command } from "commander";
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import { completionModel } from "./model";
import { zshCompletion } from "./zsh";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `rollcall completion`: a script by which a shell completes commands, options and their values. */
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
