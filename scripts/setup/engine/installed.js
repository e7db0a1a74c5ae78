"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("../failure");
const { runQuietly } = require("../progress");
const { formatVersion, isAtLeast, parseVersion } = require("../version");
const { MINIMUM } = require("./pins");
const { findOnPath } = require("./search-path");

const VERSION_TIMEOUT_MS = 30_000;

/**
 * The folders a person's own installation needs in PATH, or undefined when its Node language host is not there: package
 * managers link the command into a folder of their own and keep the hosts beside the real file.
 * @param {string} pulumi absolute path of the command
 * @param {string} searchPath
 */
function installedFolders(pulumi, searchPath) {
  const folders = [path.dirname(pulumi), path.dirname(fs.realpathSync(pulumi))];
  const host = folders.concat(searchPath).join(path.delimiter);
  return findOnPath("pulumi-language-nodejs", host) ? [...new Set(folders)] : undefined;
}

/**
 * The engine a person has installed.
 * @param {string} searchPath
 * @returns {Promise<{ folders: string[], version: string } | undefined>} undefined when there is none, or none that can
 *   run Node programs
 * @throws {SetupError} when it is too old or does not run
 */
async function findInstalledEngine(searchPath) {
  const pulumi = findOnPath("pulumi", searchPath);
  if (!pulumi) return undefined;
  const { code, stdout, output } = await runQuietly(pulumi, ["version"], {
    env: { ...process.env, PATH: searchPath, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  const version = code === 0 ? parseVersion(stdout) : undefined;
  const remedy = "Upgrade it (https://www.pulumi.com/docs/install/), or set ROLLCALL_ENGINE=own to let Rollcall use an engine of its own.";
  if (!version) throw new SetupError(`The Pulumi engine on PATH (${pulumi}) does not say its version.`, remedy, output);
  if (!isAtLeast(version, MINIMUM)) {
    throw new SetupError(
      `The Pulumi engine on PATH (${pulumi}) is ${formatVersion(version)}; Rollcall needs ${formatVersion(MINIMUM)} or newer.`,
      remedy,
    );
  }
  const folders = installedFolders(pulumi, searchPath);
  return folders && { folders, version: formatVersion(version) };
}

module.exports = { findInstalledEngine, installedFolders };
