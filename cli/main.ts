#!/usr/bin/env node
import { endOnInterrupt } from "./terminal/progress";
import { endOnUnwritable, tell } from "./terminal/write-answer";
import { rollcallProgram } from "./program";
import { endingOf } from "./stack/engine";

const program = rollcallProgram();

// The emulator ends by these signals in good order; whatever else is under way is just left.
program.hook("preSubcommand", (_program, command) => {
  if (command.name() !== "emulator") endOnInterrupt(process);
});

endOnUnwritable(process);

program.parseAsync().catch((error: unknown) => {
  const { line, exitCode } = endingOf(error);
  tell(line);
  process.exitCode = exitCode;
});
