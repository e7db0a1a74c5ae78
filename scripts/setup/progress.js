"use strict";
const { spawn } = require("node:child_process");

const HEARTBEAT_MS = 15_000;
const KEPT_OUTPUT = 4_000;

/** @param {string} text */
function say(text) {
  process.stderr.write(`rollcall: ${text}\n`);
}

/** @param {number} ms */
function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Announces a long step, repeats a line while it lasts, and says how long it took.
 * @template T
 * @param {string} label what is being done, as in "building the engine"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withProgress(label, work) {
  const started = Date.now();
  say(`${label} ...`);
  const timer = setInterval(() => say(`  still ${label.replace(/ \(.*/, "")}, ${formatDuration(Date.now() - started)}`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`  done in ${formatDuration(Date.now() - started)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a tool without showing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, tail: string }>} code -1 when it could not be started or was stopped;
 *   `tail` holds the last few thousand characters of both streams, for an error message
 */
function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeoutMs,
      shell: process.platform === "win32" && command.endsWith(".cmd"),
    });
    let stdout = "";
    let tail = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      tail = (tail + chunk).slice(-KEPT_OUTPUT);
    });
    child.stderr.on("data", (chunk) => {
      tail = (tail + chunk).slice(-KEPT_OUTPUT);
    });
    child.on("error", (error) => resolve({ code: -1, stdout, tail: `${tail}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, tail }));
  });
}

module.exports = { say, formatDuration, withProgress, runQuietly };
