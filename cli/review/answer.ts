import { tell } from "../terminal/write-answer";
import { defined } from "../../provider/model/values";
import { programFiles } from "../../policy/plain-passwords";
import { type Policy, readPolicyFile } from "../../policy/policy-file";
import { configError } from "../../provider/model/error";
import { readDay } from "../../provider/model/moment";
import { ON } from "../../sdk/lib/roster/people/today";
import { type ReportTarget, writeReport } from "../report/formats";
import type { Report } from "../report/model";
import { reportJsonSchema } from "../report/schema";
import { openEngine } from "../stack/engine";
import { withProgress } from "../terminal/progress";
import { reviewReport } from "./build-report";
import { readPeople } from "./people";
import { applyPolicy } from "./policy";
import type { Preview } from "./read-preview";
import { type PreviewRequest, previewOfEngine, previewOfFile } from "./take-preview";

/**
 * Exit code when flags are raised and `--fail-on` says that they matter: the Pulumi CLI's code for a violated policy (pulumi,
 * `sdk/go/common/util/cmdutil/exit.go`).
 */
const POLICY_VIOLATION = 5;

/** What the command line of `rollcall review` says. */
export interface ReviewFlags extends ReportTarget, PreviewRequest {
  /** The day that the preview is asked about. */
  readonly on?: string;
  /** Which flags make the command fail: any, or those of level `high`. */
  readonly failOn?: "risk" | "high";
  readonly policy?: string;
  readonly schema?: true;
}

async function review(file: string | undefined, flags: ReviewFlags): Promise<number> {
  const environment = process.env;
  if (file !== undefined && flags.refresh === true)
    throw configError(
      "--refresh asks the clouds before a preview, and the preview of a file is made already",
      "Leave the file out, or make the preview with: pulumi preview --json --show-sames --refresh > preview.json",
    );
  const on = flags.on === undefined ? undefined : dayAsked(flags.on, file);
  const policy = flags.policy === undefined ? undefined : readPolicyFile(flags.policy);
  if (file === undefined) tell("Asking pulumi for a preview; nothing is changed.");
  const open = (variables: Readonly<Record<string, string>>) => openEngine({ ...defined({ [ON]: on }), ...variables });
  const { preview, code, unguarded } =
    file === undefined
      ? await withProgress("pulumi previews", () => previewOfEngine(open, flags), tell)
      : previewOfFile(file);
  const unjudged = reviewReport(
    preview,
    defined({ environment, stack: flags.stack, on, now: nowFor(on), ...(unguarded === true && { unguarded }) }),
  );
  const { report, violated } =
    policy === undefined ? { report: unjudged, violated: false } : judged(unjudged, preview, policy);
  writeReport(report, flags, environment);
  return code === 0 && (violated || isFailure(report, flags.failOn)) ? POLICY_VIOLATION : code;
}

/**
 * The day of `--on` as `yyyy-MM-dd`.
 * @throws RollcallError ERR_CONFIG when there is no such day, or when the preview is made already.
 */
function dayAsked(written: string, file: string | undefined): string {
  if (file !== undefined)
    throw configError(
      "--on asks the engine for a preview of another day, and the preview of a file is made already",
      `Leave the file out, or make the preview with the environment variable ${ON}.`,
    );
  const read = readDay(written);
  if ("day" in read) return read.day;
  throw configError(`--on: ${JSON.stringify(written)} ${read.problem}`, "Write the day as yyyy-MM-dd.");
}

/** The moment that a preview is asked about: now, or the beginning of the day of `--on`. */
function nowFor(on: string | undefined): number {
  return on === undefined ? Date.now() : Date.parse(on);
}

function judged(report: Report, preview: Preview, policy: Policy): ReturnType<typeof applyPolicy> {
  const sources = policy.plainPasswords === undefined ? [] : programFiles(process.cwd());
  return applyPolicy(report, readPeople(preview), policy, { sources, now: Date.now() });
}

function isFailure({ risks }: Report, failOn: ReviewFlags["failOn"]): boolean {
  if (failOn === undefined) return false;
  return failOn === "risk" ? risks.length > 0 : risks.some(({ level }) => level === "high");
}

/** Takes the preview, writes the report and sets the exit code. */
export async function answer(file: string | undefined, flags: ReviewFlags): Promise<void> {
  if (flags.schema === true) {
    process.stdout.write(reportJsonSchema());
    return;
  }
  process.exitCode = await review(file, flags);
}
