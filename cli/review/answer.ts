import { type Policy, readPolicyFile } from "../../policy/policy-file";
import { programFiles } from "../../policy/plain-passwords";
import { withProgress } from "../terminal/progress";
import type { Format } from "../report/format-names";
import type { Report } from "../report/model";
import { reportJsonSchema } from "../report/schema";
import { writeReport } from "../report/formats";
import { openEngine } from "../stack/engine";
import { reviewReport } from "./build-report";
import { POLICY_VIOLATION } from "./exit-codes";
import { readPeople } from "./people";
import { applyPolicy, type JudgedReport } from "./policy";
import type { Preview } from "./read-preview";
import { previewOfEngine, previewOfFile } from "./take-preview";

/** What the command line of `rollcall review` says. */
export interface ReviewFlags {
  readonly stack?: string;
  readonly refresh?: true;
  readonly format: Format;
  readonly out?: string;
  readonly mask?: true;
  /** Which flags make the command fail: any, or those of level `high`. */
  readonly failOn?: "risk" | "high";
  readonly policy?: string;
  readonly schema?: true;
}

async function review(file: string | undefined, flags: ReviewFlags): Promise<number> {
  const environment = process.env;
  const policy = flags.policy === undefined ? undefined : readPolicyFile(flags.policy);
  if (file === undefined) process.stderr.write("Asking pulumi for a preview; nothing is changed.\n");
  const open = (variables: Readonly<Record<string, string>>) =>
    openEngine({ cwd: process.cwd(), environment: { ...environment, ...variables } });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { preview, code, unguarded } =
    file === undefined
      ? await withProgress("pulumi previews", () => previewOfEngine(open, flags), say)
      : previewOfFile(file);
  const unjudged = reviewReport(preview, {
    environment,
    ...(flags.stack !== undefined && { stack: flags.stack }),
    ...(unguarded === true && { unguarded }),
  });
  const { report, violated } =
    policy === undefined ? { report: unjudged, violated: false } : judged(unjudged, preview, policy);
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

/** Takes the preview, writes the report and sets the exit code. */
export async function answer(file: string | undefined, flags: ReviewFlags): Promise<void> {
  if (flags.schema === true) {
    process.stdout.write(reportJsonSchema());
    return;
  }
  process.exitCode = await review(file, flags);
}
