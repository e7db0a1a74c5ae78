import { Command, Option } from "commander";
import { asRollcallError } from "../../provider/errors/error";
import { withProgress } from "../manners/progress";
import { FORMATS, type Format } from "../report/formats";
import { writeReport } from "../report/write-report";
import { openEngine } from "../stack/engine";
import { exitCodeOf } from "../stack/exit-code";
import { loadStack, loadStateFile } from "../stack/load-state";
import { runDrift } from "./run-drift";

interface DriftFlags {
  readonly stack?: string;
  readonly state?: string;
  readonly format: Format;
  readonly out?: string;
  readonly mask?: true;
  readonly ignore: readonly string[];
}

async function run({ stack, state, ignore, ...target }: DriftFlags): Promise<void> {
  const folder = process.cwd();
  const environment = process.env;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const loaded = state === undefined ? await withProgress("reading the stack's state", () => loadStack(openEngine({ cwd: folder, environment }), stack), say) : loadStateFile(state);
    const { report, exitCode } = await withProgress("comparing with the clouds", () => runDrift(loaded, { ignore, folder, environment, say }), say);
    writeReport(report, target, environment);
    process.exitCode = exitCode;
  } catch (error) {
    const failure = asRollcallError(error);
    process.stderr.write(`error: ${failure.message}\n`);
    process.exitCode = exitCodeOf(failure);
  }
}

/** `rollcall drift`: what changed in the clouds behind the program's back. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("tell what changed in the clouds since the last run; sends reads alone and writes no state")
    .option("--stack <name>", "stack to look at; default: the selected one")
    .option("--state <file>", "read an exported state instead of asking the engine; - for standard input")
    .addOption(new Option("--format <format>", "how to write the report").choices(FORMATS).default("text"))
    .option("--out <file>", "write the report to a file")
    .option("--mask", "leave personal data out of the report")
    .option("--ignore <pattern>", "do not report users of this name that nobody manages; * and ? are wild, eds:svc_* holds for one directory", (pattern: string, before: readonly string[]) => [...before, pattern], [])
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing differs, 7 something differs, 1 error or not everything could be looked at, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall drift                                    the selected stack of the project in this folder
  rollcall drift --stack prod --format markdown --out drift.md --mask
  pulumi stack export | rollcall drift --state -    keys and endpoints from the state and the environment`,
    )
    .allowExcessArguments(false)
    .action((flags: DriftFlags) => run(flags));
}
