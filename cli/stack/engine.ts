import { configError, asRollcallError, type RollcallError } from "../../provider/model/error";
import { spawn } from "node:child_process";

/** Exit codes as the Pulumi CLI documents them (pulumi, `sdk/go/common/util/cmdutil/exit.go`). */
export const EXIT = { ok: 0, error: 1, configuration: 2, auth: 3, differs: 7 } as const;

/** A command ends without an answer and with an exit code that is not Rollcall's own: the engine's. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = "CommandFailed";
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** How a command that failed ends, whatever made it fail: one line for standard error, and its exit code. */
export function endingOf(error: unknown): { readonly line: string; readonly exitCode: number } {
  if (error instanceof CommandFailed) return { line: `error: ${error.message}`, exitCode: error.exitCode };
  const failure = asRollcallError(error);
  return { line: `error: ${failure.message}`, exitCode: exitCodeOf(failure) };
}

/** The exit code that tells a script why a command ended with this error. */
export function exitCodeOf({ code, category }: RollcallError): number {
  if (code === "ERR_CONFIG") return EXIT.configuration;
  return category === "auth" || category === "forbidden" ? EXIT.auth : EXIT.error;
}

/** What one engine command left. `stdout` may hold secrets in clear when they were asked for, so it is never printed. */
export interface EngineAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one engine command to its end. */
export type RunEngine = (args: readonly string[]) => Promise<EngineAnswer>;

/**
 * The `pulumi` on PATH, in this process's folder and environment.
 * @param variables added to its environment
 * @throws RollcallError ERR_CONFIG when there is none.
 */
export function openEngine(variables: Readonly<Record<string, string>> = {}): RunEngine {
  return (args) =>
    new Promise((resolve, reject) => {
      const child = spawn("pulumi", [...args, "--non-interactive", "--color=never"], {
        env: { ...process.env, ...variables, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.on("error", (cause: NodeJS.ErrnoException) => reject(notStarted(cause)));
      child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    });
}

/** How the engine is told which stack; nothing for the selected one. */
export function stackOption(stack: string | undefined): readonly string[] {
  return stack === undefined ? [] : ["--stack", stack];
}

/** What the engine said when it refused a command, on one line and without its own prefix. Warnings may stand above. */
export function engineComplaint({ code, stderr }: EngineAnswer): string {
  const lines = stderr.split("\n").filter((text) => text.trim() !== "");
  const line = lines.find((text) => text.startsWith("error: ")) ?? lines[0] ?? "";
  return line === "" ? `it ended with code ${code}` : line.replace(/^error: /, "").trim();
}

function notStarted(cause: NodeJS.ErrnoException): RollcallError {
  if (cause.code !== "ENOENT")
    return configError(
      `the pulumi on PATH could not be started (${cause.code ?? cause.message})`,
      "Make it a program that you may run, or install it again (https://www.pulumi.com/docs/install/).",
      cause,
    );
  return configError(
    "pulumi could not be started: it is not on PATH",
    "Install it (https://www.pulumi.com/docs/install/) or put it on PATH.",
    cause,
  );
}
