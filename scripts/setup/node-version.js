"use strict";
const { SetupError } = require("./failure");
const { parseVersion, isAtLeast } = require("./version");

const MINIMUM = { major: 20, minor: 0, patch: 0 };

/**
 * Stops set-up on a Node too old for the engine's SDK.
 * @param {string} [current] as in `process.version`
 * @throws {SetupError}
 */
function requireNode(current = process.version) {
  const version = parseVersion(current);
  if (version && isAtLeast(version, MINIMUM)) return;
  throw new SetupError(
    `Node ${current} is too old: Rollcall needs Node 20 or newer.`,
    "Install a current Node from https://nodejs.org and run the command again.",
  );
}

module.exports = { requireNode };
