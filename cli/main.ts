#!/usr/bin/env node
import { Command } from "commander";

import { driftCommand } from "./drift/command";
import { emulatorCommand } from "./emulator";
import { importCommand } from "./import/command";
import { reviewCommand } from "./review/command";

const program = new Command("rollcall").description("Users as code: tools around the Rollcall provider.").showHelpAfterError();

program.addCommand(driftCommand());
program.addCommand(emulatorCommand());
program.addCommand(importCommand());
program.addCommand(reviewCommand());

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : "unexpected failure"}\n`);
  process.exitCode = 1;
});
