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
export async function withProgress<T>(label: string, task: () => Promise<T>, say: (line: string) => void, timers: Timers = systemTimers): Promise<T> {
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
