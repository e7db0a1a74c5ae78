"use strict";

/** A set-up step that cannot go on: what happened, and what the person can do about it. Printed without a stack trace. */
class SetupError extends Error {
  /**
   * @param {string} problem one sentence
   * @param {string} remedy what to do, possibly several lines
   * @param {string} [detail] last lines of a tool's own output
   */
  constructor(problem, remedy, detail = "") {
    super(problem);
    this.name = "SetupError";
    this.remedy = remedy;
    this.detail = detail;
  }
}

/**
 * Runs a script's main function: its number becomes the exit code, a SetupError is printed and becomes exit code 1.
 * @param {() => Promise<number>} main
 */
function runMain(main) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      if (error instanceof SetupError) {
        if (error.detail) process.stderr.write(`${error.detail.trimEnd()}\n\n`);
        process.stderr.write(`error: ${error.message}\n${error.remedy}\n`);
      } else {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      }
      process.exitCode = 1;
    },
  );
}

module.exports = { SetupError, runMain };
