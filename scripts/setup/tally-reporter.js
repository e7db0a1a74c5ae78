"use strict";
const fs = require("node:fs");

/** Adds one jest run's counts, as a line of JSON, to the file named by ROLLCALL_TEST_TALLY. */
class TallyReporter {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/test-result").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const file = process.env.ROLLCALL_TEST_TALLY;
    if (!file) return;
    const tally = {
      passed: results.numPassedTests,
      // A file that does not even load has no failed test to show for it.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    fs.appendFileSync(file, `${JSON.stringify(tally)}\n`);
  }
}

module.exports = TallyReporter;
