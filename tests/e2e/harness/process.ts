import { execFileSync, spawn, type ChildProcess } from "node:child_process";

/** What a finished process left: its exit code, or the signal that ended it, and its output. */
export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in order of arrival. */
  readonly all: string;
}

/** A process that is going on. */
export interface RunningProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly done: Promise<RunResult>;
  /** Output of both streams so far. */
  output(): string;
  /** Resolves when the output so far contains or matches `text`; rejects when the process ends before. */
  printed(text: string | RegExp): Promise<void>;
}

/** Where and how to run. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

function matches(output: string, text: string | RegExp): boolean {
  return typeof text === "string" ? output.includes(text) : text.test(output);
}

/**
 * Starts a process and collects its output.
 * @throws Error when it cannot be started at all
 */
export function startProcess(command: string, args: readonly string[], options: ProcessOptions): RunningProcess {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const { pid } = child;
  let stdout = "";
  let stderr = "";
  let all = "";
  const waiting = new Set<() => void>();
  const collect =
    (store: (text: string) => void) =>
    (chunk: string): void => {
      store(chunk);
      all += chunk;
      for (const look of waiting) look();
    };
  child.stdout.setEncoding("utf8").on(
    "data",
    collect((text) => (stdout += text)),
  );
  child.stderr.setEncoding("utf8").on(
    "data",
    collect((text) => (stderr += text)),
  );
  const done = new Promise<RunResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr, all }));
  });
  if (pid === undefined) {
    done.catch(() => undefined);
    throw new Error(`${command} could not be started`);
  }
  const printed = (text: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!matches(all, text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void done.then(() => reject(new Error(`${command} ended before it printed ${String(text)}:\n${all}`)), reject);
    });
  return { pid, child, done, output: () => all, printed };
}

/**
 * The processes a process has started, and theirs. The engine puts its plugins into process groups of their own, so a group
 * is not enough to find them.
 */
export function descendants(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (of: number): number[] => {
    const children = table.flatMap(([child, parent]) => (child !== undefined && parent === of ? [child] : []));
    return [...children, ...children.flatMap(below)];
  };
  return below(pid);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** kill -9 of a process and everything it has started, as the machine losing power would look to the others. */
export async function killTree(running: RunningProcess): Promise<RunResult> {
  for (const pid of [running.pid, ...descendants(running.pid)]) killQuietly(pid);
  return running.done;
}
