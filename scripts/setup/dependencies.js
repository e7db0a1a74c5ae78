"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("./failure");
const { withProgress, runQuietly } = require("./progress");

const STAMP = ".rollcall-lock";

/** Set for the npm that set-up runs. */
const IN_SETUP = "ROLLCALL_IN_SETUP";

/** @param {string} root */
function lockHash(root) {
  return crypto
    .createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

/**
 * Whether node_modules was installed from the present package-lock.json.
 * @param {string} root
 */
function dependenciesAreCurrent(root) {
  try {
    return fs.readFileSync(path.join(root, "node_modules", STAMP), "utf8") === lockHash(root);
  } catch {
    return false;
  }
}

/**
 * Notes what node_modules was installed from. Called by `prepare`, so that a person's own `npm ci` counts too.
 * @param {string} root
 */
function stampDependencies(root) {
  fs.writeFileSync(path.join(root, "node_modules", STAMP), lockHash(root));
}

/**
 * Installs the locked dependencies unless they are in place.
 * @param {string} root
 * @throws {SetupError} with npm's own last lines
 */
async function ensureDependencies(root) {
  if (dependenciesAreCurrent(root)) return;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm ? [process.execPath, [npm]] : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  const { code, output } = await withProgress("installing dependencies (npm ci)", () =>
    // `prepare` has nothing to do then: set-up links and compiles itself, and tells an error there from one of npm's.
    runQuietly(command, [...prefix, ...args], { cwd: root, env: { ...process.env, [IN_SETUP]: "true" } }),
  );
  if (code !== 0) {
    throw new SetupError(
      "npm ci did not succeed.",
      "Check that the npm registry is reachable (npm ping), then run the command again.",
      output,
    );
  }
  stampDependencies(root);
}

module.exports = { IN_SETUP, dependenciesAreCurrent, ensureDependencies, stampDependencies };
