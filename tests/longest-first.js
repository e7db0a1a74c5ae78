"use strict";
// It comes with jest, whose configuration names it by default.
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * What takes longest in each stage. In a fresh clone jest knows no times and goes by the size of a file; the schedules, of a
 * few lines each, would then begin last and leave a core without work at the end.
 */
const LONGEST = [
  "contract/model/eiam",
  "contract/model/cloudidentity",
  "contract/model/workspace",
  "contract/model/eds",
  "contract/sets/at-size",
  "contract/credentials/renewal",
  "contract/floor/floor",
  "unit/roster/properties",
  "unit/ci/scripts",
  "e2e/plugin.test",
  "e2e/crash",
  "e2e/lives",
  "e2e/plugin-process",
];

/**
 * The place of a file in the list, or behind it.
 * @param {string} file
 */
function place(file) {
  const found = LONGEST.findIndex((name) => file.replaceAll("\\", "/").includes(`/tests/${name}`));
  return found === -1 ? LONGEST.length : found;
}

/** Begins with the files that take longest, also where no earlier run has timed them. */
class LongestFirst extends Sequencer {
  /** @param {import("@jest/test-result").Test[]} tests */
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => test.duration !== undefined)) return sorted;
    return sorted.sort((one, other) => place(one.path) - place(other.path));
  }
}

module.exports = LongestFirst;
module.exports.LONGEST = LONGEST;
