#!/usr/bin/env node
import { Command } from "commander";

import { emulatorCommand } from "./emulator";

const program = new Command("rollcall").description("Users as code: tools around the Rollcall provider.").showHelpAfterError();

program.addCommand(emulatorCommand());

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : "unexpected failure"}\n`);
  process.exitCode = 1;
});
