"use strict";

/** @typedef {{ major: number, minor: number, patch: number }} Version */

/**
 * Reads `3.216.0`, `v3.258.0` or `v3.260.0-dev.0+abc` out of a tool's version output, which may hold warnings as well.
 * A pre-release counts as its release: a development engine has the features of the version it leads to.
 * @param {string} text
 * @returns {Version | undefined}
 */
function parseVersion(text) {
  const found = /(?:^|\s)v?(\d+)\.(\d+)\.(\d+)(?:[-+][\w.+-]*)?(?:\s|$)/.exec(text);
  if (!found) return undefined;
  return { major: Number(found[1]), minor: Number(found[2]), patch: Number(found[3]) };
}

/**
 * @param {Version} version
 * @param {Version} minimum
 */
function isAtLeast(version, minimum) {
  if (version.major !== minimum.major) return version.major > minimum.major;
  if (version.minor !== minimum.minor) return version.minor > minimum.minor;
  return version.patch >= minimum.patch;
}

/** @param {Version} version */
function formatVersion({ major, minor, patch }) {
  return `${major}.${minor}.${patch}`;
}

module.exports = { parseVersion, isAtLeast, formatVersion };
