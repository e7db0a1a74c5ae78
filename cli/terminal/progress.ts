/** Exit codes of a process that a signal ended, as shells count them: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The process, as far as an interruption concerns it; tests bring their own. */
export interface Interruptible {
  once(signal: keyof typeof SIGNALS, listener: () => void): unknown;
  exit(code: number): void;
  readonly stderr: { write(text: string): unknown };
}

/** Ends the command at Ctrl-C with one line and without a stack. The engine it may run gets the signal itself. */
export function endOnInterrupt(process: Interruptible): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      process.stderr.write("interrupted\n");
      process.exit(SIGNALS[signal]);
    });
}

/** Nothing is said of what takes less, in milliseconds. */
const SAY_AFTER_MS = 2_000;
const SAY_EVERY_MS = 10_000;

/** Timers, injected so that tests need not wait. */
export interface Timers {
  every(ms: number, tick: () => void): { stop(): void };
}

const systemTimers: Timers = {
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    timer.unref();
    return { stop: () => clearInterval(timer) };
  },
};

/**
 * Runs a task, and tells on standard error when it takes more than two seconds, and again every ten: standard output is the
 * command's answer and stays free of it.
 * @param label what is under way: `asking EDS`
 */
export async function withProgress<T>(
  label: string,
  task: () => Promise<T>,
  say: (line: string) => void,
  timers: Timers = systemTimers,
): Promise<T> {
  let seconds = 0;
  const timer = timers.every(SAY_AFTER_MS, () => {
    seconds += SAY_AFTER_MS / 1000;
    if (seconds === SAY_AFTER_MS / 1000) say(`${label} …`);
    else if ((seconds * 1000) % SAY_EVERY_MS === 0) say(`${label} … ${seconds} s`);
  });
  try {
    return await task();
  } finally {
    timer.stop();
  }
}
