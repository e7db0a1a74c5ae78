#!/usr/bin/env node
import { endOnInterrupt } from "./terminal/progress";
import { rollcallProgram } from "./program";
import { endingOf } from "./stack/engine";

const program = rollcallProgram();

// The emulator ends by these signals in good order; whatever else is under way is just left.
program.hook("preSubcommand", (_program, command) => {
  if (command.name() !== "emulator") endOnInterrupt(process);
});

// A reader that has seen enough, such as head, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

program.parseAsync().catch((error: unknown) => {
  const { line, exitCode } = endingOf(error);
  process.stderr.write(`${line}\n`);
  process.exitCode = exitCode;
});
