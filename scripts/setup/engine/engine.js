"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("../failure");
const { nodeModules } = require("../paths");
const { say } = require("../progress");
const { formatVersion } = require("../version");
const { engineFolder, publishOnce } = require("./cache");
const { buildWithGo } = require("./go-build");
const { findInstalledEngine } = require("./installed");
const { MINIMUM, OWN } = require("./pins");
const { installRelease } = require("./release");
const { findOnPath, prependFolders } = require("./search-path");

/** @typedef {{ pulumi: string, version: string, path: string }} Engine `path` is the PATH to run it with */

/**
 * A way of getting an engine into `draft`: answers undefined when it has, else why it could not, as half a sentence.
 * @typedef {(draft: string, searchPath: string) => Promise<string | undefined>} Means
 */

/**
 * Fills the cache with an engine of our own, by the first means that works.
 * @param {string} folder
 * @param {string} searchPath
 * @param {Means[]} means
 */
async function fetchOwnEngine(folder, searchPath, means) {
  await publishOnce(folder, async (draft) => {
    const reasons = ["none is on PATH"];
    for (const attempt of means) {
      const reason = await attempt(draft, searchPath);
      if (reason === undefined) return;
      reasons.push(reason);
    }
    throw new SetupError(
      `There is no Pulumi engine here: ${reasons.join("; ")}.`,
      [
        "Do one of these and run the command again:",
        `  - install the Pulumi CLI ${formatVersion(MINIMUM)} or newer: https://www.pulumi.com/docs/install/`,
        "  - install Go 1.25.11 or newer (https://go.dev/dl/); Rollcall then builds the engine from Go modules",
      ].join("\n"),
    );
  });
}

/**
 * The folders the engine is found in and its version.
 * @param {NodeJS.ProcessEnv} env
 * @param {Means[]} means
 */
async function locate(env, means) {
  const searchPath = env.PATH ?? "";
  if (env.ROLLCALL_ENGINE !== "own") {
    const installed = await findInstalledEngine(searchPath);
    if (installed) return installed;
    if (findOnPath("pulumi", searchPath)) say("the Pulumi CLI on PATH has no pulumi-language-nodejs beside it; using an engine of our own");
  }
  const folder = engineFolder(env);
  if (!fs.existsSync(folder)) await fetchOwnEngine(folder, searchPath, means);
  return { folders: [path.join(folder, "bin")], version: formatVersion(OWN) };
}

/**
 * Finds or gets a Pulumi engine: the one on PATH, one kept from before, the official release, or a build from Go modules,
 * in this order. `ROLLCALL_ENGINE=own` passes over the one on PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {Means[]} [means] how to get one, in order
 * @returns {Promise<Engine>}
 * @throws {SetupError}
 */
async function ensureEngine(env, means = [installRelease, buildWithGo]) {
  const { folders, version } = await locate(env, means);
  // An engine built by hand may lack the host of dynamic resources, which ships in the SDK too. And the engine is to run the
  // Node that set-up has checked, whatever else is called node on PATH.
  const sdk = path.join(nodeModules, "@pulumi", "pulumi");
  const searchPath = prependFolders([...folders, sdk, path.dirname(process.execPath)], env.PATH ?? "");
  const pulumi = findOnPath("pulumi", searchPath);
  if (!pulumi) {
    throw new SetupError(
      `The cached Pulumi engine is incomplete: no pulumi in ${folders[0]}.`,
      "Remove that folder and run the command again.",
    );
  }
  return { pulumi, version, path: searchPath };
}

module.exports = { ensureEngine };
