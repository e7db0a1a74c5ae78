import { Command, InvalidArgumentError } from "commander";
import type { DirectoryName } from "../../provider/directories";
import { DIRECTORY_NAMES } from "../terminal/choices";
import type { DoctorFlags } from "./answer";

function oneMore(name: string, before: readonly DirectoryName[]): readonly DirectoryName[] {
  const directory = DIRECTORY_NAMES.find((candidate) => candidate === name);
  if (directory === undefined) throw new InvalidArgumentError(`Allowed choices are ${DIRECTORY_NAMES.join(", ")}.`);
  return [...before, directory];
}

/** `rollcall doctor`: whether a run would get as far as the users. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "check engine, packages, secrets of the stack, target, credentials, permissions, clock and endpoints, and say what to fix; sends one read per directory and kind",
    )
    .option(
      "--directory <name>",
      "only this directory; may be repeated (default: each that has credentials)",
      oneMore,
      [],
    )
    .option("--stack <name>", "stack whose configuration counts; default: the selected one, if there is a project")
    .option("--json", "write the findings as JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing fails, else that of the first failure: 1 Node, engine, network or clock, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall doctor                                what the project in this folder needs
  rollcall doctor --directory eds --directory eiam
  rollcall doctor --stack prod --json`,
    )
    .allowExcessArguments(false)
    .action(async (flags: DoctorFlags) => (await import("./answer")).answer(flags));
}
