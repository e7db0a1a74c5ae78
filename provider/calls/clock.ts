/** Time, as the call layer sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. Never runs backwards. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The machine's time. A correction of the system clock during a run does not show here, so that no wait is cut or stretched by it. */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
