"use strict";
const path = require("node:path");
const { say, withProgress, runQuietly } = require("../progress");
const { formatVersion } = require("../version");
const { OWN } = require("./pins");

const DOWNLOAD_HOST = "https://get.pulumi.com";
const PROBE_MS = 5_000;
const INSTALL_MS = 10 * 60_000;

/** Whether the download host answers at all; without this a blocked host costs minutes before Go gets its turn. */
async function isReachable() {
  try {
    await fetch(`${DOWNLOAD_HOST}/install.sh`, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs the official release below `draft`.
 * @param {string} draft
 * @returns {Promise<string | undefined>} undefined on success, else why not
 */
async function installRelease(draft) {
  if (!(await isReachable())) {
    say(`${DOWNLOAD_HOST} is not reachable from here; the official Pulumi release cannot be downloaded`);
    return `${DOWNLOAD_HOST} is not reachable`;
  }
  const version = formatVersion(OWN);
  const { code, output } = await withProgress(`downloading the Pulumi engine ${version}`, () =>
    runQuietly(process.execPath, [path.join(__dirname, "install-release.js"), draft, version], { timeoutMs: INSTALL_MS }),
  );
  if (code === 0) return undefined;
  say("the download did not succeed");
  return `the download from ${DOWNLOAD_HOST} failed: ${output.trim().split("\n").at(-1) ?? ""}`;
}

module.exports = { installRelease };
