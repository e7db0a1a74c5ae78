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
  for (const [signal, code] of [["SIGINT", SIGNALS.SIGINT], ["SIGTERM", SIGNALS.SIGTERM]] as const) {
    process.once(signal, () => {
      process.stderr.write("interrupted\n");
      process.exit(code);
    });
  }
}
