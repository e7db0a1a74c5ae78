import type { RunResult } from "./process";

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- jest's matchers are typed so
  namespace jest {
    interface Matchers<R> {
      /** A command ended with code 0; where it did not, the failure shows all that it said. */
      toSucceed(): R;
    }
  }
}

expect.extend({
  toSucceed({ code, signal, all }: RunResult) {
    const ended = signal === null ? `with code ${code}` : `by ${signal}`;
    return { pass: code === 0, message: () => `The command ended ${ended}. What it said:\n${all}` };
  },
});
