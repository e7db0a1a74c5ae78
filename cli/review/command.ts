import { Command, Option } from "commander";
import { type Policy, readPolicyFile } from "../../policy/policy-file";
import { programFiles } from "../../policy/sources/program-files";
import { asRollcallError } from "../../provider/errors/error";
import { withProgress } from "../manners/progress";
import { FORMATS, type Format } from "../report/formats";
import type { Report } from "../report/model";
import { reportJsonSchema } from "../report/schema";
import { writeReport } from "../report/write-report";
import { openEngine } from "../stack/engine";
import { exitCodeOf } from "../stack/exit-code";
import { reviewReport } from "./build-report";
import { POLICY_VIOLATION } from "./exit-codes";
import { readPeople } from "./people";
import { applyPolicy, type JudgedReport } from "./policy";
import type { Preview } from "./read-preview";
import { NoPreview, previewOfEngine, previewOfFile } from "./take-preview";

/** Which flags make the command fail: any, or those of level `high`. */
const FAIL_ON = ["risk", "high"] as const;

interface ReviewFlags {
  readonly stack?: string;
  readonly refresh?: true;
  readonly format: Format;
  readonly out?: string;
  readonly mask?: true;
  readonly failOn?: (typeof FAIL_ON)[number];
  readonly policy?: string;
  readonly schema?: true;
}

async function review(file: string | undefined, flags: ReviewFlags): Promise<number> {
  const environment = process.env;
  const policy = flags.policy === undefined ? undefined : readPolicyFile(flags.policy);
  if (file === undefined) process.stderr.write("Asking pulumi for a preview; nothing is changed.\n");
  const open = (variables: Readonly<Record<string, string>>) => openEngine({ cwd: process.cwd(), environment: { ...environment, ...variables } });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { preview, code, unguarded } = file === undefined ? await withProgress("pulumi previews", () => previewOfEngine(open, flags), say) : previewOfFile(file);
  const unjudged = reviewReport(preview, { environment, ...(flags.stack !== undefined && { stack: flags.stack }), ...(unguarded === true && { unguarded }) });
  const { report, violated } = policy === undefined ? { report: unjudged, violated: false } : judged(unjudged, preview, policy);
  writeReport(report, flags, environment);
  return code === 0 && (violated || isFailure(report, flags.failOn)) ? POLICY_VIOLATION : code;
}

function judged(report: Report, preview: Preview, policy: Policy): JudgedReport {
  const sources = policy.plainPasswords === undefined ? [] : programFiles(process.cwd());
  return applyPolicy(report, readPeople(preview).movements, policy, { sources, now: Date.now() });
}

function isFailure({ risks }: Report, failOn: ReviewFlags["failOn"]): boolean {
  if (failOn === undefined) return false;
  return failOn === "risk" ? risks.length > 0 : risks.some(({ level }) => level === "high");
}

async function run(file: string | undefined, flags: ReviewFlags): Promise<void> {
  if (flags.schema === true) {
    process.stdout.write(reportJsonSchema());
    return;
  }
  try {
    process.exitCode = await review(file, flags);
  } catch (error) {
    if (error instanceof NoPreview) {
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = error.code;
      return;
    }
    const failure = asRollcallError(error);
    process.stderr.write(`error: ${failure.message}\n`);
    process.exitCode = exitCodeOf(failure);
  }
}

/** `rollcall review`: a planned change as a report of people. */
export function reviewCommand(): Command {
  return new Command("review")
    .description("tell whom a planned change touches: who joins, leaves, changes or loses an account")
    .argument("[preview]", "output of pulumi preview --json --show-sames, - for standard input; default: ask the engine")
    .option("--stack <name>", "stack to preview; default: the selected one")
    .option("--refresh", "ask the clouds first, so that changes made behind the program's back show")
    .addOption(new Option("--format <format>", "how to write the report").choices(FORMATS).default("text"))
    .option("--out <file>", "write the report to a file")
    .option("--mask", "leave personal data out of the report")
    .addOption(new Option("--fail-on <flags>", "end with code 5 when there are flags: any (risk) or grave ones (high)").choices(FAIL_ON))
    .option("--policy <file>", "judge everybody by the rules of a policy file (docs/policy.md)")
    .option("--schema", "print the JSON Schema of --format json and do nothing else")
    .addHelpText(
      "after",
      `
Exit codes: 0 reported, 5 a mandatory rule of --policy is broken or flags that --fail-on names, 2 configuration or a file that is no
preview, else the engine's own (1 the preview failed and the report is partial, 6 no such stack).

Examples:
  rollcall review                                          the selected stack of the project in this folder
  rollcall review --stack prod --refresh --format html --out review.html
  rollcall review --format markdown --out comment.md --mask --fail-on high
  rollcall review --policy policy.yaml
  pulumi preview --json --show-sames | rollcall review -   a preview made elsewhere`,
    )
    .allowExcessArguments(false)
    .action((file: string | undefined, flags: ReviewFlags) => run(file, flags));
}
